"""What people read when something went wrong."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import get_resolver

from myelin.base import faults, views

pytestmark = pytest.mark.urls("myelin.base.tests.urls")

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def forgiving():
    """A client that is shown the page of an error, as a browser is."""
    return Client(raise_request_exception=False)


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/people/%00/", 404), ("/about/nothing/", 404)])
def test_a_missing_page_is_our_side_not_yours(client, path, status):
    answer = client.get(path)
    assert answer.status_code == status
    assert b"We cannot find that page" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["q=%00", "q=%ff", "q=%C3%28", "a%00=1", "q=%ED%A0%80"])
def test_an_address_that_is_no_text_is_told_so(client, query):
    answer = client.get("/about/help/", query_params=None, QUERY_STRING=query)
    assert answer.status_code == 400
    assert b"We could not read that" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("body", [b"text=%ff", b"text=\xff", b"text=a%00b", b"te%00xt=a"])
def test_a_form_that_is_no_text_is_told_so(client, body):
    answer = client.post("/try/note/", body, content_type=FORM)
    assert answer.status_code == 400
    assert b"What you typed is still in your browser." in answer.content


@pytest.mark.django_db
def test_a_form_with_files_may_hold_no_nul(client):
    assert client.post("/try/note/", {"text": "a\0b"}).status_code == 400


@pytest.mark.django_db
def test_a_form_without_one_of_its_fields_is_told_so(client):
    assert client.post("/try/counted/", {"once": str(uuid4())}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["ünï 🙂 \u202e", "50% off", "a+b", "�"])
def test_every_real_text_passes(client, text):
    assert client.post("/try/note/", {"text": text}).content.decode() == text


@pytest.mark.django_db
def test_too_much_is_told_so(client):
    answer = client.post("/try/note/", {"text": "x" * 1_100_000})
    assert answer.status_code == 413
    assert b"That is more than we can carry" in answer.content


@pytest.mark.django_db
def test_too_many_fields_are_told_so(client):
    answer = client.post("/try/note/", {f"f{number}": "x" for number in range(400)})
    assert answer.status_code == 413


@pytest.mark.django_db
def test_a_body_cut_short_is_told_so(client):
    answer = client.post("/try/note/", b"--x\r\nnope", content_type="multipart/form-data")
    assert answer.status_code == 400


@pytest.mark.django_db
def test_a_rule_that_says_no_says_it_on_a_page(client):
    answer = client.get("/try/refused/", headers={"referer": "http://testserver/updates/"})
    assert answer.status_code == 409
    assert b"Somebody else was quicker." in answer.content
    assert b'href="http://testserver/updates/"' in answer.content


@pytest.mark.django_db
def test_the_way_back_never_leads_elsewhere(client):
    answer = client.get("/try/refused/", headers={"referer": "https://evil.example/"})
    assert b"evil.example" not in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/try/full/", "/try/full-in-a-room/"])
def test_a_full_disk_is_told_in_words(forgiving, path):
    answer = forgiving.post(path)
    assert answer.status_code == 507
    assert b"our disk is full" in answer.content


@pytest.mark.django_db
def test_a_bug_is_ours_and_its_page_asks_nothing_of_the_request(forgiving):
    answer = forgiving.get("/try/broken/")
    assert answer.status_code == 500
    assert b"Something broke on our side" in answer.content
    assert b"a bug" not in answer.content


def test_a_lost_database_is_told_without_asking_it(forgiving):
    answer = forgiving.get("/try/lost/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == str(faults.RETRY_AFTER)
    assert b"We are catching our breath" in answer.content


def test_a_database_lost_before_any_view_is_told_too(rf):
    request = rf.get("/")
    try:
        raise OperationalError("gone")
    except OperationalError:
        answer = get_resolver("myelin.base.tests.urls").resolve_error_handler(500)(request)
    assert answer.status_code == 503


def end_our_connection():
    """Do to our connection what a restart of the database does."""
    connection.ensure_connection()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    other.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("threshold", [None, 0], ids=["after its first question", "after many"])
def test_a_database_that_was_started_anew_serves_the_very_next_page(forgiving, settings, threshold):
    connection.ensure_connection()
    connection.connection.prepare_threshold = threshold  # None is what one has that prepared nothing yet
    forgiving.cookies[settings.SESSION_COOKIE_NAME] = "0123456789abcdef0123456789abcdef"
    end_our_connection()
    assert forgiving.get("/about/help/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_database_that_was_started_anew_takes_the_very_next_form(forgiving):
    end_our_connection()
    assert forgiving.post("/try/counted/", {"text": "x", "once": str(uuid4())}).status_code == 303


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("ask", "path"),
    [("get", "/about/help/"), ("get", "/nowhere/"), ("post", "/try/counted/"), ("get", "/try/refused/")],
)
def test_a_database_that_is_gone_is_told_and_its_return_needs_no_restart(forgiving, ana, monkeypatch, ask, path):
    forgiving.force_login(ana)
    form = {"text": "x", "once": str(uuid4())}
    there = getattr(forgiving, ask)(path, form).status_code
    form["once"] = str(uuid4())
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "HOST", "/nowhere")
        connection.connection.close()
        for _ in range(2):
            answer = getattr(forgiving, ask)(path, form)
            assert answer.status_code == 503
            assert answer.headers["Retry-After"]
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert getattr(forgiving, ask)(path, form).status_code == there


@pytest.mark.django_db(transaction=True)
def test_a_database_lost_within_a_form_loses_one_form_at_most(forgiving):
    assert forgiving.post("/try/lost/").status_code == 503
    assert forgiving.post("/try/counted/", {"text": "x", "once": str(uuid4())}).status_code == 303


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status", "detail"),
    [
        ("/api/try/refused/", 409, "Somebody else was quicker."),
        ("/api/nowhere/", 404, "The API has no such address. All that it has are in openapi.json."),
        ("/api/try/broken/", 500, "It was not you. We keep a note of what went wrong."),
        ("/api/try/lost/", 503, "Myelin cannot reach its own memory right now. It should be back in a moment."),
    ],
)
def test_the_api_says_the_same_as_a_problem(forgiving, path, status, detail):
    answer = forgiving.get(path)
    body = json.loads(answer.content)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, body["status"], body["detail"]) == (status, status, detail)
    assert body["title"]


@pytest.mark.django_db
def test_a_form_from_an_old_page_is_told_so():
    answer = Client(enforce_csrf_checks=True).post("/try/note/", {"text": "x"})
    assert answer.status_code == 403
    assert b"This page had been open for a while" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize("slug", sorted(views.ABOUT))
def test_each_page_about_us_is_there(client, slug):
    answer = client.get(f"/about/{slug}/")
    assert answer.status_code == 200
    assert answer.content.count(b"<h1") == 1


def test_there_is_no_page_about_us_that_nobody_can_reach():
    pages = Path(views.__file__).parent / "templates/base/about"
    assert {page.stem for page in pages.iterdir()} == views.ABOUT


@pytest.mark.django_db
def test_who_is_asked_to_wait_is_told_how_long(client):
    answer = client.get("/try/busy/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, str(faults.RETRY_AFTER))


def test_an_address_that_only_takes_forms_says_so_kindly(member_client, ana):
    answer = member_client(ana).get("/calm/")
    assert answer.status_code == 405 and answer["Allow"] == "POST"
    assert "There is nothing to read here" in answer.text


def test_a_program_hears_which_way_an_address_takes(member_client, ana):
    answer = member_client(ana).delete("/api/v1/me")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer["Content-Type"] == "application/problem+json"
    assert "header Allow" in json.loads(answer.content)["detail"]
