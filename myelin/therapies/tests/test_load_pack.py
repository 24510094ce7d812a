"""An install is brought in line with its pack: made, changed, retired, and nothing the second time."""

from datetime import date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from myelin.facts.actions import review_fact
from myelin.facts.models import Citation, Fact, FactReview, FactVersion, Outcome
from myelin.pack.folder import PackError, read_pack
from myelin.pack.models import Symptom, Topic
from myelin.pack.tests.packs import SHIPPED, demomab, fact, small_pack, words, write
from myelin.search.models import Document
from myelin.therapies.actions import load_pack
from myelin.therapies.models import BaselineTest, Code, Regimen, Therapy

pytestmark = pytest.mark.django_db


def test_the_shipped_pack_fills_the_install_and_twice_changes_nothing(noon: datetime):
    pack = read_pack(SHIPPED)
    first = {one.name: one for one in load_pack(pack, now=noon)}
    assert (first["facts"].made, first["therapies"].made, first["regimens"].made) == (1048, 22, 34)
    assert sum(one.touched for one in load_pack(pack, now=noon)) == 0
    assert Topic.objects.current().count() == len(pack.topics)
    assert Symptom.objects.current().count() == len(pack.symptoms)


def test_every_medicine_is_findable_by_everybody(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    assert Document.objects.filter(kind="medicine").count() == 22
    assert Document.objects.get(ref="medicine:ocrelizumab").title == "Ocrevus (ocrelizumab)"


def test_a_changed_fact_keeps_what_it_said_and_loses_its_review(tmp_path: Path, noon: datetime, ito):
    load_pack(small_pack(tmp_path), now=noon)
    said = Fact.objects.get(key="demomab/missed_dose")
    review_fact(
        fact=said,
        reviewer=ito,
        version=1,
        outcome=Outcome.CONFIRMED,
        read_in="Label",
        review_by=date(2027, 6, 1),
        now=noon,
    )
    counts = load_pack(small_pack(tmp_path, demomab=demomab() | {"missed_dose": fact("Call the team")}), now=noon)

    said.refresh_from_db()
    assert (said.value, said.version, said.outcome, said.reviewed_on) == ("Call the team", 2, "", None)
    assert FactVersion.objects.get(fact=said).value == "Ask the team"
    assert FactReview.objects.get(fact=said).cleared_at == noon
    assert {one.name: one.changed for one in counts}["facts"] == 1


def test_an_unchanged_fact_keeps_its_review(tmp_path: Path, noon: datetime, ito):
    load_pack(small_pack(tmp_path), now=noon)
    said = Fact.objects.get(key="demomab/missed_dose")
    review_fact(
        fact=said,
        reviewer=ito,
        version=1,
        outcome=Outcome.CONFIRMED,
        read_in="Label",
        review_by=date(2027, 6, 1),
        now=noon,
    )
    load_pack(small_pack(tmp_path, demomab=demomab() | {"route": fact("infusion")}), now=noon)
    said.refresh_from_db()
    assert said.is_confirmed


def test_a_fact_that_is_gone_is_retired_and_comes_back(tmp_path: Path, noon: datetime):
    load_pack(small_pack(tmp_path), now=noon)
    load_pack(small_pack(tmp_path, demomab=demomab() | {"contraindications": []}), now=noon)
    gone = Fact.objects.get(key="demomab/contraindications/0")
    assert gone.retired_at == noon
    assert gone not in Fact.objects.shown()
    load_pack(small_pack(tmp_path), now=noon)
    assert gone in Fact.objects.shown()


def test_a_medicine_and_a_topic_that_are_gone_are_retired(tmp_path: Path, noon: datetime):
    load_pack(small_pack(tmp_path), now=noon)
    other = words() | {
        "topics": [{"slug": "resting", "name": "Resting", "about": "Resting together.", "group": "Life"}]
    }
    load_pack(small_pack(tmp_path, demomab=None, pack=other), now=noon)
    assert not Therapy.objects.current().exists()
    assert [topic.slug for topic in Topic.objects.current()] == ["resting"]
    assert not Document.objects.filter(kind="medicine").exists()


def test_a_schedule_that_cannot_be_read_loads_nothing_at_all(tmp_path: Path, noon: datetime):
    broken = demomab()
    broken["regimens"][0]["schedule"]["phases"][0]["offset_from"] = "nowhere"
    with pytest.raises(PackError, match=r"formulary/demomab\.yaml"):
        load_pack(small_pack(tmp_path, demomab=broken), now=noon)
    assert not Fact.objects.exists()


def test_only_verified_codes_that_were_read_leave_the_house(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    exportable = Code.objects.exportable()
    assert exportable.exists()
    assert not exportable.exclude(is_verified=True, fact__basis="read").exists()
    assert not exportable.filter(therapy__slug="ocrelizumab", system="RxNorm").exists()


def test_every_page_of_a_medicine_cites_its_facts_and_no_note_to_reviewers(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    assert Citation.objects.filter(ref="medicine:ocrelizumab", fact__key="ocrelizumab/regimens/0").exists()
    assert not Citation.objects.filter(fact__predicate="article_notes").exists()


def test_each_test_says_why(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    assert BaselineTest.objects.count() == BaselineTest.objects.exclude(why__value="").count() == 30


def test_regimens_of_two_jurisdictions_are_never_merged(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    mitoxantrone = Therapy.objects.get(slug="mitoxantrone")
    for jurisdiction, cap in (("US", 140), ("EU", 72)):
        regimen = Regimen.objects.for_course(mitoxantrone, jurisdiction).get()
        ceiling = regimen.parsed().lifetime_cap
        assert ceiling is not None and ceiling.amount == cap
    assert not Regimen.objects.for_course(mitoxantrone, "AU").exists()


def test_a_regimen_that_nobody_read_gives_no_dates(noon: datetime):
    load_pack(read_pack(SHIPPED), now=noon)
    assert not Regimen.objects.with_dates().filter(therapy__slug="monomethyl_fumarate").exists()


def test_the_command_skips_a_folder_that_has_not_changed(tmp_path: Path, settings, capsys, django_assert_num_queries):
    settings.PACK_DIR = write(tmp_path)
    call_command("loadpack")
    assert "facts:" in capsys.readouterr().out
    with django_assert_num_queries(1):
        call_command("loadpack")
    call_command("loadpack", "--again")
    assert "0 made, 0 changed, 0 retired" in capsys.readouterr().out


def test_the_command_tells_what_is_wrong_in_a_sentence(tmp_path: Path, settings):
    settings.PACK_DIR = write(tmp_path, pack=words() | {"topics": []})
    with pytest.raises(CommandError, match=r"pack\.yaml, at topics"):
        call_command("loadpack")
