from django.urls import path

from myelin.home.views import front, group_people, group_posts, groups, people, pictures, search

app_name = "home"
urlpatterns = [
    path("", front.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("groups/", groups.groups, name="groups"),
    path("groups/new/", groups.new_group, name="new_group"),
    path("groups/taken-out/<int:pk>/", group_posts.taken_out, name="taken_out"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/edit/", groups.edit_group, name="edit_group"),
    path("groups/<slug:slug>/membership/", group_people.membership, name="membership"),
    path("groups/<slug:slug>/request/", group_people.group_request, name="group_request"),
    path("groups/<slug:slug>/requests/", group_people.group_requests, name="group_requests"),
    path("groups/<slug:slug>/requests/<int:pk>/", group_people.group_answer, name="group_answer"),
    path("groups/<slug:slug>/invitation/", group_people.invitation, name="invitation"),
    path("groups/<slug:slug>/invitations/", group_people.group_invitations, name="group_invitations"),
    path(
        "groups/<slug:slug>/invitations/<int:pk>/withdrawal/",
        group_people.invitation_withdrawal,
        name="invitation_withdrawal",
    ),
    path("groups/<slug:slug>/members/", group_people.group_members, name="group_members"),
    path(
        "groups/<slug:slug>/members/<slug:handle>/removal/",
        group_people.group_member_removal,
        name="group_member_removal",
    ),
    path("groups/<slug:slug>/moderators/", group_people.group_moderators, name="group_moderators"),
    path("groups/<slug:slug>/posts/<int:pk>/pin/", group_posts.pin, name="pin"),
    path("groups/<slug:slug>/posts/<int:pk>/removal/", group_posts.post_removal, name="post_removal"),
    path("search/", search.search, name="search"),
    path("pictures/<int:pk>/<int:width>/", pictures.picture, name="picture"),
]
