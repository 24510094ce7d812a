"""Hands for the journeys: each journey is written once, in the words on the screen, and driven in three ways.

    hands.arrive("/")               # the one address that is typed, or the link of a letter
    hands.follow("Library")         # a link
    hands.write("Your email", "…")  # a field, by its label
    hands.push("Send it to me")     # a button

Everything after the first address is reached by what the pages offer.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time
from pathlib import Path
from re import Pattern
from typing import Any, Literal

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.looks import check_page

type Words = str | Pattern[str]
Role = Literal["link", "button", "radio", "checkbox", "heading"]


class Hands:
    """What somebody can do at a page. How they do it is left to those below."""

    def __init__(self, page: Page, home: str, *, checks: bool = False) -> None:
        """`checks`: lay axe and the ruler on every state that `look` is asked about."""
        self.page, self.home, self.checks = page, home, checks

    def arrive(self, address: str) -> None:
        """Open the first address of a journey, or one that came by mail."""
        self.page.goto(address if address.startswith("http") else self.home + address)

    def look(self) -> None:
        """Check the page as it stands, in every look."""
        if self.checks:
            check_page(self.page)

    def sees(self, words: Words) -> None:
        """The page says it."""
        expect(self.page.locator("main").get_by_text(words).locator("visible=true").first).to_be_visible()

    def is_at(self, title: Words) -> None:
        """The page has this heading."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def follow(self, words: Words, within: str = "body") -> None:
        """Go where a link leads."""
        self._and_wait(self.find("link", words, within))

    def push(self, words: Words, within: str = "body") -> None:
        """Send a form."""
        self._and_wait(self.find("button", words, within))

    def take(self, words: str) -> Path:
        """Push a button that hands out a file."""
        with self.page.expect_download() as coming:
            self.use(self.find("button", words))
        return coming.value.path()

    def find(self, role: Role, words: Words, within: str = "body") -> Locator:
        """A control by its name, as a screen reader says it."""
        named = self.page.locator(within).get_by_role(role, name=words, exact=True)
        return named.locator("visible=true").first if role in {"link", "button"} else named.first

    def field(self, label: Words) -> Locator:
        """A box by its label."""
        boxes = self.page.locator("main").locator("input, textarea, select").and_(self.page.get_by_label(label))
        return boxes.locator("visible=true").first

    def unfold(self, words: str) -> None:
        """Open what is folded away."""
        self.use(self.page.locator("summary").get_by_text(words, exact=True).locator("visible=true").first)

    def _and_wait(self, target: Locator) -> None:
        with self._next_page():
            self.use(target)

    def _next_page(self) -> AbstractContextManager[Any]:
        return self.page.expect_navigation()

    def use(self, target: Locator) -> None:
        """Click it, or what stands for a click."""
        raise NotImplementedError

    def write(self, label: Words, words: str) -> None:
        """Put words into a box, in place of what is there."""
        raise NotImplementedError

    def choose(self, role: Literal["radio", "checkbox"], words: Words, within: str = "main") -> None:
        """Tick a box, or take one of several."""
        raise NotImplementedError

    def leave_out(self, words: Words) -> None:
        """Take the tick out of a box."""
        box = self.find("checkbox", words, "main")
        if box.is_checked():
            self.untick(box)
        expect(box).not_to_be_checked()

    def tick(self, box: Locator) -> None:
        """Press a box that has no tick."""
        raise NotImplementedError

    def untick(self, box: Locator) -> None:
        """Press a box that has a tick."""
        raise NotImplementedError

    def pick(self, label: str, words: str) -> None:
        """Take one line of a list."""
        raise NotImplementedError

    def set_day(self, label: Words, day: date) -> None:
        """Put a day into a box for days."""
        raise NotImplementedError

    def set_time(self, label: Words, hour: time) -> None:
        """Put an hour into a box for hours."""
        raise NotImplementedError

    def attach(self, label: str, file: Path) -> None:
        """Choose a file."""
        raise NotImplementedError


class Mouse(Hands):
    """Points and clicks."""

    def use(self, target: Locator) -> None:
        target.click()

    def write(self, label: Words, words: str) -> None:
        self.field(label).fill(words)

    def choose(self, role: Literal["radio", "checkbox"], words: Words, within: str = "main") -> None:
        self.find(role, words, within).check()

    def tick(self, box: Locator) -> None:
        box.check()

    def untick(self, box: Locator) -> None:
        box.uncheck()

    def pick(self, label: str, words: str) -> None:
        self.field(label).select_option(label=words)

    def set_day(self, label: Words, day: date) -> None:
        self.field(label).fill(day.isoformat())

    def set_time(self, label: Words, hour: time) -> None:
        self.field(label).fill(f"{hour:%H:%M}")

    def attach(self, label: str, file: Path) -> None:
        self.field(label).set_input_files(file)


MOST_STOPS = 400
WHERE = """wanted => {
  const here = document.activeElement;
  if (!wanted.isConnected) return "gone";
  const alike = (one, other) => one.type === "radio" && other.type === "radio" && one.name === other.name && one.form === other.form;
  if (here === wanted || alike(here, wanted)) return "here";
  const stops = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, audio, [tabindex]")].filter(
    (thing) => thing === here || thing === wanted || (thing.tabIndex >= 0 && !thing.disabled && thing.checkVisibility())
  );
  // Of the buttons of one choice Tab stops at one.
  const steps = stops.filter((thing, at) => thing === here || thing === wanted || !at || !alike(thing, stops[at - 1]));
  const back = wanted.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING;
  const between = Math.abs(steps.indexOf(wanted) - steps.indexOf(here));
  return [back ? "Shift+Tab" : "Tab", here === document.body ? 1 : Math.max(1, between)];
}"""
SEEN = """() => {
  const here = document.activeElement;
  const box = here.getClientRects()[0] ?? here.getBoundingClientRect();
  const x = box.left + Math.min(box.width / 2, 20), y = box.top + Math.min(box.height / 2, 20);
  const top = document.elementFromPoint(x, y);
  const round = [here, here.closest("label"), here.closest(".file")?.querySelector(".btn")].filter(Boolean);
  if (!top || !round.some((thing) => thing.contains(top) || top.contains(thing))) return "covered or out of sight";
  const ringed = round.some((thing) => getComputedStyle(thing).outlineStyle !== "none");
  return ringed ? "" : "without a ring";
}"""


class Keyboard(Hands):
    """Tab, Enter, Space, arrows and letters; nothing else is touched. What has the focus must be seen."""

    def use(self, target: Locator) -> None:
        self.reach(target)
        is_button = target.evaluate("it => it.tagName === 'BUTTON'")
        self.page.keyboard.press("Space" if is_button else "Enter")

    def write(self, label: Words, words: str) -> None:
        self.reach(self.field(label))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def choose(self, role: Literal["radio", "checkbox"], words: Words, within: str = "main") -> None:
        target = self.find(role, words, within)
        self.reach(target)
        if role == "checkbox":
            if not target.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._until(target.is_checked, "ArrowDown", first="Space")
        expect(target).to_be_checked()

    def tick(self, box: Locator) -> None:
        self.reach(box)
        self.page.keyboard.press("Space")
        expect(box).to_be_checked()

    def untick(self, box: Locator) -> None:
        self.reach(box)
        self.page.keyboard.press("Space")

    def pick(self, label: str, words: str) -> None:
        box = self.field(label)
        self.reach(box)
        self.page.keyboard.press("Home")
        self._until(lambda: box.evaluate("it => it.selectedOptions[0].label") == words, "ArrowDown")

    def set_day(self, label: Words, day: date) -> None:
        self.reach(self.field(label))
        self.page.keyboard.type(f"{day:%m%d%Y}")

    def set_time(self, label: Words, hour: time) -> None:
        self.reach(self.field(label))
        self.page.keyboard.type(f"{hour:%I%M%p}")

    def attach(self, label: str, file: Path) -> None:
        # On a busy machine Chromium drops the key now and then, and whoever sits there presses it again.
        for _ in range(3):
            self.reach(self.field(label))
            try:
                with self.page.expect_file_chooser(timeout=10_000) as asked:
                    self.page.keyboard.press("Enter")
            except TimeoutError:
                continue
            asked.value.set_files(file)
            return
        raise AssertionError(f"No window to choose a file opened from “{label}”.")

    def reach(self, target: Locator) -> None:
        """Walk to a control by Tab, backwards where it stands before."""
        expect(target).to_be_attached()
        wanted = target.element_handle()  # found once: looking for it at each stop takes most of the walk
        far = True
        for _ in range(MOST_STOPS):
            match wanted.evaluate(WHERE):
                case "here":
                    break
                case "gone":
                    wanted = target.element_handle()
                case key, steps:  # at first as far as it looks from here, then step by step
                    for _ in range(steps if far else 1):
                        self.page.keyboard.press(key)
                    far = False
        else:
            raise AssertionError(f"the keyboard does not get to {target}")
        fault = self.page.evaluate(SEEN)
        assert not fault, f"{self.page.url}: the focus is {fault} at {target}"

    def _until(self, done: Callable[[], bool], key: str, first: str = "") -> None:
        if first and not done():
            self.page.keyboard.press(first)
        for _ in range(MOST_STOPS):
            if done():
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"{key} does not get there")
