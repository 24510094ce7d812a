"""Notices on my devices: asked for in a browser, kept out of sight, and gone when I leave."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from myelin.base.wall import behind_the_wall
from myelin.members.models import Member
from myelin.notifications import personal_data, push
from myelin.notifications.models import Device
from myelin.notifications.tests.push_service import NOW, Browser, show_on


def test_a_browser_becomes_a_device_under_its_name(phone, member_client, ana):
    device = Device.objects.get()
    assert (device.member, device.name, device.mark) == (ana, "Firefox on Android", phone.mark)
    page = member_client(ana).get("/settings/notifications/").text
    assert "Firefox on Android" in page
    assert phone.endpoint not in page


def test_signing_out_ends_it(phone, service, client):
    client.post("/logout/")
    assert not Device.objects.exists()


def test_a_session_that_ran_out_shows_nothing(phone, service):
    push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW + timedelta(days=15))
    assert service.came == []


def test_a_new_password_ends_it_everywhere(phone, service, ana):
    ana.set_password("another quiet lake")
    ana.save()
    push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert service.came == []
    assert not Device.objects.exists()


@pytest.mark.parametrize("gone", ["suspended_at", "erased_at", "remembered_at"])
def test_who_is_gone_is_shown_nothing(phone, service, ana, gone):
    Member.objects.filter(pk=ana.pk).update(**{gone: NOW})
    push.show(device_id=Device.objects.get().pk, path="/notifications/", now=NOW)
    assert service.came == []


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/send/a",
        "https://fcm.googleapis.com:8443/send/a",
        "https://evil.example/send/a",
        "https://fcm.googleapis.com.evil.example/a",
        "https://evilpush.apple.com.example/",
        "https://notpush.apple.com@evil.example/a",
        "https://user@fcm.googleapis.com/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://localhost/a",
        "https://xpush.apple.com/a",
        "https://fcm.googleapis.com:port/a",
        "ftp://fcm.googleapis.com/a",
        "//fcm.googleapis.com/a",
    ],
)
def test_no_other_address_is_ever_called(member_client, ana, endpoint):
    response = show_on(member_client(ana), Browser(endpoint))
    assert response.status_code == 409
    assert "through a service that we do not call" in response.text
    assert not Device.objects.exists()


@pytest.mark.parametrize("endpoint", ["https://fcm.googleapis.com/fcm/send/a", "https://web.push.apple.com/a"])
def test_the_services_of_the_browsers_are_called(endpoint):
    assert push.calls(endpoint)


def test_an_operator_can_switch_it_off(member_client, ana, settings):
    settings.PUSH_HOSTS = ()
    page = member_client(ana).get("/settings/notifications/").text
    assert "has switched notices on devices off" in page
    assert "device.js" not in page
    assert show_on(member_client(ana), Browser("https://fcm.googleapis.com/a")).status_code == 409


def test_a_form_that_tells_too_little_is_refused_kindly(member_client, ana):
    response = member_client(ana).post("/settings/notifications/devices/", {"endpoint": "https://fcm.googleapis.com/a"})
    assert response.status_code == 422
    assert "told us too little" in response.text


def test_a_device_is_taken_away_by_its_member_alone(phone, member_client, ana, ben):
    pk = Device.objects.get().pk
    other = Client()
    other.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert other.post(f"/settings/notifications/devices/{pk}/removal/").status_code == 404
    assert member_client(ana).post(f"/settings/notifications/devices/{pk}/removal/").status_code == 303
    assert not Device.objects.exists()


def test_the_same_browser_is_one_device_and_belongs_to_whoever_asked_last(phone, ana, ben):
    other = Client()
    other.force_login(ben, backend="django.contrib.auth.backends.ModelBackend")
    assert show_on(other, phone).status_code == 303
    assert Device.objects.get().member == ben


def test_twenty_are_enough(phone, service, member_client, ana):
    row = Device.objects.get()
    for number in range(push.MOST_DEVICES - 1):
        row.pk, row.mark = None, str(number)
        row.save(force_insert=True)
    assert show_on(member_client(ana), phone).status_code == 303, "it is there already"
    assert show_on(member_client(ana), service.browser("one more")).status_code == 409


def test_what_leads_to_it_cannot_be_read_in_the_database(phone):
    with connection.cursor() as cursor:
        cursor.execute("SELECT d::text FROM notifications_device d")
        [(row,)] = cursor.fetchall()
    assert phone.endpoint not in row
    assert phone.form["auth"] not in row


def test_a_query_without_a_gate_finds_no_device_of_others(phone, ana, ben):
    with behind_the_wall(ben.pk):
        assert not Device.objects.exists()
    with behind_the_wall(ana.pk):
        assert Device.objects.count() == 1


def test_my_copy_names_my_devices_and_nothing_that_leads_there(phone, ana, noon):
    copy = personal_data.export_for(ana)
    assert copy["devices"][0]["name"] == "Firefox on Android"
    assert phone.endpoint not in str(copy)
    personal_data.erase_for(ana, now=noon)
    assert not Device.objects.exists()


@pytest.mark.parametrize("number", [1, 12])
def test_the_settings_cost_the_same_for_many_devices(phone, member_client, ana, number, django_assert_max_num_queries):
    row = Device.objects.get()
    for other in range(number - 1):
        row.pk, row.mark = None, str(other)
        row.save(force_insert=True)
    client = member_client(ana)
    with django_assert_max_num_queries(7):
        client.get("/settings/notifications/")


def test_the_site_can_be_put_on_a_home_screen(client, settings):
    assert 'rel="manifest" href="/manifest.webmanifest"' in client.get("/login/").text
    response = client.get("/manifest.webmanifest")
    assert response.headers["Content-Type"] == "application/manifest+json"
    told = response.json()
    assert (told["name"], told["start_url"], told["display"]) == (settings.COMMUNITY_NAME, "/", "standalone")
    assert told["icons"][0]["src"].startswith("/static/")


def test_the_service_worker_is_small_and_may_do_little(client):
    response = client.get("/sw.js")
    assert response.headers["Content-Type"] == "text/javascript"
    assert response.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert response.headers["Cache-Control"] == "no-cache"
    assert "showNotification" in response.text
    assert len(response.content) < 4_000
