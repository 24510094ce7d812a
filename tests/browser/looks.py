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
from itertools import groupby, product
from operator import attrgetter
from pathlib import Path
from urllib.parse import urlsplit
from weakref import WeakSet

from playwright.sync_api import ConsoleMessage, Page, Request, Response

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text()
HERE = Path(__file__).parent
SEE = "".join(f"const {name} = {(HERE / f'{name}.js').read_text()}\n" for name in ["measure", "colorings"])
SEE += (HERE / "see.js").read_text()
OF_COLORS = ["color-contrast-enhanced", "link-in-text-block"]
"""What new colors can break. What passes the enhanced contrast passes the plain one."""
ALL = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag21aaa", "wcag22aa", "best-practice"],
    # What `hidden-content` has to say is never a violation.
    "rules": {"target-size": {"enabled": True}}
    | {name: {"enabled": False} for name in [*OF_COLORS, "color-contrast", "hidden-content"]},
    "resultTypes": ["violations"],
}
COLORS = {"runOnly": {"type": "rule", "values": OF_COLORS}, "elementRef": True}
RULES = {"all": ALL, "colors": COLORS}
"""Looks change no element, so axe is asked everything else once on the phone and once on the desk, in the light.
In every look it judges the colorings of words that are new; how large things are, the ruler knows more strictly."""
_passed: set[str] = set()
"""The colorings of words that axe has passed in this run, by the short names that `see.js` gives them."""
_with_axe: WeakSet[Page] = WeakSet()
"""The pages whose documents bring axe along."""

WIDTHS = [(390, 844), (1280, 900)]


@dataclass(frozen=True)
class Look:
    """A way to see a page."""

    theme: str
    calm: bool
    width: int
    height: int

    def __str__(self) -> str:
        return f"{'calm' if self.calm else self.theme} {self.width}"

    @property
    def asked(self) -> str:
        """What axe is asked; at 320 px only the ruler is laid on: the page has to fit."""
        if self.width < WIDTHS[0][0]:
            return "nothing"
        return "colors" if self.calm or self.theme != "light" else "all"

    def told(self) -> dict[str, str | bool]:
        """What the script needs to put it on."""
        return {"name": str(self), "theme": self.theme, "calm": self.calm, "asked": self.asked}


LOOKS = [
    Look(theme, calm, *size)
    for size, (theme, calm) in product(
        WIDTHS, [("light", False), ("dark", False), ("contrast", False), ("light", True)]
    )
]
NARROW = [Look("light", False, 320, 640), Look("light", True, 320, 640)]


def check_page(page: Page, looks: Sequence[Look] = LOOKS) -> None:
    """Fail with everything that axe or the ruler finds on the page as it stands, in all the looks."""
    findings: list[str] = []
    page.wait_for_load_state()  # a press begins to leave; until the new page is there it has not even a root
    with _in_its_own_size(page) as own:
        # Without this, colors would be measured halfway through their change from the last look.
        page.emulate_media(reduced_motion="reduce")
        _bring_axe(page)
        # The window changes its size as seldom as can be, for each time the browser draws everything anew.
        widths = [((*size,), [*worn]) for size, worn in groupby([*looks, *NARROW], attrgetter("width", "height"))]
        for size, worn in sorted(widths, key=lambda width: width[0] == own):
            page.set_viewport_size({"width": size[0], "height": size[1]})
            seen = page.evaluate(SEE, [[look.told() for look in worn], RULES, " ".join(_passed)])
            findings += seen["findings"]
            _passed.update(seen["passed"])
    assert not findings, f"{page.url}\n" + "\n".join(dict.fromkeys(findings))


def _bring_axe(page: Page) -> None:
    """Have axe on the page as it stands, and on all that follow it: half a megabyte is sent once, not with each look."""
    if page not in _with_axe:
        _with_axe.add(page)
        page.add_init_script(AXE)
        page.evaluate(AXE)


@contextmanager
def _in_its_own_size(page: Page) -> Iterator[tuple[int, int] | None]:
    own = page.viewport_size
    size = (own["width"], own["height"]) if own else None
    try:
        yield size
    finally:
        if own is not None and page.viewport_size != own:
            page.set_viewport_size(own)


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
