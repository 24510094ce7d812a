"""A voice note in the diary: kept, heard, removed; what is refused, what it costs, and who finds it."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from myelin.base.errors import DiskFull
from myelin.base.wall import ROLE, behind_the_wall
from myelin.companion import actions, personal_data
from myelin.companion.models import DiaryEntry, VoiceNote
from myelin.media.tests.lying import contents
from myelin.media.tests.test_no_room import little_room
from myelin.members import actions as members
from myelin.privacy import archive
from tests.authz.papers import small_sound
from tests.authz.routes import all_routes

pytestmark = pytest.mark.usefixtures("folder")

WORDS = "Walked to the lake"


@pytest.fixture
def today():
    return timezone.localdate()


def address(day) -> str:
    return f"/care/diary/{day}/voice/"


def speak(member, day, **more):
    return actions.keep_voice(
        member=member, day=day, today=day, recording=small_sound(), now=timezone.now(), words=WORDS, **more
    )


def test_a_day_begins_with_a_voice_note_and_shows_it(db, member_client, ana, today, folder):
    client = member_client(ana)
    answer = client.post(address(today), {"recording": small_sound(), "words": WORDS})
    assert (answer.status_code, answer["Location"]) == (303, f"/care/diary/{today}/")
    voice = VoiceNote.objects.get()
    assert (voice.content_type, voice.entry.day, voice.entry.values) == ("audio/wav", today, {})
    for page in ("/care/diary/", f"/care/diary/{today}/"):
        shown = client.get(page)
        assert (
            f'src="/care/voices/{voice.pk}/"' in shown.text and 'preload="none"' in shown.text and WORDS in shown.text
        )
        assert "media-src 'self';" in shown["Content-Security-Policy"] + ";"
        assert "microphone=()" in shown["Permissions-Policy"]
    assert all(small_sound().read()[44:60] not in file for file in contents(folder)), "sealed on the disk"


def test_it_is_heard_whole_and_in_parts_by_nobody_else(db, member_client, ana, ben, today):
    voice, tone = speak(ana, today), small_sound().read()
    client = member_client(ana)
    whole = client.get(f"/care/voices/{voice.pk}/")
    assert whole.content == tone
    assert [whole[name] for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Accept-Ranges")] == [
        "audio/wav", "no-store", "nosniff", "bytes",
    ]  # fmt: skip
    assert whole["Content-Disposition"] == 'inline; filename="voice-note.wav"'
    assert "sandbox" in whole["Content-Security-Policy"]
    part = client.get(f"/care/voices/{voice.pk}/", headers={"Range": "bytes=4-7"})
    assert (part.status_code, part.content) == (206, tone[4:8])
    assert member_client(ben).get(f"/care/voices/{voice.pk}/").status_code == 404


def test_only_its_page_may_ask_for_the_microphone(db, member_client, ana, today):
    page = member_client(ana).get(address(today))
    assert "microphone=(self)" in page["Permissions-Policy"] and "camera=()" in page["Permissions-Policy"]
    assert "media-src 'self' blob:" in page["Content-Security-Policy"]
    sounds = {route.name: route.sound for route in all_routes() if route.sound}
    assert sounds == {"companion:voice": "records", "companion:diary": "plays", "companion:day": "plays"}


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "There is no recording yet"),
        ({"recording": SimpleUploadedFile("a.mp3", b"", "audio/mpeg")}, "nothing in this recording"),
        ({"recording": SimpleUploadedFile("a.mp3", b"%PDF-1.7 no sound", "audio/mpeg")}, "cannot open this as a recor"),
        ({"recording": small_sound(), "words": "x" * 5_001}, "longer than 5,000"),
    ],
)
def test_what_is_no_recording_is_refused_and_the_words_stay(db, member_client, ana, today, folder, sent, sentence):
    answer = member_client(ana).post(address(today), {"words": WORDS, **sent})
    assert answer.status_code == 422 and sentence in answer.text
    assert sent.get("words", WORDS) in answer.text
    assert not VoiceNote.objects.exists() and not DiaryEntry.objects.exists() and contents(folder) == []


def test_a_day_to_come_and_a_member_without_a_yes_keep_nothing(db, member_client, ana, today, folder, noon):
    client = member_client(ana)
    ahead = client.post(address(today + timedelta(days=2)), {"recording": small_sound()})
    assert ahead.status_code == 409 and "still to come" in ahead.text
    assert client.get(address(today + timedelta(days=2))).status_code == 404
    members.give_or_withdraw(member=ana, purpose="account", agrees=False, now=noon)
    assert client.post(address(today), {"recording": small_sound(), "words": WORDS}).status_code == 409
    assert not VoiceNote.objects.exists() and contents(folder) == []


def test_two_taps_keep_it_once(db, member_client, ana, today, folder):
    client, key = member_client(ana), str(uuid4())
    for _tap in range(2):
        assert client.post(address(today), {"recording": small_sound(), "once": key}).status_code == 303
    assert VoiceNote.objects.count() == 1 and len(contents(folder)) == 1


def test_a_full_disk_keeps_no_half_of_it(db, member_client, ana, today, folder):
    long = small_sound(30)
    with little_room():
        answer = member_client(ana).post(address(today), {"recording": long, "words": WORDS})
    assert answer.status_code == 507 and "our disk is full" in answer.text and WORDS in answer.text
    assert not VoiceNote.objects.exists() and not DiaryEntry.objects.exists() and contents(folder) == []
    with little_room(), pytest.raises(DiskFull):
        actions.keep_voice(member=ana, day=today, today=today, recording=small_sound(30), now=timezone.now())


def test_ten_a_day_are_the_most_and_only_sounds_are_kept(db, ana, today, folder):
    for _ in range(10):
        speak(ana, today)
    with pytest.raises(actions.TooManyVoices, match="Ten voice notes"):
        speak(ana, today)
    assert len(contents(folder)) == 10
    with pytest.raises(IntegrityError, match="voice_is_a_sound"):
        VoiceNote.objects.update(content_type="text/html")


def test_removed_after_asking_and_with_its_day(
    db, member_client, ana, today, folder, django_capture_on_commit_callbacks
):
    client, voice = member_client(ana), speak(ana, today)
    assert "Remove this voice note?" in client.get(f"/care/voices/{voice.pk}/removal/").text
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(f"/care/voices/{voice.pk}/removal/").status_code == 303
    assert not VoiceNote.objects.exists() and DiaryEntry.objects.exists() and contents(folder) == []
    speak(ana, today)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/care/diary/{today}/removal/")
    assert not DiaryEntry.objects.exists() and contents(folder) == []


def test_a_file_that_is_gone_is_not_there(db, member_client, ana, today, folder):
    voice = speak(ana, today)
    for path in folder.rglob("*"):
        if path.is_file():
            path.unlink()
    client = member_client(ana)
    assert client.get(f"/care/voices/{voice.pk}/").status_code == 404
    assert client.get(f"/api/v1/voices/{voice.pk}").status_code == 404
    assert list(personal_data.files_for(ana)) == []


def test_it_goes_out_as_a_file_and_away_with_the_member(
    db, ana, today, noon, folder, django_capture_on_commit_callbacks
):
    speak(ana, today)
    (told,) = personal_data.export_for(ana)["diary"][0]["voice_notes"]
    assert told["words"] == WORDS
    with zipfile.ZipFile(archive.write(ana, now=noon)) as whole:
        assert whole.read(told["file"]) == small_sound().read()
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase_for(ana, now=noon)
    assert not VoiceNote.objects.exists() and contents(folder) == []


def test_a_stray_file_goes_in_the_night_and_a_kept_one_stays(db, ana, today, folder):
    speak(ana, today)
    speak(ana, today)
    VoiceNote.objects.all()[0].delete()
    assert actions.remove_stray_files(now=timezone.now() + timedelta(days=3)) == 1
    assert len(contents(folder)) == 1


def test_it_stands_behind_the_wall_and_its_words_are_unreadable(db, member_client, ana, ben, today):
    voice = speak(ana, today)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM companion_voicenote t")
        assert WORDS not in cursor.fetchone()[0]
    with behind_the_wall(ben.pk):
        assert not VoiceNote._base_manager.exists()
    client = member_client(ana)
    for page in (f"/care/diary/{today}/", "/care/diary/", f"/care/voices/{voice.pk}/", "/api/v1/diary"):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page).status_code == 200
        told = [one["sql"] for one in asked.captured_queries if "companion_voicenote" in one["sql"]]
        assert told and all(f"set_config('role', '{ROLE}', true)" in sql for sql in told)


def test_the_diary_costs_the_same_for_one_voice_note_as_for_many(db, member_client, ana, today):
    client = member_client(ana)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/care/diary/").status_code == 200
        return len(asked)

    speak(ana, today)
    few = cost()
    for back in range(5):
        for _ in range(3):
            speak(ana, today - timedelta(days=back))
    assert cost() == few


def test_programs_keep_hear_and_remove_it(db, member_client, ana, ben, today, folder):
    client, path = member_client(ana), f"/api/v1/diary/{today}/voices"
    made = client.post(path, {"recording": small_sound(), "words": WORDS})
    assert made.status_code == 201, made.content
    told = made.json()
    assert (told["words"], told["content_type"]) == (WORDS, "audio/wav")
    assert client.get("/api/v1/diary").json()["items"][0]["voices"] == [told]
    heard = client.get(f"/api/v1/voices/{told['id']}", headers={"Range": "bytes=0-3"})
    assert (heard.status_code, heard.content) == (206, b"RIFF")
    refused = client.post(path, {"recording": io.BytesIO(b"<html>"), "words": WORDS})
    assert refused.status_code == 422 and "cannot open" in refused.json()["detail"]
    assert member_client(ben).delete(f"/api/v1/voices/{told['id']}").status_code == 404
    assert member_client(ana).delete(f"/api/v1/voices/{told['id']}").status_code == 204
    assert not VoiceNote.objects.exists()
