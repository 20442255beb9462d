"""From the HTML of an Anki field to text, and back. Every step takes linear time."""

import html
import re
from typing import NamedTuple

MARK = re.compile(r"<!--|<(/?)([A-Za-z][A-Za-z0-9-]*)([^<>]*)>")
# Numbers are kept short: Python refuses to read one of thousands of digits.
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
BLANKS = re.compile(r"[ \t\r\n\f]+")
SOUND = re.compile(r"\[sound:[^\[\]]*\]")
ATTRIBUTE = r"""(?:^|[\s"']){}\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
SRC = re.compile(ATTRIBUTE.format("src"), re.IGNORECASE)
HREF = re.compile(ATTRIBUTE.format("href"), re.IGNORECASE)
LOOKS_LIKE_HTML = re.compile(
    r"<(?:br|div|p|b|i|u|img|span|li|ul|ol|a|hr)\b[^<>]*>|&nbsp;", re.IGNORECASE
)
BLOCKS = frozenset({
    "address", "article", "blockquote", "dd", "div", "dl", "dt", "figure", "footer", "form", "h1",
    "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "tr",
    "ul",
})  # fmt: skip
UNSEEN = frozenset({"script", "style"})
MEDIA = {"img": "image", "audio": "audio", "video": "video", "source": "audio"}
SHIFTED = {
    "sup": ("^", str.maketrans("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ")),
    "sub": ("_", str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")),
}
_NAME = r"""[^\[\]"'<>&/\\\n]"""
REFERENCE = re.compile(rf"\[image: ((?!\s){_NAME}+(?<!\s))\]")


class Plain(NamedTuple):
    """A text, and how many pictures and sounds are references in it."""

    text: str
    pictures: int = 0
    sounds: int = 0


def to_text(field: str) -> Plain:
    """The text of a field's HTML.

    Line breaks and the ends of blocks become newlines, scripts and styles nothing, a
    picture `[image: name]`; raised and lowered digits stay so, and a link keeps its address.
    """
    if "<" not in field and "&" not in field and "\n" not in field and "\xa0" not in field:
        return Plain(field.strip(), sounds=field.count("[sound:"))
    page = _Page()
    place = 0
    while mark := MARK.search(field, place):
        page.text(field[place : mark.start()])
        place = _take(page, field, mark)
    page.text(field[place:])
    text = page.whole()
    return Plain(text, page.pictures, len(SOUND.findall(text)))


def from_text(text: str) -> str:
    """The HTML of a text; a reference to a picture becomes the picture."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "<br>")
    return REFERENCE.sub(r'<img src="\1">', lines.replace("\x1f", " "))


def _take(page: "_Page", field: str, mark: re.Match[str]) -> int:
    """What a mark does to the page, and where reading goes on."""
    if mark.group() == "<!--":
        end = field.find("-->", mark.end())
        return len(field) if end < 0 else end + 3
    name = mark.group(2).lower()
    if name in UNSEEN and not mark.group(1):
        closed = re.compile(f"</{name}", re.IGNORECASE).search(field, mark.end())
        return closed.start() if closed else len(field)
    page.mark(name, mark.group(3), is_end=bool(mark.group(1)))
    return mark.end()


class _Page:
    """The text so far; `fresh` while nothing stands on the line."""

    def __init__(self) -> None:
        self.pictures = 0
        self._parts: list[str] = []
        self._fresh = True
        self._raw = 0
        self._shifted: tuple[str, int] | None = None
        self._link: tuple[str, int] | None = None

    def whole(self) -> str:
        return "".join(self._parts).strip()

    def text(self, written: str) -> None:
        if not written:
            return
        if not self._raw:
            written = BLANKS.sub(_run, written)
            if self._fresh and written == " ":
                return
        plain = ENTITY.sub(lambda found: html.unescape(found.group()), written)
        self._put(plain.replace("\xa0", " "))

    def mark(self, name: str, attributes: str, *, is_end: bool) -> None:
        if name == "br":
            self._put("\n")
        elif name in BLOCKS:
            self._block(name, is_end=is_end)
        elif name in MEDIA and not is_end:
            self._refer(MEDIA[name], attributes)
        elif name in SHIFTED:
            self._shift(name, is_end=is_end)
        elif name == "a":
            self._anchor(attributes, is_end=is_end)
        elif name in ("td", "th") and not is_end and not self._fresh:
            self._put("  ")

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._fresh = text.endswith("\n")

    def _block(self, name: str, *, is_end: bool) -> None:
        if not self._fresh and self._parts:
            self._put("\n")
        if name == "pre":
            self._raw = max(0, self._raw + (-1 if is_end else 1))
        if name == "li" and not is_end:
            self._put("- ")

    def _refer(self, kind: str, attributes: str) -> None:
        source = _value(SRC, attributes)
        self.pictures += 1
        named = "" if not source or source.startswith("data:") else f": {_media_name(source)}"
        self._put(f"[{kind}{named}]")

    def _shift(self, name: str, *, is_end: bool) -> None:
        if not is_end:
            self._shifted = self._shifted or (name, len(self._parts))
        elif self._shifted and self._shifted[0] == name:
            (sign, table), start = SHIFTED[name], self._shifted[1]
            inner = "".join(self._parts[start:])
            small = inner.translate(table)
            is_small = all(old != new for old, new in zip(inner, small, strict=True))
            self._parts[start:] = [small if is_small else f"{sign}({inner})"]
            self._shifted = None

    def _anchor(self, attributes: str, *, is_end: bool) -> None:
        if not is_end:
            self._link = (_value(HREF, attributes), len(self._parts))
        elif self._link:
            address, start = self._link
            self._link = None
            if address.startswith(("http://", "https://")) and not self._shows(address, start):
                self._put(f" ({address})")

    def _shows(self, address: str, start: int) -> bool:
        return "".join(self._parts[start:]).strip() == address


def _run(blanks: re.Match[str]) -> str:
    """A line end in HTML is a blank like any other."""
    found = blanks.group()
    return " " if "\n" in found or "\r" in found else found


def _value(attribute: re.Pattern[str], attributes: str) -> str:
    found = attribute.search(attributes)
    if not found:
        return ""
    written = found.group(1) or found.group(2) or found.group(3) or ""
    return ENTITY.sub(lambda entity: html.unescape(entity.group()), written).strip()


def _media_name(source: str) -> str:
    """One plain path component, or an address as it is."""
    if source.startswith(("http://", "https://")):
        return source
    return source.replace("\\", "/").rpartition("/")[2].strip(" .[]") or "?"
