"""From the HTML of Anki's fields to text and back."""

import pytest
from hypothesis import given

from alliance_cards.formats.html import from_text, to_text
from drawn import strung
from formats.making import TEXTS


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("a<br>b<br/>c<BR />d", "a\nb\nc\nd"),
        ("<div>a</div><div>b</div>", "a\nb"),
        ("a<div>b</div>c", "a\nb\nc"),
        ("<p>a</p>\n<p>b</p>", "a\nb"),
        ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
        ("a &amp; b &lt;c&gt; &#65;&#x42; &eacute; &nosuch; &amp", "a & b <c> AB é &nosuch; &amp"),
        ("a&nbsp;b", "a b"),
        ("&#99999999999999999999;", "&#99999999999999999999;"),
        ("a\n  b", "a b"),
        ("<pre>a\n  b</pre>c", "a\n  b\nc"),
        ("a<script>x<b></script>b<style>y</style>c", "abc"),
        ("a<script>never closed", "a"),
        ("a<!-- <b> -->b<!-- never closed", "ab"),
        ("<b>bold</b> <i style='x'>slanted</i>", "bold slanted"),
        ("<ul><li>one</li><li>two</li></ul>", "- one\n- two"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a  b\nc"),
        ("10<sup>-6</sup> H<sub>2</sub>O e<sup>ix</sup>", "10⁻⁶ H₂O e^(ix)"),
        ('<a href="https://a.b/?x=1&amp;y">site</a>', "site (https://a.b/?x=1&y)"),
        ('<a href="https://a.b">https://a.b</a>', "https://a.b"),
        ('<a href="javascript:x">site</a>', "site"),
        ('<img alt="x" src="a b.jpg">', "[image: a b.jpg]"),
        ("<img src=../../etc/passwd>", "[image: passwd]"),
        ("<img src='C:\\x\\y.png'>", "[image: y.png]"),
        ("<img src='https://a.b/c.png'>", "[image: https://a.b/c.png]"),
        ("<img src='data:image/png;base64,AAAA'>", "[image]"),
        ("[sound:a.mp3]", "[sound:a.mp3]"),
        ("a < b > c", "a < b > c"),
        ("<<<b>x", "<<x"),
    ],
)
def test_a_field_as_text(field: str, text: str) -> None:
    assert to_text(field).text == text


@given(TEXTS)
def test_a_text_comes_back(text: str) -> None:
    meant = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x1f", " ")
    assert to_text(from_text(text)).text == meant.replace("\xa0", " ").strip()


def test_a_reference_becomes_the_picture_again() -> None:
    assert from_text("see [image: a b.jpg] [image: <x>]") == (
        'see <img src="a b.jpg"> [image: &lt;x&gt;]'
    )


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<script>", "<!--", "&#", "<sup>", "[sound:", " ", "<b'", "[image: "],
)
def test_no_text_takes_long(piece: str) -> None:
    """A quadratic step would take minutes for this."""
    to_text(piece * 200_000)
    from_text(piece * 200_000)


@given(strung(["<", ">", "sup", "/", "a", " src=", '"', "&", "#", ";", "li"]))
def test_nothing_raises(text: str) -> None:
    to_text(text)
