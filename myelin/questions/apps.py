from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "myelin.questions"
    label = "questions"
