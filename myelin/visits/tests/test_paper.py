"""The page on one sheet of A4: at 10 pt, for a year of days and for a very full one, and with nothing that is hidden."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader

from myelin.companion import actions as care
from myelin.companion.models import Infusion, Record
from myelin.pack.models import Symptom
from myelin.therapies.models import BaselineTest
from myelin.visits import actions, libraries, pdf
from myelin.visits.tests.conftest import keep_days, note

SMALLEST = 10
"""Points."""

HARDLY = 0.2
"""WeasyPrint reckons in pixels and rounds."""

QUESTIONS = ["Is it the medicine, or the heat of this summer, or is it something else that I do not think of yet?"] * 3


def read(content: bytes) -> tuple[PdfReader, list[float], str]:
    """The document, the sizes of its letters in points, its words."""
    reader = PdfReader(io.BytesIO(content))
    sizes: list[float] = []

    def visit(text, _matrix, text_matrix, _font, size):
        if text.strip():
            # The page is drawn in pixels: three quarters of a point each.
            sizes.append(size * abs(_matrix[0] * text_matrix[0]))

    words = "\n".join(page.extract_text(visitor_text=visit) for page in reader.pages)
    return reader, sizes, words


def paper_of(client, visit) -> tuple[PdfReader, list[float], str]:
    answer = client.get(f"/care/visits/{visit.pk}/page.pdf")
    assert answer.status_code == 200
    return read(answer.content)


def test_twelve_months_fit_on_one_sheet_at_ten_points(member_client, visit, written, a_year, ana):
    written(questions=QUESTIONS, note="I sleep better since May.")
    reader, sizes, words = paper_of(member_client(ana), visit)
    assert len(reader.pages) == 1
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    assert min(sizes) >= SMALLEST - HARDLY
    for told in ("For Dr. Lind", "Left eye", "worse:", "itchy", "Leukocytes", "I sleep better"):
        assert told in words, told


def test_a_very_full_year_fits_too_and_says_how_many_more_there_are(member_client, visit, written, a_year, ana, noon):
    names = [symptom.slug for symptom in Symptom.objects.current()[:40]]
    ana.diary.all().delete()
    keep_days(ana, noon, names=tuple(names))
    for number in range(60):
        for kind in (Record.Kind.SIDE_EFFECT, Record.Kind.RELAPSE, Record.Kind.MEDICINE):
            note(ana, noon, kind, number + 1, name=f"Something with a long name, number {number} of many in this year")
    test = BaselineTest.objects.filter(asked_by__therapy=a_year.therapy_id).order_by("position")[0]
    for number in range(60):
        told = care.Told(done_on=noon.date() - timedelta(days=number), measures=[{"name": "CRP", "value": str(number)}])
        care.note_result(course=a_year, test=test, by=ana, told=told, now=noon)
    written(questions=[question.ljust(160, "?") for question in QUESTIONS], note="Much to say. " * 30)
    reader, sizes, words = paper_of(member_client(ana), visit)
    assert len(reader.pages) == 1
    assert min(sizes) >= SMALLEST - HARDLY
    assert "in my own notes" in words and "Self-reported, not a medical record." in words.replace("\n", " ")
    assert all(title in words for title in ("Relapses", "Tests and MRIs", "Side effects, and what else I take"))


def test_what_is_hidden_is_not_on_paper(member_client, visit, a_year, ana, noon):
    relapse = Record.objects.get(kind="relapse")
    keys = {f"record/{relapse.pk}", "tests"}
    actions.hide(visit=visit, by=ana, offered=keys, shown=set(), now=noon)
    _reader, _sizes, words = paper_of(member_client(ana), visit)
    assert "Left eye" not in words and "Leukocytes" not in words and "Vitamin D" in words


def test_neither_name_nor_title_says_what_it_is(member_client, visit, a_year, ana):
    answer = member_client(ana).get(f"/care/visits/{visit.pk}/page.pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="page-2026-06-22.pdf"'
    assert answer["Cache-Control"] == "no-store"
    told = PdfReader(io.BytesIO(answer.content)).metadata
    assert told is not None and told.title == "A page" and not told.author


def test_it_is_drawn_with_our_own_letters(member_client, visit, a_year, ana):
    reader, _sizes, _words = paper_of(member_client(ana), visit)
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert {str(font.get_object()["/BaseFont"]).partition("+")[2].split("-")[0] for font in fonts} == {"Atkinson"}


@pytest.mark.parametrize(
    "url", ["http://example.org/a.png", "file:///etc/hostname", "ours:../settings.py", "ours:visits/visits.css"]
)
def test_a_sheet_reaches_nothing_but_its_own_files(url):
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    with pytest.raises(FatalURLFetchingError):
        HTML(string=f'<img src="{url}">', url_fetcher=pdf._fetcher(), base_url="ours:").render()


def test_where_letters_cannot_be_drawn_the_page_says_what_to_do(member_client, visit, ana, monkeypatch):
    monkeypatch.setattr(libraries, "missing", lambda: ("pango-1.0",))
    client = member_client(ana)
    sentence = "This site cannot make a PDF right now. You can print the page from your browser."
    page = client.get(f"/care/visits/{visit.pk}/").text
    assert sentence in page and "Save as PDF" not in page
    refused = client.get(f"/care/visits/{visit.pk}/page.pdf")
    assert refused.status_code == 503 and sentence in refused.text


def test_the_next_dose_is_told(member_client, visit, a_year, ana):
    _reader, _sizes, words = paper_of(member_client(ana), visit)
    dose = Infusion.objects.of(ana).to_come()[0]
    assert f"dose {dose.number - 1}, 600 mg" in words
