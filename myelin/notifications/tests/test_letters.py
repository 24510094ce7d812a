"""The letters of a demo, for its operator and nobody else."""

from __future__ import annotations

import pytest

from myelin.notifications import mail
from myelin.notifications.backends import FileBackend


@pytest.fixture
def demo(settings, tmp_path, noon, db):
    settings.MYELIN_DEMO, settings.DATA = True, tmp_path
    words = {"link": "https://example.org/newsletter/confirmation/abc/", "known": False}
    for number in range(60):
        row = mail.send(
            to="rosa@example.org",
            subject=f"Letter {number}",
            template="newsletter/mail/confirm",
            context=words,
            key=f"test/{number}",
            now=noon.replace(second=number),
        )
        FileBackend(alias="default").send_messages([mail.letter(row)])
    return tmp_path / "mail"


def test_an_operator_reads_them_newest_first(member_client, olu, demo):
    browser = member_client(olu)
    page = browser.get("/settings/mail/").content.decode()
    assert page.index("Letter 59") < page.index("Letter 58")
    assert "Letter 5<" not in page
    older = page.split("before=")[1].split('"')[0]
    assert "Letter 5<" in browser.get("/settings/mail/", {"before": older}).content.decode()
    name = max(path.stem for path in demo.iterdir())
    letter = browser.get(f"/settings/mail/{name}/").content.decode()
    assert 'href="https://example.org/newsletter/confirmation/abc/"' in letter


def test_only_letters_are_found(member_client, olu, demo):
    for name in ("..%2F..%2Fkeys%2Fsecret", "20260615T120000-0000000000000000", "x"):
        assert member_client(olu).get(f"/settings/mail/{name}/").status_code == 404


def test_for_members_and_outside_a_demo_there_is_no_such_page(member_client, client, olu, ana, demo, settings):
    name = min(path.stem for path in demo.iterdir())
    for path in ("/settings/mail/", f"/settings/mail/{name}/"):
        assert member_client(ana).get(path).status_code == 404
        client.logout()
        assert client.get(path).status_code == 302
    settings.MYELIN_DEMO = False
    assert member_client(olu).get("/settings/mail/").status_code == 404
