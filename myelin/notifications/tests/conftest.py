"""A push service on this machine, and Ana's phone that shows her notices."""

from __future__ import annotations

import pytest

from myelin.notifications.models import Delivery, Rhythm
from myelin.notifications.tests.push_service import push_service, show_on


@pytest.fixture
def service(tmp_path, settings, monkeypatch):
    with push_service(tmp_path) as (service, certificate):
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        settings.PUSH_HOSTS = (service.host,)
        yield service


@pytest.fixture
def phone(service, member_client, ana):
    """Ana's phone, which shows her notices at once."""
    browser = service.browser()
    assert show_on(member_client(ana), browser).status_code == 303
    Delivery.objects.create(member=ana, rhythm=Rhythm.NEVER, quiet_from=None, quiet_until=None)
    return browser
