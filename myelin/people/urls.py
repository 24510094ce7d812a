from django.urls import path

from myelin.people.views import followers, road

app_name = "people"
urlpatterns = [
    path("people/<slug:handle>/follow/", followers.follow, name="follow"),
    path("settings/followers/", followers.followers, name="followers"),
    path("settings/followers/approval/", followers.approval, name="approval"),
    path("settings/followers/<slug:handle>/", followers.answer, name="follower"),
    path("settings/treatments/", road.treatments, name="treatments"),
    path("settings/treatments/<int:pk>/", road.treatment, name="treatment"),
    path("settings/treatments/<int:pk>/removal/", road.treatment_removal, name="treatment_removal"),
    path("settings/hard-things/", road.hard_things, name="hard_things"),
    path("settings/portrait/", road.portrait, name="portrait"),
    path("settings/portrait/removal/", road.portrait_removal, name="portrait_removal"),
]
