"""What a browser is called: "Firefox on Android". Pure."""

from __future__ import annotations

from django.utils.translation import gettext as _

# The first that is found counts: most browsers also name the ones that they are like.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "FxiOS": "Firefox", "SamsungBrowser": "Samsung Internet",
            "Chrome/": "Chrome", "CriOS": "Chrome", "Safari/": "Safari"}  # fmt: skip
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "Mac", "CrOS": "Chrome OS",
           "Linux": "Linux"}  # fmt: skip


def browser_name(user_agent: str) -> str:
    """A name by which somebody knows their own browser again."""
    browser = next((name for sign, name in BROWSERS.items() if sign in user_agent), "")
    system = next((name for sign, name in SYSTEMS.items() if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser")
