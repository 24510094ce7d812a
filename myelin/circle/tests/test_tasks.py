"""The list of what would help: put on, taken once, given back, by carers and by the link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from myelin.base.tests.markup import bare
from myelin.circle import actions
from myelin.circle.actions import BoardFull, TakenAlready
from myelin.circle.models import Board, Look, Taking, Task
from myelin.members.models import Member


@pytest.fixture(autouse=True)
def fresh_counts(db):
    cache.clear()


def browser_of(member):
    client = Client()
    client.force_login(member, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def soup(ana):
    now = timezone.now()
    return actions.add_task(member=ana, title="Soup", place="No mushrooms", on=now.date(), now=now)


@pytest.fixture
def link(ana):
    return f"/board/{actions.open_board(member=ana, days=14, now=timezone.now())}/"


def test_the_member_puts_something_on_the_list(ana):
    day = timezone.now().date()
    client = browser_of(ana)
    sent = {"title": "Drive", "on": day.isoformat(), "at": "08:30", "place": "Both ways"}
    assert client.post("/care/circle/tasks/", sent).status_code == 303
    page = client.get("/care/circle/").text
    assert "Drive, 8:30" in page and "Both ways" in page and "Still open" in page
    assert "Drive" not in str(Task.objects.values_list("said", flat=True).query)


def test_what_is_missing_is_told_and_nothing_is_lost(ana):
    answer = browser_of(ana).post("/care/circle/tasks/", {"title": "Walk the dog"})
    assert (
        answer.status_code == 422
        and "Walk the dog" in answer.text
        and "We still need this from you: Which day?" in answer.text
    )


def test_a_carer_takes_it_with_one_tap_and_the_member_is_told(let, ana, ben, soup):
    let(ana, ben, nothing=True)
    client = browser_of(ben)
    assert client.post(f"/circle/ana/tasks/{soup.pk}/taking/").status_code == 303
    assert "You do it" in client.get("/circle/ana/").text
    assert "Ben</span>" in browser_of(ana).get("/care/circle/").text
    assert ana.notices.filter(kind="circle_taken", actor=ben).exists()
    client.post(f"/circle/ana/tasks/{soup.pk}/taking/undo/")
    assert not Taking.objects.exists()


def test_taken_twice_it_is_the_first_ones(let, ana, ben, noor, soup):
    now = timezone.now()
    first, second = let(ana, ben, nothing=True), let(ana, noor, nothing=True)
    actions.take_task(task=soup, carer=first, now=now)
    actions.take_task(task=soup, carer=first, now=now + timedelta(seconds=1))
    with pytest.raises(TakenAlready):
        actions.take_task(task=soup, carer=second, now=now)
    with pytest.raises(TakenAlready):
        actions.take_by_link(task=soup, name="Paul", hand="h", now=now)
    actions.give_back(task=soup, carer=second, now=now)
    assert Taking.objects.get().carer == first
    assert Look.objects.filter(kind="taken").count() == 1


def test_whoever_is_shown_out_does_nothing_any_more(let, ana, ben, soup):
    carer = let(ana, ben, nothing=True)
    actions.take_task(task=soup, carer=carer, now=timezone.now())
    actions.end(carer=carer, by=ana, now=timezone.now())
    assert not Taking.objects.exists()
    assert "Still open" in browser_of(ana).get("/care/circle/").text


def test_the_member_opens_it_again_or_takes_it_off(let, ana, ben, soup):
    actions.take_task(task=soup, carer=let(ana, ben, nothing=True), now=timezone.now())
    client = browser_of(ana)
    assert client.post(f"/care/circle/tasks/{soup.pk}/freeing/").status_code == 303
    assert not Taking.objects.exists()
    assert browser_of(ben).post(f"/care/circle/tasks/{soup.pk}/removal/").status_code == 404
    assert client.post(f"/care/circle/tasks/{soup.pk}/removal/").status_code == 303
    assert not Task.objects.exists()


def test_the_link_is_shown_once_and_only_its_digest_is_kept(ana):
    client = browser_of(ana)
    assert client.post("/care/circle/board/", {"days": "14"}).status_code == 303
    page = client.get("/care/circle/").text
    secret = page.split("/board/")[1].split("/")[0]
    assert secret not in Board.objects.get().digest
    assert f"/board/{secret}" not in client.get("/care/circle/").text
    assert Client().get(f"/board/{secret}/").status_code == 200


def test_whoever_has_the_link_sees_the_lines_and_nothing_else(ana, soup, link):
    answer = Client().get(link)
    assert "Soup" in answer.text and "No mushrooms" in answer.text
    for word in ("Ana", "MS", "sclerosis", "dose", "illness", "health", "care team"):
        assert word not in bare(answer.text)
    assert answer["Cache-Control"] == "no-store" and "noindex" in answer["X-Robots-Tag"]
    assert 'name="robots" content="noindex' in answer.text


def test_somebody_without_an_account_takes_it_and_gives_it_back(ana, soup, link):
    client, other = Client(), Client()
    assert client.post(f"{link}tasks/{soup.pk}/taking/", {"name": "Paul"}).status_code == 303
    assert "You do it" in client.get(link).text
    page = other.get(link).text
    assert "Taken" in page and "Paul" not in page
    assert "Paul</span>" in browser_of(ana).get("/care/circle/").text
    other.post(f"{link}tasks/{soup.pk}/taking/undo/")
    assert Taking.objects.get().called == "Paul"
    answer = other.post(f"{link}tasks/{soup.pk}/taking/", {"name": "Kim"})
    assert answer.status_code == 409 and "a little faster" in answer.text
    client.post(f"{link}tasks/{soup.pk}/taking/undo/")
    assert not Taking.objects.exists()
    assert [look.about for look in Look.objects.filter(kind__in=["taken", "given_back"])] == ["Soup", "Soup"]
    assert {look.who for look in Look.objects.filter(kind="taken")} == {"Paul"}


def test_a_name_is_needed(soup, link):
    answer = Client().post(f"{link}tasks/{soup.pk}/taking/", {"name": " "})
    assert answer.status_code == 422 and "We still need this from you: Your name" in answer.text


@pytest.mark.parametrize("how", ["ended", "new", "late", "suspended", "erased"])
def test_a_link_that_ended_is_not_there(ana, soup, link, how):
    now = timezone.now()
    match how:
        case "ended":
            assert browser_of(ana).post("/care/circle/board/end/").status_code == 303
        case "new":
            actions.open_board(member=ana, days=14, now=now)
        case "late":
            Board.objects.update(ends_at=now)
        case "suspended":
            Member.objects.filter(pk=ana.pk).update(suspended_at=now)
        case "erased":
            Member.objects.filter(pk=ana.pk).update(erased_at=now)
    assert Client().get(link).status_code == 404
    assert Client().post(f"{link}tasks/{soup.pk}/taking/", {"name": "Paul"}).status_code == 404


def test_the_link_gives_out_thirty_and_is_asked_so_often_an_hour(ana, link):
    now = timezone.now()
    tasks = [actions.add_task(member=ana, title=f"{number}", on=now.date(), now=now) for number in range(31)]
    for number, task in enumerate(tasks[:30]):
        actions.take_by_link(task=task, name="Paul", hand=f"{number}", now=now)
    with pytest.raises(BoardFull):
        actions.take_by_link(task=tasks[30], name="Paul", hand="more", now=now)
    for _ in range(40):
        Client().post(f"{link}tasks/{tasks[30].pk}/taking/", {"name": ""})
    assert Client().post(f"{link}tasks/{tasks[30].pk}/taking/", {"name": ""}).status_code == 404


def test_a_list_has_room_for_sixty(ana):
    now = timezone.now()
    for number in range(60):
        actions.add_task(member=ana, title=f"{number}", on=now.date(), now=now)
    with pytest.raises(BoardFull):
        actions.add_task(member=ana, title="More", on=now.date(), now=now)
