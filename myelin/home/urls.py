from django.urls import path

from myelin.home.views import front, groups, people, pictures, search

app_name = "home"
urlpatterns = [
    path("", front.home, name="home"),
    path("people/", people.people, name="people"),
    path("people/<slug:handle>/", people.person, name="person"),
    path("groups/", groups.groups, name="groups"),
    path("groups/<slug:slug>/", groups.group, name="group"),
    path("groups/<slug:slug>/membership/", groups.membership, name="membership"),
    path("search/", search.search, name="search"),
    path("pictures/<int:pk>/<int:width>/", pictures.picture, name="picture"),
]
