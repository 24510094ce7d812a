import re

import pytest
from django import forms
from django.template import Context, Template
from django.test import override_settings

from myelin.base.forms import sentences_of
from myelin.base.tests.markup import Markup

MOODS = [("", "Not today"), ("1", "Good"), ("2", "Rough")]


class DayForm(forms.Form):
    email = forms.EmailField(label="Your email", help_text="Only for signing in.")
    words = forms.CharField(label="Your words", widget=forms.Textarea, error_messages={"required": "Add some words."})
    mood = forms.ChoiceField(label="Mood", choices=MOODS, widget=forms.RadioSelect, required=False)
    seen = forms.ChoiceField(
        label="Who can see this", choices=[("a", "Members"), ("b", "Me")], widget=forms.RadioSelect
    )
    topics = forms.MultipleChoiceField(label="Topics", choices=[("a", "Rest")], widget=forms.CheckboxSelectMultiple)
    agreed = forms.BooleanField(label="You may keep this")
    on = forms.DateField(label="Day")
    picture = forms.FileField(label="Picture", required=False, widget=forms.ClearableFileInput)
    energy = forms.IntegerField(label="Energy", widget=forms.NumberInput(attrs={"type": "range", "min": 0, "max": 10}))
    draft = forms.CharField(widget=forms.HiddenInput)


def show(tag: str, form: forms.Form) -> str:
    """The HTML without the line breaks of its templates."""
    html = Template("{% load myelin %}" + tag).render(Context({"form": form}))
    return re.sub(r"(?<=>)\s+|\s+(?=<)", "", html)


def test_a_box_has_its_label_hint_and_error_tied_to_it():
    html = show('{% field form.email autocomplete="email" size="mid" %}', DayForm({"email": "marisol@example"}))
    assert '<label class="label" for="id_email">Your email</label>' in html
    assert 'aria-describedby="id_email-hint id_email-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'autocomplete="email"' in html
    assert 'class="in in--mid"' in html
    assert 'value="marisol@example"' in html
    assert 'id="id_email-error"' in html
    assert "It needs an ending, like name@example.com" in html


def test_a_box_without_errors_says_nothing_of_them():
    html = show("{% field form.email %}", DayForm())
    assert 'aria-describedby="id_email-hint"' in html
    assert "aria-invalid" not in html
    assert "err" not in Markup.of(html).words


def test_the_browser_keeps_its_own_bubbles_to_itself():
    html = show("{% field form.email %}", DayForm())
    assert " required" not in html
    assert 'aria-required="true"' in html


def test_radio_buttons_become_tiles_with_icons_and_no_empty_choice():
    html = show('{% field form.mood icons="m1 m5" optional=1 %}', DayForm({"mood": "2"}))
    assert html.count('type="radio"') == 2
    assert "Not today" not in html
    assert "#m5" in html
    assert "(if you like)" in html
    assert 'role="radiogroup"' in html
    assert html.count("checked") == 1


def test_check_boxes_are_rows_in_a_group():
    html = show("{% field form.topics %}", DayForm())
    assert 'role="group"' in html
    assert '<label class="check"><input type="checkbox" name="topics"' in html


def test_a_single_check_is_one_row():
    html = show("{% field form.agreed %}", DayForm({}))
    assert html.index("<input") < html.index("You may keep this")
    assert "Please check this box to go on." in html


def test_a_day_uses_the_browsers_own_calendar():
    html = show("{% field form.on %}", DayForm({"on": "2027-01-11"}))
    assert 'type="date"' in html
    assert 'value="2027-01-11"' in html


def test_a_picture_is_a_plain_file_box():
    html = show("{% field form.picture %}", DayForm())
    assert 'type="file"' in html
    assert "Currently" not in html


def test_a_slider_has_words_at_its_ends():
    html = show('{% field form.energy low="None" high="Plenty" %}', DayForm())
    assert 'class="slider"' in html
    assert "<span>None</span><span>Plenty</span>" in html


def test_a_hidden_field_is_only_itself():
    assert Markup.of(show("{% field form.draft %}", DayForm())).tags == {"input"}


def test_what_a_member_typed_is_escaped():
    html = show("{% field form.words %}{% errors form %}", DayForm({"words": "</textarea><script>alert(1)</script>"}))
    assert "<script" not in html


@pytest.mark.parametrize("tag", ["{% field form.email %}", "{% field form.words rows=3 %}"])
def test_it_adds_no_inline_style_or_script(tag):
    assert {name for _, name, _ in Markup.of(show(tag, DayForm({}))).attributes}.isdisjoint(
        {"style", "onclick", "onchange"}
    )


def test_the_summary_leads_to_each_field_in_the_order_of_the_page():
    html = show("{% errors form %}", DayForm({"draft": "x"}))
    links = [value for tag, name, value in Markup.of(html).attributes if (tag, name) == ("a", "href")]
    assert links == ["#id_email", "#id_words", "#id_seen_0", "#id_topics_0", "#id_agreed", "#id_on", "#id_energy"]
    assert "7 things to fix" in html
    assert "Add some words." in html
    assert "Please choose: Topics" in html
    assert "This field is required" not in html
    assert 'role="alert"' in html
    assert " autofocus" in html


def test_every_link_of_the_summary_has_its_field():
    form = DayForm({"draft": "x"})
    page = show("{% errors form %}" + "".join(f"{{% field form.{name} %}}" for name in form.fields), form)
    markup = Markup.of(page)
    ids = {value for _, name, value in markup.attributes if name == "id"}
    links = {value[1:] for tag, name, value in markup.attributes if (tag, name) == ("a", "href")}
    described = {one for _, name, value in markup.attributes if name == "aria-describedby" for one in value.split()}
    assert links <= ids
    assert described <= ids


def test_a_form_without_errors_has_no_summary():
    assert show("{% errors form %}", DayForm()).strip() == ""


def test_each_form_gets_a_key_of_its_own():
    one, two = show("{% once %}", DayForm()), show("{% once %}", DayForm())
    assert 'name="once"' in one
    assert one != two


def test_an_avatar_is_a_picture_of_initials_and_hides_from_screen_readers():
    html = show('{% avatar name="Theo B." seed=7 size="sm" %}', DayForm())
    assert ">TB</text>" in html
    assert 'aria-hidden="true"' in html
    assert "av--sm" in html


@override_settings(STATIC_URL="/static/")
def test_an_icon_points_into_the_sprite():
    assert (
        show('{% icon "hug" %}', DayForm())
        == '<svg class="i" aria-hidden="true"><use href="/static/base/icons.svg#hug"/></svg>'
    )


def test_too_few_words_are_told_in_ours_not_by_the_browser():
    class WordForm(forms.Form):
        word = forms.CharField(min_length=10)

    assert "minlength" not in show("{% field form.word %}", WordForm())


def test_what_does_not_fit_is_told_in_our_words_unless_the_form_has_its_own():
    class Odd(forms.Form):
        name = forms.CharField(max_length=1200)
        motto = forms.CharField(max_length=3, error_messages={"max_length": "Three letters are plenty."})
        code = forms.CharField(min_length=50_000)
        year = forms.IntegerField(min_value=1940)
        dose = forms.IntegerField(max_value=10)
        often = forms.IntegerField()
        hour = forms.TimeField()
        place = forms.ChoiceField(choices=[("a", "Here")])
        places = forms.MultipleChoiceField(choices=[("a", "Here")])

    long = {"name": "x" * 1201, "motto": "long", "code": "x"}
    sent = {**long, "year": "3", "dose": "11", "often": "x", "hour": "x", "place": "x", "places": ["x"]}
    said = {row.name: sentences_of(row) for row in Odd(sent)}
    assert said.pop("code")[0].startswith("Ensure"), "the control: nobody mistakes it for another"
    assert said == {
        "name": ["Make this a little shorter. 1,200 letters fit."],
        "motto": ["Three letters are plenty."],
        "year": ["Please give a number that is not below 1940."],
        "dose": ["Please give a number that is not above 10."],
        "often": ["Please give a number."],
        "hour": ["Please give a time of day, like 21:30."],
        "place": ["Please choose one of what stands here."],
        "places": ["Please choose one of what stands here."],
    }
