"""The headers that every answer carries, whatever its status and whoever made it."""

from collections.abc import Callable, Mapping
from functools import wraps

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.csp import CSP, LazyNonce, build_policy

from myelin.base.http import streams_origin

type Policy = Mapping[str, list[str]]

POLICY: Policy = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.NONCE, CSP.STRICT_DYNAMIC],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}

CMS = "/cms/"
CMS_POLICY: Policy = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "style-src": [CSP.SELF, CSP.UNSAFE_INLINE],
    "img-src": [CSP.SELF, "data:", "blob:"],
    "font-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF],
    "media-src": [CSP.SELF],
    "frame-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.SELF],
    "base-uri": [CSP.NONE],
}
"""Wagtail's editor brings inline scripts and styles, and shows a draft in a frame. Only staff come here."""

NOT_ALLOWED = (
    "accelerometer, autoplay, browsing-topics, camera, clipboard-read, display-capture, "
    "encrypted-media, fullscreen, gamepad, geolocation, gyroscope, hid, identity-credentials-get, idle-detection, "
    "local-fonts, magnetometer, microphone, midi, payment, picture-in-picture, screen-wake-lock, serial, usb, "
    "window-management, xr-spatial-tracking"
)

HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power.strip()}=()" for power in NOT_ALLOWED.split(",")),
}

PLAYS, RECORDS = "plays", "records"
_SOUND = "sound"
"""The mark at a view, and at a request that came to it."""
_MEDIA: Policy = {PLAYS: [CSP.SELF], RECORDS: [CSP.SELF, "blob:"]}


def plays[**P, Answer](view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Let a page play sounds of ours. Every other page is silent."""
    return _with_sound(view, PLAYS)


def records[**P, Answer](view: Callable[P, Answer]) -> Callable[P, Answer]:
    """Let a page ask for the microphone, and play what it recorded. To every other page the browser refuses it."""
    return _with_sound(view, RECORDS)


def _with_sound[**P, Answer](view: Callable[P, Answer], sound: str) -> Callable[P, Answer]:
    @wraps(view)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Answer:
        setattr(args[0], _SOUND, sound)
        return view(*args, **kwargs)

    setattr(wrapped, _SOUND, sound)
    return wrapped


class SecurityHeadersMiddleware:
    """The outermost of all, so that an answer made by any other layer passes here too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        nonce = LazyNonce()
        # Where Django's own context processor looks for it.
        request._csp_nonce = nonce  # type: ignore[attr-defined]
        response = self.get_response(request)
        in_cms = request.path.startswith(CMS)
        response.headers.setdefault(
            str(CSP.HEADER_ENFORCE), build_policy(CMS_POLICY if in_cms else _policy(request), nonce)
        )
        response.headers.setdefault("X-Frame-Options", "SAMEORIGIN" if in_cms else "DENY")
        if getattr(request, _SOUND, "") == RECORDS:
            heard = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
            response.headers.setdefault("Permissions-Policy", heard)
        for header, value in HEADERS.items():
            response.headers.setdefault(header, value)
        if settings.SECURE_HSTS_SECONDS and request.is_secure():
            response.headers["Strict-Transport-Security"] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        if "Cache-Control" not in response.headers and _is_personal(request, response):
            response.headers["Cache-Control"] = "no-store"
        return response


def _policy(request: HttpRequest) -> Policy:
    """The policy of pages; live streams may come from another port, which it then names. Few pages have a sound."""
    origin, sound = streams_origin(request), getattr(request, _SOUND, "")
    policy = {**POLICY, "connect-src": [CSP.SELF, origin]} if origin else POLICY
    return {**policy, "media-src": _MEDIA[sound]} if sound else policy


def _is_personal(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Say whether an answer may be for one person alone: who is signed in, or is being given a cookie."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES or bool(response.cookies) or "Authorization" in request.headers
    )
