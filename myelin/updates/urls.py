from django.urls import path

from myelin.updates import views

app_name = "updates"
urlpatterns = [
    path("updates/", views.feed, name="feed"),
    path("updates/new/", views.new, name="new"),
    path("updates/<int:pk>/", views.update, name="update"),
    path("updates/<int:pk>/edit/", views.edit, name="edit"),
    path("updates/<int:pk>/history/", views.history, name="history"),
    path("updates/<int:pk>/shelf/", views.shelf, name="shelf"),
    path("month-one/", views.month_one, name="month_one"),
    path("updates/<int:pk>/withdrawal/", views.withdrawal, name="withdrawal"),
    path("updates/<int:pk>/withdrawal/undo/", views.withdrawal_undo, name="withdrawal_undo"),
]
