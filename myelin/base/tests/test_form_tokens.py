"""Tokens of forms: one a page, and taken when the form comes back."""

import pytest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, _does_token_match, _mask_cipher_secret, get_token
from django.test import Client, RequestFactory

from myelin.base.http import token_of

SECRET = CSRF_ALLOWED_CHARS[:16] + CSRF_ALLOWED_CHARS[-16:]


def test_a_page_has_one_token_whether_its_reader_was_here_before_or_not():
    for cookie in ("", SECRET):
        request = RequestFactory().get("/")
        if cookie:
            request.META["CSRF_COOKIE"] = cookie
        token = token_of(request)
        assert token == token_of(request)
        assert _does_token_match(token, request.META["CSRF_COOKIE"])
        assert _does_token_match(get_token(request), request.META["CSRF_COOKIE"])
        assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


@pytest.mark.django_db
def test_a_form_with_one_is_taken_and_one_of_another_secret_is_not(ana):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana, backend="django.contrib.auth.backends.ModelBackend")
    client.cookies["csrf"] = SECRET
    form = {"text": "An afternoon", "audience": "3"}
    assert (
        client.post("/updates/new/", form | {"csrfmiddlewaretoken": _mask_cipher_secret(SECRET[::-1])}).status_code
        == 403
    )
    assert client.post("/updates/new/", form | {"csrfmiddlewaretoken": _mask_cipher_secret(SECRET)}).status_code == 303
