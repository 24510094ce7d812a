from django.urls import path

from myelin.people.views import buddies, followers, road

app_name = "people"
urlpatterns = [
    path("people/buddy/", buddies.buddy, name="buddy"),
    path("people/buddy/wish/removal/", buddies.wish_removal, name="buddy_wish_removal"),
    path("people/buddy/invitations/<slug:handle>/", buddies.invitation, name="buddy_invitation"),
    path("people/buddy/<int:pk>/end/", buddies.end, name="buddy_end"),
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
