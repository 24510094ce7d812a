"""Everything that goes wrong in the API has one shape."""

import json

import pytest
from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Schema
from ninja.errors import HttpError
from ninja.security import APIKeyHeader
from ninja.testing import TestClient

from myelin.base.api import check_form, make_api
from myelin.base.pages import BadCursor


class NoteForm(forms.Form):
    text = forms.CharField(label="Your words", max_length=5)
    on = forms.DateField(label="Day", required=False)

    def clean(self) -> None:
        if self.cleaned_data.get("text") == "both":
            raise forms.ValidationError("Add some words or a picture.")


class NoteIn(Schema):
    text: str
    size: int = 1


class ByToken(APIKeyHeader):
    param_name = "X-Who"

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        return key


api = make_api(auth=ByToken())


@api.post("notes")
def post_note(request: HttpRequest, note: NoteIn) -> dict[str, str]:
    form = NoteForm(note.model_dump())
    check_form(form)
    return {"text": form.cleaned_data["text"]}


@api.get("wrong/{kind}")
def wrong(request: HttpRequest, kind: str) -> None:
    raise {"refused": BadCursor(), "denied": PermissionDenied(), "missing": Http404(), "http": HttpError(402, "Pay")}[
        kind
    ]


@pytest.fixture(scope="module")
def client():
    return TestClient(api)


def read(answer):
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert body["type"] == "about:blank"
    assert body["status"] == answer.status_code
    return body


def test_what_is_right_is_answered(client):
    assert client.post("/notes", json={"text": "Hi"}, headers={"X-Who": "ana"}).json() == {"text": "Hi"}


def test_a_form_answers_with_its_sentences(client):
    body = read(client.post("/notes", json={"text": ""}, headers={"X-Who": "ana"}))
    assert body["status"] == 422
    assert body["title"] == "Unprocessable Content"
    assert body["detail"] == "We still need this from you: Your words"
    assert body["errors"] == [{"field": "text", "detail": "We still need this from you: Your words"}]


def test_a_sentence_about_the_whole_form_has_no_field(client):
    body = read(client.post("/notes", json={"text": "both"}, headers={"X-Who": "ana"}))
    assert body["errors"] == [{"field": "", "detail": "Add some words or a picture."}]


def test_what_is_no_note_at_all_is_told_by_field(client):
    body = read(client.post("/notes", json={"size": "big"}, headers={"X-Who": "ana"}))
    assert body["status"] == 422
    assert {error["field"] for error in body["errors"]} == {"note.text", "note.size"}


@pytest.mark.parametrize("body", [b"{", b"\xff", b"[1"])
def test_what_is_no_json_is_told_so(client, body):
    answer = client.post("/notes", data=body, headers={"X-Who": "ana", "Content-Type": "application/json"})
    assert read(answer)["status"] == 400


@pytest.mark.parametrize(
    "body",
    [r'{"text": "\ud800"}', r'{"text": "a", "\udfff": 1}', r'{"text": "a", "more": [{"b": "\u0000"}]}'],
)
def test_a_broken_letter_comes_no_further(client, body):
    answer = client.post("/notes", data=body, headers={"X-Who": "ana", "Content-Type": "application/json"})
    assert read(answer)["detail"].startswith("A letter in this is broken")
    assert answer.status_code == 422


def test_half_a_letter_in_bytes_is_no_text(client):
    body = b'{"text": "\xed\xa0\x80"}'
    answer = client.post("/notes", data=body, headers={"X-Who": "ana", "Content-Type": "application/json"})
    assert read(answer)["status"] == 400


@pytest.mark.parametrize("text", [r"\ud83e\udd93", r"\\ud8"])
def test_letters_of_two_parts_and_words_about_them_are_whole(client, text):
    body = f'{{"text": "{text}"}}'
    answer = client.post("/notes", data=body, headers={"X-Who": "ana", "Content-Type": "application/json"})
    assert answer.json() == {"text": json.loads(f'"{text}"')}


@pytest.mark.parametrize(("kind", "status"), [("refused", 400), ("denied", 403), ("missing", 404), ("http", 402)])
def test_each_kind_has_its_status(client, kind, status):
    assert read(client.get(f"/wrong/{kind}", headers={"X-Who": "ana"}))["status"] == status


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get("/wrong/refused")
    assert read(answer)["detail"] == "Please sign in, or send a token."
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_the_description_names_the_problems_that_may_come():
    described = json.loads(json.dumps(api.get_openapi_schema(path_params={})))
    noted, wrong = (described["paths"][f"/api/v1/{path}"] for path in ("notes", "wrong/{kind}"))
    asked = set(wrong["get"]["responses"])
    assert set(noted["post"]["responses"]) == {
        "200", "400", "401", "403", "404", "409", "413", "422", "429", "503",
    }  # fmt: skip
    assert asked == {"200", "400", "401", "404", "422", "503"}
    (shape,) = noted["post"]["responses"]["422"]["content"].items()
    assert shape == ("application/problem+json", {"schema": {"$ref": "#/components/schemas/Problem"}})
    assert described["components"]["schemas"]["Problem"]["required"] == ["type", "title", "status", "detail"]
