import pytest

from myelin.base.tests.markup import Markup
from myelin.base.text import (
    DEEPEST_NESTING,
    LONGEST_TEXT,
    TAGS,
    clean,
    excerpt,
    initials,
    plain_text,
    render_markdown,
    says_nothing,
)

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '<a href="javascript:alert(1)">x</a>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<style>*{background:url(https://evil.example)}</style>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](&#x6A;avascript&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](/logout/)",
    "[x](\\\\evil.example)",
    "[x](https:evil.example)",
    "[x](#main)",
    "[x](?next=1)",
    '[x](https://a.example "onmouseover=alert(1) x")',
    '[x](https://a.example" onmouseover="alert(1))',
    "![x](https://evil.example/pixel.png)",
    "![x](javascript:alert(1))",
    "<javascript:alert(1)>",
    "<data:text/html,x>",
    "[a]: javascript:alert(1)\n\n[a]",
    "`<img src=x onerror=alert(1)>`",
    "```html onload=alert(1)\n<script>alert(1)</script>\n```",
    "<!--<img src='--><img src=x onerror=alert(1)>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "*<b onclick=alert(1)>*",
    "x\0<script>alert(1)</script>",
    "<a@b.example onclick=alert(1)>",
    "# <h1 id=main>",
    "<form action=https://evil.example><input name=q>",
    "<base href=https://evil.example>",
    "<meta http-equiv=refresh content=0>",
    'https://a.example/"onmouseover=alert(1)',
    "\u202e[x](https://a.example)",
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_but_the_fixed_tags_and_whole_addresses_comes_out(attack):
    markup = Markup.of(render_markdown(attack))
    assert markup.tags <= TAGS
    for tag, name, value in markup.attributes:
        assert (tag, name) in {("a", "href"), ("a", "rel"), ("ol", "start")}
        assert name != "href" or value.startswith(("https://", "http://", "mailto:"))


@pytest.mark.parametrize("attack", [attack for attack in ATTACKS if attack.startswith("<")])
def test_raw_html_is_shown_as_it_was_typed(attack):
    assert attack[:8] in Markup.of(render_markdown(attack)).words


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("**Warm** _blanket_", "<p><strong>Warm</strong> <em>blanket</em></p>"),
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("- soup\n- films", "<ul>\n<li>soup</li>\n<li>films</li>\n</ul>"),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("# loud", "<p># loud</p>"),
        ("a good day.it was", "<p>a good day.it was</p>"),
        (
            "[guide](https://a.example)",
            '<p><a href="https://a.example" rel="ugc nofollow noopener">guide</a></p>',
        ),
        ("https://a.example", '<p><a href="https://a.example" rel="ugc nofollow noopener">https://a.example</a></p>'),
        ("", ""),
    ],
)
def test_it_turns_what_members_type_into_words_with_weight(typed, shown):
    assert render_markdown(typed).strip() == shown


@pytest.mark.parametrize(
    "piece", ["> ", "- ", "1. ", "**a ", "[", "![", "<", "`", "~~a", "(", "*a_ ", "http://a.b ", "- a\n"]
)
def test_the_worst_input_is_bounded_in_length_and_depth(piece):
    html = render_markdown(piece * LONGEST_TEXT)
    markup = Markup.of(html)
    assert markup.depth <= 2 * DEEPEST_NESTING
    assert len(html) <= 25 * LONGEST_TEXT


def test_only_the_first_ten_thousand_characters_count():
    assert len(Markup.of(render_markdown("word " * 5_000)).words) <= LONGEST_TEXT


@pytest.mark.parametrize("typed", ["**a** [b](https://a.example)\n\n1. c\n\n> d\n\n```\n<e>\n```", *ATTACKS])
def test_what_was_clean_stays_as_it_is(typed):
    html = render_markdown(typed)
    assert clean(html) == html


def test_what_was_not_clean_becomes_so():
    assert clean('<p onclick="x()">a<script>b</script></p>') == "<p>a</p>"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("**Warm** [blanket](https://a.example)\n\n- soup", "Warm blanket soup"),
        ("`code` and\nmore", "code and more"),
        ("5 * 3 * 2", "5 * 3 * 2"),
        ("", ""),
    ],
)
def test_plain_text_is_what_the_marks_were_around(typed, said):
    assert plain_text(typed) == said


@pytest.mark.parametrize(
    ("typed", "limit", "start"),
    [
        ("short", 100, "short"),
        ("x" * 100, 100, "x" * 100),
        ("x" * 101, 100, "x" * 99 + "…"),
        ("one two three", 13, "one two three"),
        ("one two three", 12, "one two…"),
        ("one two three", 8, "one two…"),
        ("one two three", 7, "one…"),
        ("one, two three", 9, "one, two…"),
        ("one, two three", 8, "one…"),
        ("  one \n\n two  ", 100, "one two"),
        ("**one** two three", 9, "one two…"),
        ("", 100, ""),
    ],
)
def test_an_excerpt_ends_at_a_word_and_within_its_limit(typed, limit, start):
    assert excerpt(typed, limit) == start


@pytest.mark.parametrize("limit", range(2, 60))
def test_an_excerpt_is_never_longer_than_its_limit(limit):
    assert len(excerpt("Dose number seven, window seat, and a warm blanket from my sister.", limit)) <= limit


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Theo B.", "TB"),
        ("marisol", "M"),
        ("Ana Maria de la Cruz", "AC"),
        ("élan", "É"),
        ("🙂", "·"),
        ("", "·"),
        ("ß a", "SA"),
    ],
)
def test_initials_are_one_or_two_letters(name, letters):
    assert initials(name) == letters


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\u200b", "\u2060\ufeff", "\u3164", "\u00ad", "\u2800", "\u115f\u1160\uffa0"]
)
def test_what_nobody_can_see_says_nothing(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text", [".", "\u200ba", "\U0001f468\u200d\U0001f469", "\u2764\ufe0f", "\u0645\u06cc\u200c\u0631"]
)
def test_joiners_stay_within_what_is_said(text):
    assert not says_nothing(text)
