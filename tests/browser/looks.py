"""Looks at a page as members do: in every color set, on a phone and on a desk, with axe and with a ruler.

    from tests.browser.looks import check_page
    page.goto(url)
    check_page(page)

The looks are put on the page that is loaded, so a state reached by typing and pressing is checked as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
MEASURE = (Path(__file__).parent / "measure.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "best-practice"],
    # What passes the enhanced contrast passes the plain one, and measuring it twice takes half of the time.
    "rules": {
        "color-contrast-enhanced": {"enabled": True},
        "color-contrast": {"enabled": False},
        "target-size": {"enabled": True},
    },
    "resultTypes": ["violations"],
}
COLORS = {
    "runOnly": {"type": "rule", "values": ["color-contrast-enhanced", "link-in-text-block", "target-size"]},
    "resultTypes": ["violations"],
}
"""All that colors, borders and calm can break: they change no element, so every other rule was asked in the light look."""
WEAR = """([theme, calm]) => {
  const root = document.documentElement;
  theme ? root.setAttribute("data-theme", theme) : root.removeAttribute("data-theme");
  calm ? root.setAttribute("data-calm", "on") : root.removeAttribute("data-calm");
}"""
WORN = """() => ["data-theme", "data-calm"].map((name) => document.documentElement.getAttribute(name))"""
RUN_AXE = """(rules) => axe.run(document, rules).then((found) => found.violations.map((one) =>
  `${one.id} x${one.nodes.length}: ${one.nodes[0].html.slice(0, 160)} | ${one.nodes[0].failureSummary.slice(0, 200)}`
))"""


@dataclass(frozen=True)
class Look:
    """A way to see a page."""

    theme: str
    calm: bool
    width: int
    height: int

    def __str__(self) -> str:
        return f"{'calm' if self.calm else self.theme} {self.width}"


LOOKS = [
    Look(theme, calm, *size)
    for (theme, calm), size in product(
        [("light", False), ("dark", False), ("contrast", False), ("light", True)], [(390, 844), (1280, 900)]
    )
]
NARROW = [Look("light", False, 320, 640), Look("light", True, 320, 640)]
"""At 320 px only the ruler is laid on, not axe: the page has to fit."""


def check_page(page: Page, looks: Sequence[Look] = LOOKS) -> None:
    """Fail with everything that axe or the ruler finds on the page as it stands, in all the looks."""
    findings: list[str] = []
    page.wait_for_load_state()  # a press begins to leave; until the new page is there it has not even a root
    with _as_it_was(page):
        # Without this, colors would be measured halfway through their change from the last look.
        page.emulate_media(reduced_motion="reduce")
        page.evaluate(AXE)
        for look in [*looks, *NARROW]:
            _wear(page, look)
            found = [] if look in NARROW else page.evaluate(RUN_AXE, RULES if str(look).startswith("light") else COLORS)
            findings += [f"{look}: {one}" for one in [*found, *page.evaluate(MEASURE)]]
    assert not findings, f"{page.url}\n" + "\n".join(dict.fromkeys(findings))


def _wear(page: Page, look: Look) -> None:
    page.set_viewport_size({"width": look.width, "height": look.height})
    page.evaluate(WEAR, [look.theme, look.calm])


@contextmanager
def _as_it_was(page: Page) -> Iterator[None]:
    size, (theme, calm) = page.viewport_size, page.evaluate(WORN)
    try:
        yield
    finally:
        page.evaluate(WEAR, [theme, calm])
        if size is not None:
            page.set_viewport_size(size)


class Watch:
    """Listens to a page: what the console complains of, and what is asked of anybody but us."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.page = page
        self.origin = ""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def verify(self) -> None:
        """Fail when there was anything."""
        assert not self.complaints, "\n".join(dict.fromkeys(self.complaints))

    def _heard(self, message: ConsoleMessage) -> None:
        # A form that is shown again with 422 is no fault; other failed loads are caught as answers.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self.complaints.append(f"console: {message.text}")

    def _asked(self, request: Request) -> None:
        origin = "{0.scheme}://{0.netloc}".format(urlsplit(request.url))
        self.origin = self.origin or origin
        if origin != self.origin and not request.url.startswith(("data:", "blob:")):
            self.complaints.append(f"asked somebody else: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and not response.request.is_navigation_request():
            self.complaints.append(f"{response.status}: {response.url}")
