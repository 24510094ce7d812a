"""A reader of Spanish meets no English sentence of ours, and cards that were stored once speak to each in theirs."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from django.utils import timezone, translation

from myelin.base.moments import ago
from myelin.config.catalogue import HOUSE, marked
from myelin.config.catalogue_file import read
from myelin.library.models import Sponsor
from myelin.library.tests import factories
from myelin.notifications.models import OutgoingMail
from myelin.pack.models import Topic
from myelin.pack.tests.packs import small_pack
from myelin.privacy import actions as privacy
from myelin.therapies.actions import load_pack
from myelin.updates.models import Update

FOR_MEMBERS = [
    "/", "/updates/new/", "/questions/", "/questions/new/", "/topics/", "/care/", "/care/add/", "/care/diary/",
    "/people/", "/groups/", "/messages/", "/search/", "/library/", "/notifications/", "/settings/", "/settings/look/",
]  # fmt: skip
FOR_VISITORS = ["/", "/join/", "/login/", "/about/help/", "/about/privacy/", "/questions/", "/newsletter/"]


@pytest.fixture(autouse=True)
def in_english_again():
    """A page leaves its language behind it; tests that ask no page read on in ours."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def english():
    """Our sentences of several words that read otherwise in Spanish."""
    said = read(HOUSE / "locale" / "es" / "LC_MESSAGES" / "django.po").said
    return [
        sentence.one
        for sentence in marked()
        if len(sentence.one) > 8
        and " " in sentence.one
        and "%" not in sentence.one
        and said[sentence][0] != sentence.one
    ]


def found_in(page, sentences):
    words = " ".join(unescape(page).split())
    near = [sentence for sentence in sentences if sentence in words]
    return [sentence for sentence in near if re.search(rf"(?<!\w){re.escape(sentence)}(?!\w)", words)]


@pytest.fixture
def sleep(db):
    words = {"es": {"name": "Sueño", "about": "Noches", "group": "Día a día"}}
    return Topic.objects.create(
        slug="sleep", name="Sleep", about="Nights", group="Everyday life", position=0, in_languages=words
    )


@pytest.mark.parametrize("path", FOR_MEMBERS)
def test_no_english_sentence_of_ours_is_on_a_page_for_members(client, member_client, ana, english, path):
    english_page = member_client(ana).get(path).text
    assert found_in(english_page, english), "the control: in English it says something"
    type(ana).objects.filter(pk=ana.pk).update(language="es")
    spanish_page = client.get(path)
    assert spanish_page["Content-Language"] == "es"
    assert found_in(spanish_page.text, english) == []


@pytest.mark.parametrize("path", FOR_VISITORS)
def test_no_english_sentence_of_ours_is_on_a_page_for_visitors(client, db, english, path):
    assert found_in(client.get(path).text, english)
    assert found_in(client.get(path, headers={"Accept-Language": "es"}).text, english) == []


def test_a_stored_card_speaks_to_each_reader_in_theirs(client, member_client, ana, ben, sleep):
    type(ana).objects.filter(pk=ana.pk).update(language="es")
    member_client(ana).post(
        "/updates/new/", {"text": "Buenos días", "mood": "good", "audience": "3", "topics": ["sleep"], "is_tip": "on"}
    )
    card = Update.objects.get().thread.card
    assert "Consejo" not in card and "Sueño" not in re.sub(r"\[\[.*?\]\]", "", card)
    spanish = client.get("/").text
    assert all(words in spanish for words in ("Se siente bien", "Sueño", "Consejo", "Ahora mismo"))
    english = member_client(ben).get("/").text
    assert all(words in english for words in ("Feeling good", "Sleep", "Tip", "Just now"))
    assert "[[" not in spanish + english


def test_a_member_asks_in_spanish(client, member_client, ana, sleep):
    type(ana).objects.filter(pk=ana.pk).update(language="es")
    refused = member_client(ana).post("/questions/new/", {"title": "", "audience": "2"})
    assert refused.status_code == 422
    assert "Pon primero tu pregunta en una línea." in refused.text
    asked = client.post(
        "/questions/new/", {"title": "¿Cómo duermes?", "audience": "3", "topics": ["sleep"]}, follow=True
    )
    assert "Tu pregunta ya está." in asked.text
    assert "Sueño" in asked.text


def test_a_visitor_joins_in_spanish_and_stays_with_it(client, db):
    page = client.post("/join/", {"name": "", "email": "eva@example.org"}, headers={"Accept-Language": "es-AR"})
    assert page.status_code == 422
    assert "Dinos cómo llamarte. Vale un apodo." in page.text


@pytest.mark.parametrize(("language", "said"), [("es", "15 de junio"), ("en", "June 15")])
def test_days_read_as_the_language_has_them(noon, language, said):
    with translation.override(language):
        assert ago(noon, now=noon.replace(month=8)) == said


def test_a_letter_is_in_the_language_of_whom_it_goes_to(ana, olu, noon):
    ana.language = "es"
    ana.save(update_fields=["language"])
    with privacy.take_out_for(member=ana, operator=olu, reason="Ana asked for it by phone.", now=noon):
        letter = OutgoingMail.objects.get(to=ana.email)
    assert letter.subject == "Alguien sacó una copia de tus datos"
    assert letter.text.startswith("Hola, Ana:")


class Spoken(HTMLParser):
    """What a page says, by the language that it says it in."""

    def __init__(self, page):
        super().__init__()
        self.tongues, self.said = [], {}
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self.tongues.append(dict(attrs).get("lang") or (self.tongues[-1] if self.tongues else ""))

    def handle_endtag(self, tag):
        if tag not in VOID and self.tongues:
            self.tongues.pop()

    def handle_data(self, data):
        tongue = self.tongues[-1] if self.tongues else ""
        self.said[tongue] = self.said.get(tongue, "") + data


VOID = {"meta", "link", "input", "br", "hr", "img", "use", "circle", "line", "rect", "path"}
BODY = [
    {"type": "short_version", "value": ["Bring warm socks."]},
    {"type": "heading", "value": "What to pack"},
    {"type": "text", "value": "A book makes the room kinder."},
    {"type": "drug", "value": "demomab"},
]
OURS = ["Warm socks", "Feet first.", "Paid for by Socks"]


def test_what_stays_english_says_so_wherever_it_stands(client, ana, ito, tmp_path):
    now = timezone.now()
    load_pack(small_pack(tmp_path), now=now)
    sponsor = Sponsor.objects.create(name="Socks", about="They knit.", label="Paid for by Socks")
    told = {
        "title": "Warm socks",
        "summary": "Feet first.",
        "body": BODY,
        "sponsor": sponsor,
        "what_changed": "A word.",
    }
    factories.published(factories.author(ana), ito, now, **told)
    inside = ["Bring warm socks.", "What to pack", "A book makes", "10 mg every 6 weeks", "They knit.", "A word."]
    pages = {
        "/library/": OURS, "/library/warm-socks/": OURS + inside, "/library/sponsors/": ["They knit.", *OURS[::2]],
        "/search/?q=socks": OURS, "/medicines/demomab/": ["Demomab label"], "/medicines/": ["Demomab label"],
    }  # fmt: skip
    for path, words in pages.items():
        page = client.get(path, headers={"Accept-Language": "es"})
        said = Spoken("<body" + page.text.partition("<body")[2]).said
        for one in words:
            assert one in said["en"], f"{path}: {one} stands nowhere"
            assert one not in said[""], f"{path}: {one} is read out as Spanish"
