"""The names by which django-allauth finds its own pages, at our addresses."""

from allauth.mfa.urls import urlpatterns as second_factor
from django.urls import include, path

from myelin.members.views import joining

urlpatterns = [
    path("join/", joining.join, name="account_signup"),
    path("join/code/", joining.verify, name="account_email_verification_sent"),
    path("login/", joining.login, name="account_login"),
    path("login/code/", joining.login_code, name="account_confirm_login_code"),
    path("logout/", joining.logout, name="account_logout"),
    path("login/inactive/", joining.inactive, name="account_inactive"),
    path("login/again/", joining.reauthenticate, name="account_reauthenticate"),
    path("password/reset/", joining.reset, name="account_reset_password"),
    path("password/reset/code/", joining.reset_code, name="account_confirm_password_reset_code"),
    path("password/reset/new/", joining.reset_password, name="account_complete_password_reset"),
    path("password/reset/done/", joining.reset_done, name="account_password_reset_completed"),
    path("settings/password/", joining.change_password, name="account_change_password"),
    path("settings/password/set/", joining.set_password, name="account_set_password"),
    path("settings/email/", joining.change_email, name="account_email"),
    path("settings/second-factor/", include(joining.mended(second_factor))),
]
