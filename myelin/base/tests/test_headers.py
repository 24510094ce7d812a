"""Every answer carries the same strict headers, whatever its status and whoever made it."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("myelin.base.tests.urls")]

STRICT = (
    "default-src 'none'; script-src 'strict-dynamic'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; "
    "base-uri 'none'"
)

ANSWERS = {
    "page": (200, lambda client: client.get("/about/help/")),
    "moved": (301, lambda client: client.get("/about/help")),
    "scrambled address": (400, lambda client: client.get("/about/help/?q=%00")),
    "scrambled form": (
        400,
        lambda client: client.post("/try/note/", b"text=%ff", content_type="application/x-www-form-urlencoded"),
    ),
    "unknown host": (400, lambda client: client.get("/about/help/", headers={"host": "bad host"})),
    "closed": (403, lambda client: Client(enforce_csrf_checks=True).post("/try/note/", {"text": "x"})),
    "missing": (404, lambda client: client.get("/nowhere/")),
    "not that way": (405, lambda client: client.post("/about/help/")),
    "refused": (409, lambda client: client.get("/try/refused/")),
    "too big": (413, lambda client: client.post("/try/note/", {"text": "x" * 1_100_000})),
    "broken": (500, lambda client: client.get("/try/broken/")),
    "lost": (503, lambda client: client.get("/try/lost/")),
    "full": (507, lambda client: client.get("/try/full/")),
    "API refused": (409, lambda client: client.get("/api/try/refused/")),
    "API missing": (404, lambda client: client.get("/api/nowhere/")),
    "API lost": (503, lambda client: client.get("/api/try/lost/")),
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_every_answer_is_strict(kind):
    status, ask = ANSWERS[kind]
    answer = ask(Client(raise_request_exception=False))
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == STRICT
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "camera=()" in answer.headers["Permissions-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_only_the_editors_pages_may_show_drafts_in_a_frame(client):
    policy = client.get("/cms/").headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'none'" in policy


def test_a_page_of_a_member_is_never_kept_by_a_cache(client, settings):
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    assert client.get("/about/help/").headers["Cache-Control"] == "no-store"


def test_a_page_of_a_visitor_may_be_kept(client):
    answer = client.get("/about/help/")
    assert "Cache-Control" not in answer.headers
    assert not answer.cookies


def test_a_secure_site_asks_to_stay_secure(client, settings):
    settings.SECURE_HSTS_SECONDS = 31_536_000
    assert client.get("/about/help/", secure=True).headers["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in client.get("/about/help/").headers


def test_nothing_stands_outside_the_headers_and_nothing_that_needs_the_database_outside_the_faults(settings):
    order = [path.rsplit(".", 1)[1] for path in settings.MIDDLEWARE]
    assert order[0] == "SecurityHeadersMiddleware"
    assert order.index("FaultsMiddleware") < order.index("SessionMiddleware")
