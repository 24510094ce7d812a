"""The library's pages, the reviewers' queue, feeds, and the editors' room (Wagtail's admin) at /cms/."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.admin import urls as cms

from myelin.library import views

pages: list[URLPattern | URLResolver] = [
    path("library/", views.index, name="index"),
    path("library/feed/", views.feed, name="feed"),
    path("library/sponsors/", views.sponsors, name="sponsors"),
    path("library/topics/<slug:slug>/", views.topic, name="topic"),
    path("library/reviews/", views.reviews, name="reviews"),
    path("library/reviews/<int:pk>/", views.review, name="review"),
    path("library/reviews/<int:pk>/signature/", views.signature, name="signature"),
    path("library/reviews/<int:pk>/return/", views.sending_back, name="sending_back"),
    path("library/<slug:slug>/", views.article, name="article"),
    path("library/<slug:slug>/offline/", views.offline, name="offline"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms/login/", views.cms_login),
    path("cms/account/", views.cms_account),
    path("cms/choose-external-link/", views.cms_link),
    # A page of the library's own that breaks on purpose.
    path("cms/failwhale/", views.nowhere, {"path": ""}),
    path("cms/", include(cms)),
    path("", include((pages, "library"))),
    # Wagtail asks for this name when it links to a page; every address it makes is caught above.
    re_path(r"^library/((?:[\w\-]+/)*)$", views.nowhere, name="wagtail_serve"),
]
