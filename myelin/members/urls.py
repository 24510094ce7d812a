from django.urls import path

from myelin.members.views import joining, relations, settings

app_name = "members"
urlpatterns = [
    path("join/", joining.join, name="join"),
    path("join/role/", joining.role, name="role"),
    path("login/", joining.login, name="login"),
    path("logout/", joining.logout, name="logout"),
    path("calm/", settings.calm, name="calm"),
    path("settings/", settings.overview, name="settings"),
    path("settings/profile/", settings.profile, name="profile"),
    path("settings/look/", settings.look, name="look"),
    path("settings/lens/", settings.lens, name="lens"),
    path("settings/consents/", settings.consents, name="consents"),
    path("settings/sessions/", settings.sessions, name="sessions"),
    path("settings/keys/", settings.tokens, name="tokens"),
    path("settings/keys/<int:pk>/revocation/", settings.token_revocation, name="token_revocation"),
    path("settings/last-wish/", settings.last_wish, name="last_wish"),
    path("settings/circle/", relations.circle_list, name="circle_list"),
    path("settings/following/", relations.following, name="following"),
    path("settings/blocked/", relations.blocked, name="blocked"),
    path("people/<slug:handle>/circle/", relations.circle, name="circle"),
    path("people/<slug:handle>/mute/", relations.mute, name="mute"),
    path("people/<slug:handle>/block/", relations.block, name="block"),
]
