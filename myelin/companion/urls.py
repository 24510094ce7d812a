from datetime import date

from django.urls import path, register_converter

from myelin.companion.views import (
    calendar,
    campaigns,
    care,
    courses,
    cycles,
    days,
    diary,
    help,
    infusions,
    moments,
    papers,
    records,
    reminders,
    results,
    rules,
    runway,
    voices,
)


class IsoDay:
    """A day in an address: 2026-06-15."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(IsoDay, "isoday")

app_name = "companion"
urlpatterns = [
    path("care/", care.care, name="care"),
    path("care/charts/", care.charts, name="charts"),
    path("care/charts/hidden/", cycles.hidden, name="charts_hidden"),
    path("care/charts/hidden/undo/", cycles.hidden_undo, name="charts_hidden_undo"),
    path("care/cycles/", cycles.cycles, name="cycles"),
    path("care/cycles/watch/", cycles.watch, name="watch"),
    path("care/add/", courses.add, name="add"),
    path("care/courses/", courses.listing, name="courses"),
    path("care/courses/<int:pk>/", courses.course, name="course"),
    path("care/courses/<int:pk>/end/", courses.end, name="course_end"),
    path("care/courses/<int:pk>/end/undo/", courses.end_undo, name="course_end_undo"),
    path("care/courses/<int:pk>/removal/", courses.removal, name="course_removal"),
    path("care/courses/<int:pk>/plan/", rules.plan, name="course_plan"),
    path("care/courses/<int:pk>/interval/", rules.interval, name="course_interval"),
    path("care/courses/<int:pk>/interval/undo/", rules.interval_undo, name="course_interval_undo"),
    path("care/courses/<int:pk>/order/", rules.order, name="course_order"),
    path("care/courses/<int:pk>/order/undo/", rules.order_undo, name="course_order_undo"),
    path("care/courses/<int:pk>/received/", rules.received, name="course_received"),
    path("care/courses/<int:pk>/tests/", results.tests, name="tests"),
    path("care/courses/<int:pk>/tests/<slug:slug>/", results.test, name="test"),
    path("care/results/<int:pk>/", results.result, name="result"),
    path("care/results/<int:pk>/removal/", results.removal, name="result_removal"),
    path("care/papers/<int:pk>/<int:width>.webp", papers.paper, name="paper"),
    path("care/papers/<int:pk>/removal/", papers.paper_removal, name="paper_removal"),
    path("care/letters/<int:pk>.pdf", papers.letter, name="letter"),
    path("care/letters/<int:pk>/removal/", papers.letter_removal, name="letter_removal"),
    path("care/infusions/away/", days.away, name="infusion_away"),
    path("care/infusions/<int:pk>/", infusions.infusion, name="infusion"),
    path("care/infusions/<int:pk>/completion/", infusions.completion, name="completion"),
    path("care/infusions/<int:pk>/completion/undo/", infusions.completion_undo, name="completion_undo"),
    path("care/infusions/<int:pk>/date/", infusions.move, name="date"),
    path("care/infusions/<int:pk>/date/undo/", infusions.move_undo, name="date_undo"),
    path("care/infusions/<int:pk>/note/", infusions.note, name="note"),
    path("care/infusions/<int:pk>/checklist/", infusions.checklist, name="checklist"),
    path("care/infusions/<int:pk>/day/", days.day, name="infusion_day"),
    path("care/infusions/<int:pk>/taps/", days.taps, name="taps"),
    path("care/infusions/<int:pk>/taps/<uuid:uuid>/undo/", days.tap_undo, name="tap_undo"),
    path("care/infusions/<int:pk>/evening/", days.evening, name="evening"),
    path("care/infusions/<int:pk>/bring/", infusions.item, name="item"),
    path("care/bring/<int:pk>/removal/", days.item_removal, name="item_removal"),
    path("care/infusions/<int:pk>/runway/", runway.runway, name="runway"),
    path("care/infusions/<int:pk>/steps/", runway.own_step, name="own_step"),
    path("care/infusions/<int:pk>/steps/<slug:key>/", runway.step, name="step"),
    path("care/infusions/<int:pk>/steps/<slug:key>/removal/", runway.step_removal, name="step_removal"),
    path("care/infusions/<int:pk>/contacts/", runway.contact, name="contact"),
    path("care/proofs/<int:pk>/<int:width>.webp", runway.proof, name="proof"),
    path("care/diary/", diary.diary, name="diary"),
    path("care/records/", records.records, name="records"),
    path("care/records/<int:pk>/", records.record, name="record"),
    path("care/records/<int:pk>/removal/", records.record_removal, name="record_removal"),
    path("care/reminders/", reminders.reminders, name="reminders"),
    path("care/reminders/<int:pk>/", reminders.reminder, name="reminder"),
    path("care/reminders/<int:pk>/removal/", reminders.removal, name="reminder_removal"),
    path("care/reminders/<int:pk>/answer/", reminders.answer, name="reminder_answer"),
    path("care/reminders/<int:pk>/later/", reminders.later, name="reminder_later"),
    path("care/reminders/<int:pk>/pause/", reminders.pause, name="reminder_pause"),
    path("care/reminders/<int:pk>/pause/undo/", reminders.pause_undo, name="reminder_pause_undo"),
    path("care/help/", help.help_page, name="help"),
    path("care/today/", moments.today, name="today"),
    path("care/today/away/", moments.away, name="away"),
    path("care/diary/words/", diary.words, name="words"),
    path("care/diary/symptoms/", diary.symptoms, name="symptoms"),
    path("care/diary/days/", campaigns.campaign, name="campaign"),
    path("care/diary/days/removal/", campaigns.removal, name="campaign_removal"),
    path("care/diary/<isoday:day>/", diary.day, name="day"),
    path("care/diary/<isoday:day>/removal/", diary.removal, name="day_removal"),
    path("care/diary/<isoday:day>/voice/", voices.voice, name="voice"),
    path("care/voices/<int:pk>/", voices.sound, name="sound"),
    path("care/voices/<int:pk>/removal/", voices.removal, name="voice_removal"),
    path("care/calendar/", calendar.calendars, name="calendars"),
    path("care/calendar/<int:pk>/detail/", calendar.detail, name="calendar_detail"),
    path("care/calendar/<int:pk>/revocation/", calendar.revocation, name="calendar_revocation"),
    path("calendar/<str:token>.ics", calendar.feed, name="feed"),
]
