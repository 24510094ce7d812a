"""Answers are packed for whoever can unpack them."""

from __future__ import annotations

import gzip

import pytest


@pytest.mark.django_db
def test_a_page_is_packed_for_who_can_unpack_it(client):
    plain = client.get("/about/help/")
    packed = client.get("/about/help/", headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in plain.headers
    assert packed["Content-Encoding"] == "gzip"
    assert int(packed["Content-Length"]) == len(packed.content) < len(plain.content)
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in plain["Vary"]


@pytest.mark.django_db
def test_its_length_tells_nothing(client):
    lengths = {len(client.get("/about/help/", headers={"Accept-Encoding": "gzip"}).content) for _ in range(30)}
    assert len(lengths) > 5


def test_a_few_bytes_are_sent_as_they_are(client):
    answer = client.get("/healthz", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
