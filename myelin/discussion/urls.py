from django.urls import path

from myelin.discussion import views

app_name = "discussion"
urlpatterns = [
    path("threads/<int:pk>/comments/", views.comments, name="comments"),
    path("threads/<int:pk>/reactions/", views.reaction, name="reaction"),
    path("comments/<int:pk>/withdrawal/", views.comment_withdrawal, name="comment_withdrawal"),
    path("topics/", views.topics, name="topics"),
    path("topics/<slug:slug>/", views.topic, name="topic"),
    path("topics/<slug:slug>/follow/", views.topic_follow, name="topic_follow"),
]
