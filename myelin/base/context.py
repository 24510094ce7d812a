"""What the shell of every page knows: the name of the community, how the reader likes to see it, where they are."""

from django.conf import settings
from django.http import HttpRequest

THEMES = {"light", "dark", "contrast"}

SECTIONS = {
    "home": "home",
    "updates": "home",
    "questions": "ask",
    "helping": "ask",
    "messages": "messages",
    "companion": "care",
    "circle": "care",
    "visits": "care",
    "exchange": "care",
    "library": "library",
    "therapies": "medicines",
    "members": "settings",
    "people": "settings",
    "privacy": "settings",
    "notifications": "settings",
    "discussion": "home",
}
"""The part of the menu that each room belongs to."""

PAGES = {
    "home:people": "people",
    "people:buddy": "people",
    "people:buddy_wish_removal": "people",
    "people:buddy_end": "people",
    "home:person": "people",
    "home:search": "",
    "members:join": "",
    "members:login": "",
    "discussion:saved": "saved",
    "discussion:note": "saved",
    "discussion:muted": "settings",
    "helping:settings": "settings",
    "notifications:list": "",
}
"""Pages that belong elsewhere than their room does."""


def shell(request: HttpRequest) -> dict[str, object]:
    """Give every template `community`, `demo`, `theme`, `calm`, `news`, `letters` and `current`; asks the database nothing."""
    person = getattr(request, "user", None)
    member = person if person is not None and person.is_authenticated else None
    theme = getattr(member, "theme", None) or request.COOKIES.get("theme", "")
    calm = getattr(member, "calm", request.COOKIES.get("calm") == "on")
    return {
        "community": getattr(settings, "COMMUNITY_NAME", "Myelin"),
        "demo": getattr(settings, "MYELIN_DEMO", False),
        "theme": theme if theme in THEMES else "",
        "calm": calm,
        "news": bool(getattr(member, "has_news", False)),
        "letters": bool(getattr(member, "has_messages", False)),
        "current": _section(request, getattr(member, "handle", None)),
    }


def _section(request: HttpRequest, handle: str | None) -> str:
    match = request.resolver_match
    if request.path.startswith("/library/"):
        return "library"
    if match is None:
        return ""
    if match.view_name == "home:person" and handle is not None and match.kwargs.get("handle") == handle:
        return "you"
    return PAGES.get(match.view_name, SECTIONS.get(match.app_name, ""))
