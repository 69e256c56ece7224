from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.pace import lengths
from tracker.message.html import Kind, read_html
from tracker.message.styles import colour


def shown(html: str) -> str:
    return "|".join(stretch.text for stretch in read_html(html).stretches if stretch.kind is Kind.SHOWN)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><b>Dec</b>ember 5</p>", "December 5"),
        ("<p>one</p><p>two<br>three</p>four", "one\ntwo\nthree\nfour"),
        ("<tr><td>outside</td></tr>", "outside"),
        (
            "<table><tr><td>Date:<td>April 5</tr><tr><th><p>Time</p></th><td><div>9 AM</div></td></tr></table>",
            "Date:\tApril 5\nTime\t9 AM",
        ),
        ("<table><tr><td>Date</td><td></td><td> </td><td>April 5</td></tr></table>", "Date\tApril 5"),
        (
            "<table><tr><td><table><tr><td>A</td><td>B</td></tr><tr><td>C</td></tr></table></td><td>D</td></tr></table>",
            "A\tB\nC\nD",
        ),
        ("x<br><br><table><tr><td>A</td><td>B</td></tr></table>", "x\n\nA\tB"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("a\n   b&nbsp;&nbsp;c", "a b c"),
        ("<pre>a\n  b</pre>", "a\n  b"),
        ("<script>no</script><style>no</style><!-- no -->yes", "yes"),
        ("x<span> y </span>z", "x y z"),
        ("1<wbr>2", "12"),
        ("<noscript>seen</noscript>", "seen"),
    ],
)
def test_html_becomes_the_lines_and_rows_a_reader_sees(html: str, text: str) -> None:
    assert shown(html) == text


@pytest.mark.parametrize(
    "concealed",
    [
        '<div style="display:none">secret</div>',
        '<div style="DISPLAY : NONE !important">secret</div>',
        '<span style="visibility:hidden">secret</span>',
        '<span style="font-size:0">secret</span>',
        '<span style="font-size:1px">secret</span>',
        '<span style="font:0px/0 Arial">secret</span>',
        '<div style="max-height:0px;overflow:hidden">secret</div>',
        '<div style="height:0;overflow:hidden">secret</div>',
        '<div style="opacity:0">secret</div>',
        '<div style="mso-hide:all">secret</div>',
        '<div style="text-indent:-9999px">secret</div>',
        "<div hidden>secret</div>",
        '<div style="color:#fff">secret</div>',
        '<div style="background-color:#000"><b style="color:rgb(0,0,0)">secret</b></div>',
        '<table bgcolor="#FFFFFF"><tr><td><font color="white">secret</font></td></tr></table>',
        '<style>.x{color:red} .preheader{display:none}</style><div class="preheader">secret</div>',
        "<style>#p{font-size:0}</style><div id=p>secret</div>",
        '<div style="display:none"><div style="display:block"><b>secret</b></div></div>',
        '<img alt="secret">',
        "<title>secret</title>",
    ],
)
def test_what_a_reader_does_not_see_is_kept_apart(concealed: str) -> None:
    page = read_html(f"<p>before</p>{concealed}<p>after</p>")
    assert "".join(stretch.text for stretch in page.stretches) == "before\nafter"
    assert page.hidden == "secret"
    assert not page.struck


@pytest.mark.parametrize(
    "visible",
    [
        '<td style="font-size:0"><span style="font-size:14px">seen</span></td>',
        '<div style="visibility:hidden"><b style="visibility:visible">seen</b></div>',
        '<div style="background:#000"><b style="color:white">seen</b></div>',
        '<div style="background:url(x.png)"><b style="color:#ffffff">seen</b></div>',
        "<style>@media screen { .d { display:none } }</style><p class=d>seen</p>",
        "<style>.d p > b { display:none }</style><p class=d>seen</p>",
        '<p style="font-size:0.9em; line-height:0; max-height:100px; opacity:0.8">seen</p>',
        '<p style="color:#000">seen</p>',
    ],
)
def test_what_a_reader_sees_is_not_taken_for_hidden(visible: str) -> None:
    page = read_html(visible)
    assert ("".join(stretch.text for stretch in page.stretches), page.hidden) == ("seen", "")


@pytest.mark.parametrize(
    ("comment", "hidden"),
    [
        ("<!--[if mso]><p>April&nbsp;<b>5</b></p><![endif]-->", "April 5"),
        ("<!--[if (gte mso 9)|(IE)]><table><tr><td>April 5</td></tr></table><![endif]-->", "April 5"),
        ("<!--[if mso]>April 5", "April 5"),
        ("<!--[if mso]><xml><a>96</a></xml><style>p{}</style><![endif]-->", ""),
        ("<!-- April 5 -->", ""),
        ("<!--[if !mso]><!-->April 5<!--<![endif]-->", ""),
    ],
)
def test_a_comment_that_one_program_shows_is_kept_and_any_other_is_seen_by_nobody(comment: str, hidden: str) -> None:
    assert read_html(f"<p>seen</p>{comment}").hidden == hidden


@pytest.mark.parametrize(
    "struck", ["<s>April 5</s>", "<del>April 5</del>", '<b style="text-decoration: line-through">April 5</b>']
)
def test_struck_text_does_not_stand(struck: str) -> None:
    page = read_html(f"<p>Date: {struck} April 12</p>")
    assert (shown(f"<p>Date: {struck} April 12</p>"), page.hidden, page.struck) == ("Date: April 12", "", "April 5")


def test_what_is_struck_out_and_hidden_too_is_hidden() -> None:
    page = read_html('<p><s style="display:none">April 5</s> <s>May 3</s> <blockquote><s>May 4</s></blockquote></p>')
    assert (page.hidden, page.struck) == ("April 5\nMay 4", "May 3")


def test_each_struck_stretch_is_a_line_of_its_own() -> None:
    assert read_html("<p><s>April 5</s> April 12, <s>9:00</s> 10:00</p>").struck == "April 5\n9:00"


def test_a_hidden_piece_does_not_split_a_word() -> None:
    assert shown('Ap<span style="display:none">X</span>ril') == "April"


def test_quotations_are_told_from_what_stands_around_them() -> None:
    page = read_html('<p>new</p><div class="gmail_quote">On x wrote:<blockquote>old</blockquote></div><p>below</p>')
    assert [(stretch.kind, stretch.text) for stretch in page.stretches] == [
        (Kind.SHOWN, "new"),
        (Kind.QUOTED, "On x wrote:\nold"),
        (Kind.SHOWN, "below"),
    ]


def test_event_markup_is_kept_as_it_stands() -> None:
    assert read_html('<script type="application/ld+json">{"@type":"Event"}</script>x').json_ld == ('{"@type":"Event"}',)


@pytest.mark.parametrize(
    ("value", "hexadecimal"),
    [("#FFF", "#ffffff"), ("rgb(0, 10,255)", "#000aff"), ("white", "#ffffff"), ("#fff url(x)", "?"), ("plum", "?")],
)
def test_colours_are_compared_in_one_form(value: str, hexadecimal: str) -> None:
    assert colour(value) == hexadecimal


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 200_000,
        "<b id=1>" * 1000 + "<p>x" * 100_000,
        "<table>" * 100_000,
        "<" * 1_000_000,
        '<p style="' + "a:b;" * 200_000 + '">x',
        "<style>" + "a{" * 25_000,
        "<style>" + "@x{" * 16_000,
        "<style>" + "a" * 50_000,
        "<!--" * 200_000,
        "<p><!--" + "[if mso]>" * 100_000 + "-->",
        "<p><!--[if mso]>" + "<style></style " * 60_000 + "-->",
        "<p>" + "<!--[if mso]>x<![endif]-->" * 38_000,
        "<svg>" * 100_000,
    ],
)
def test_tangled_html_costs_bounded_time(bomb: str) -> None:
    assert lengths(lambda: read_html(bomb)) < 150


def test_html_too_tangled_for_the_parser_keeps_its_words() -> None:
    page = read_html("<div>" * 3000 + "April &amp; May" + "</div>" * 3000)
    assert page.simplified
    assert "April & May" in page.stretches[0].text


@given(st.text(alphabet="<>/abtdrsp=\"'-!& \n", max_size=200))
def test_reading_html_never_raises(html: str) -> None:
    read_html(html)
