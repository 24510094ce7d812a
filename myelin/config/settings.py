"""How Myelin is put together. What an operator may change comes from `env.py`, and only from there."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from cryptography.fernet import Fernet
from django.core.management.utils import get_random_secret_key

from myelin.config import env
from myelin.config.keys import kept, push_key
from myelin.config.mailers import mailer

environ = os.environ
DATA = env.MYELIN_DATA.read(environ)
SECRET_KEY = env.SECRET_KEY.read(environ) or kept(DATA / "keys", "secret.key", get_random_secret_key)
FIELD_KEY = env.FIELD_KEY.read(environ) or kept(DATA / "keys", "field.key", lambda: Fernet.generate_key().decode())
PUSH_KEY = env.PUSH_KEY.read(environ) or kept(DATA / "keys", "push.key", push_key)
PUSH_HOSTS = env.PUSH_HOSTS.read(environ)
# What the browser keeps for this site, in the order in which its parts are joined.
SERVICE_WORKER = ["notifications/worker.js", "companion/worker.js"]
DEBUG = env.DEBUG.read(environ)
MYELIN_DEMO = env.DEMO.read(environ) or (DATA / "demo-logins.json").exists()
COMMUNITY_NAME = env.COMMUNITY_NAME.read(environ)
PACK_DIR = env.PACK.read(environ)
SITE_URL = env.SITE_URL.read(environ).rstrip("/")
SECURE = SITE_URL.startswith("https://")
TRUSTED_PROXIES = env.TRUSTED_PROXIES.read(environ)

LIVE_PORT = env.LIVE_PORT.read(environ)
# Where pages are encrypted or come through a proxy, that proxy hands /live on to the port of the streams.
LIVE_URL = env.LIVE_URL.read(environ) or ("/live" if LIVE_PORT and (SECURE or TRUSTED_PROXIES) else "")

_site = urlsplit(SITE_URL)
ALLOWED_HOSTS = [*env.ALLOWED_HOSTS.read(environ), *([_site.hostname] if _site.hostname else [])] or ["*"]
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL else []

INSTALLED_APPS = [
    "myelin.base",
    "myelin.live",
    "myelin.pack",
    "myelin.members",
    "myelin.groups",
    "myelin.facts",
    "myelin.notifications",
    "myelin.audit",
    "myelin.media",
    "myelin.audience",
    "myelin.search",
    "myelin.discussion",
    "myelin.therapies",
    "myelin.people",
    "myelin.updates",
    "myelin.questions",
    "myelin.messages",
    "myelin.library",
    "myelin.newsletter",
    "myelin.companion",
    "myelin.exchange",
    "myelin.visits",
    "myelin.circle",
    "myelin.helping",
    "myelin.home",
    "myelin.privacy",
    "myelin.demo",
    "myelin.config",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "wagtail.contrib.forms",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "procrastinate.contrib.django",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "myelin.base.flash.FlashConfig",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "myelin.base.middleware.security.SecurityHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "myelin.base.middleware.packing.PackingMiddleware",
    "myelin.base.middleware.faults.FaultsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "myelin.members.middleware.MemberMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "myelin.config.doors.StaffDoorsMiddleware",
]

ROOT_URLCONF = "myelin.config.urls"
WSGI_APPLICATION = "myelin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "myelin.base.context.shell",
                "myelin.live.context.live",
            ],
        },
    },
]


def _database(url: str) -> dict[str, object]:
    if not url:
        from myelin.config.postgres import socket_folder

        return {"NAME": "myelin", "USER": "myelin", "HOST": str(socket_folder(DATA))}
    parts = urlsplit(url)
    return {
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


DATABASE_URL = env.DATABASE_URL.read(environ)
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": False,
        **_database(DATABASE_URL),
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    # What attempts are counted in: it outlives a restart, and all page servers share it. Django's own 300 entries
    # would let whoever makes many attempts push the counts of others out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "base_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
    "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 500}},
}
TASKS = {"default": {"BACKEND": "myelin.base.jobs.ProcrastinateBackend", "QUEUES": []}}

AUTH_USER_MODEL = "members.Member"
# The one door for passwords. With allauth's beside it, which asks the same, a wrong password was hashed twice.
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "myelin.members.passwords.MaximumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "members:login"
LOGIN_REDIRECT_URL = "home:home"
LOGOUT_REDIRECT_URL = "home:home"
SESSION_ENGINE = "myelin.members.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "myelin.base.views.csrf_failure"

ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PREVENT_ENUMERATION = True
# Beside allauth's own limits: who asks for the newsletter, and letters to one address, however it is typed.
ACCOUNT_RATE_LIMITS = {"newsletter": "30/h/ip", "newsletter_letter": "3/h/key", "reset_letter": "5/m/key"}
ACCOUNT_RATE_LIMITS |= {"visit_code": "30/h/ip"}
ACCOUNT_ADAPTER = "myelin.notifications.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "myelin.members.sign_in.LoginForm",
    "signup": "myelin.members.sign_in.SignupForm",
    "change_password": "myelin.members.sign_in.ChangePasswordForm",
    "set_password": "myelin.members.sign_in.SetPasswordForm",
    "reset_password_from_key": "myelin.members.sign_in.ResetPasswordKeyForm",
}
ACCOUNT_SIGNUP_FORM_CLASS = "myelin.members.forms.JoinForm"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "myelin.members.second_step.SecondStepAdapter"
# A phone's clock may be half a minute away from ours.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "myelin.members.sign_in.PasskeyForm"}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "discreet": {"()": "myelin.base.logs.Discreet", "format": "{levelname} {name}: {message}", "style": "{"}
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own would write around the formatter above, and mail tracebacks to whoever is called an administrator.
    "loggers": {"django": {"handlers": [], "level": "WARNING"}, "django.server": {"handlers": [], "propagate": True}},
}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = SECURE
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "myelin.config.formats"
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Pages name files by their hashed names alone; packing each a second time under its plain one took four seconds of a start.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = DATA / "media"
MEDIA_URL = "/media/"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "myelin.media.uploads.SealedUploadHandler",
]
LARGEST_FILE = env.LARGEST_FILE.read(environ) * 1_000_000
ROOM = env.ROOM.read(environ) * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

MAIL_FROM = DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.MAIL_FROM.read(environ)
EMAIL_URL = env.EMAIL_URL.read(environ)
MAILERS = {"default": mailer(EMAIL_URL)}

WAGTAIL_SITE_NAME = COMMUNITY_NAME
WAGTAILADMIN_BASE_URL = SITE_URL or "http://localhost:8000"
# Articles stand at addresses of plain letters; see `library/urls.py`.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_LOGIN_URL = "/login/"
# An account is changed at /settings/, where a second step and a fresh sign-in are asked for; never in the editor.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False
# Nothing of other sites is put into an article, so nobody has them asked.
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_FINISH_WORKFLOW_ACTION = "myelin.library.workflow.finish"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "modelsearch.backends.database", "SEARCH_CONFIG": "english"}}
# An address is unique whatever its capitals, by a constraint on lower(email) that this check cannot read.
# The headers that security.W001 and W002 miss are set by `base/middleware/security.py`, on every answer.
SILENCED_SYSTEM_CHECKS = ["auth.E003", "security.W001", "security.W002"]
