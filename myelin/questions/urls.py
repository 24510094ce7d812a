from django.urls import path

from myelin.questions import views

app_name = "questions"
urlpatterns = [
    path("questions/", views.questions, name="list"),
    path("questions/new/", views.new, name="new"),
    path("questions/<int:pk>/", views.question, name="question"),
    path("questions/<int:pk>/edit/", views.edit, name="edit"),
    path("questions/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("questions/<int:pk>/answers/", views.answers, name="answers"),
    path("questions/<int:pk>/best-answer/", views.best_answer, name="best_answer"),
    path("answers/<int:pk>/reactions/", views.answer_reaction, name="answer_reaction"),
    path("answers/<int:pk>/withdrawal/", views.answer_withdrawal, name="answer_withdrawal"),
]
