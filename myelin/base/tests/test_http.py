import pytest
from django.urls import reverse

from myelin.base.http import see_other, way_back


@pytest.mark.parametrize(
    "wish",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "updates/",
        "",
    ],
)
def test_a_form_never_leads_elsewhere(rf, wish):
    assert way_back(rf.post("/", {"next": wish}), "/home/") == "/home/"


@pytest.mark.parametrize("wish", ["/updates/?after=x#main", "/"])
def test_a_form_leads_back_to_where_it_stood(rf, wish):
    assert way_back(rf.post("/", {"next": wish}), "/home/") == wish


def test_the_address_is_asked_for_when_the_form_says_nothing(rf):
    assert way_back(rf.get("/", {"next": "/updates/"}), "/home/") == "/updates/"


def test_what_was_sent_is_done_and_shown_with_get():
    answer = see_other("base:about", "help")
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("base:about", args=["help"]))
