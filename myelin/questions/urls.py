from django.urls import path

from myelin.questions.views import answers, questions, tending

app_name = "questions"
urlpatterns = [
    path("questions/", questions.questions, name="list"),
    path("questions/new/", questions.new, name="new"),
    path("questions/similar/", questions.similar, name="similar"),
    path("questions/<int:pk>/", questions.question, name="question"),
    path("questions/<int:pk>/edit/", questions.edit, name="edit"),
    path("questions/<int:pk>/history/", questions.history, name="history"),
    path("questions/<int:pk>/withdrawal/", questions.withdrawal, name="withdrawal"),
    path("questions/<int:pk>/follow/", tending.follow, name="follow"),
    path("questions/<int:pk>/closing/", tending.closing, name="closing"),
    path("questions/<int:pk>/opening/", tending.opening, name="opening"),
    path("questions/<int:pk>/topics/", tending.move, name="move"),
    path("questions/<int:pk>/duplicate/", tending.duplicate, name="duplicate"),
    path("questions/<int:pk>/answers/", answers.answers, name="answers"),
    path("questions/<int:pk>/best-answer/", answers.best_answer, name="best_answer"),
    path("answers/<int:pk>/edit/", answers.answer_edit, name="answer_edit"),
    path("answers/<int:pk>/history/", answers.answer_history, name="answer_history"),
    path("answers/<int:pk>/reactions/", answers.answer_reaction, name="answer_reaction"),
    path("answers/<int:pk>/withdrawal/", answers.answer_withdrawal, name="answer_withdrawal"),
    path("answers/<int:pk>/withdrawal/undo/", answers.answer_withdrawal_undo, name="answer_withdrawal_undo"),
]
