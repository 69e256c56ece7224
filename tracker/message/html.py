"""HTML to text as a reader sees it: lines stay lines, rows stay rows, and what is not shown is kept apart."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tracker.message.styles import Look, Sheet, colour, declared_by, sheet_of, style_of


def _names(spaced: str) -> frozenset[str]:
    return frozenset(spaced.split())


_BLOCKS = _names(
    "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol p pre section summary table tbody "
    "tfoot thead tr ul"
)
_UNREAD = _names("script style head title template iframe svg math select datalist xml")
_STRUCK = frozenset({"s", "strike", "del"})
_TELLING_TAGS = _STRUCK | {"blockquote", "pre"}
_QUOTES = re.compile(r"gmail_quote|gmail_attr|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\n\r\f\u00a0]+")

# Deeply nested or never closed elements cost the HTML parser quadratic time: 50,000 of them took 2.8 s.
_MANY_TAGS = 2000
_DEEPEST = 800
_MOST_WORK = 3_000_000  # tags times depth
_OPENING = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*+(/?)")
_NEVER_CLOSED = _names("area base br col embed hr img input link meta source track wbr p li td th tr")
_ANY_TAG = re.compile(r"<(?:!--.*?-->|(?:script|style)\b.*?</(?:script|style)|[^<>]*+)>?", re.DOTALL | re.IGNORECASE)

# A comment to every program but one: Outlook on Windows shows what stands in it.
_FOR_OUTLOOK = re.compile(r"\s{0,9}\[if[^\]]{0,99}\]>", re.IGNORECASE)


class Kind(Enum):
    SHOWN = "shown"
    QUOTED = "quoted"
    HIDDEN = "hidden"
    STRUCK = "struck"


_APART = frozenset({Kind.HIDDEN, Kind.STRUCK})


@dataclass(frozen=True)
class Stretch:
    kind: Kind
    text: str


@dataclass(frozen=True)
class Page:
    """What an HTML part holds. Shown and quoted stretches are in order; hidden and struck text is gathered apart."""

    stretches: tuple[Stretch, ...]
    hidden: str
    json_ld: tuple[str, ...] = ()
    struck: str = ""  # what is seen, but crossed out: each stretch on a line of its own
    simplified: bool = False  # too tangled for the parser: tags were only cut out, so nothing is known to be hidden


def read_html(html: str) -> Page:
    """Read one HTML part. Never raises; time is bounded by the length of the part."""
    if _tangled(html):
        text = unescape(_ANY_TAG.sub("\n", html))
        return Page(stretches=(Stretch(Kind.SHOWN, text),), hidden="", simplified=True)
    tree = LexborHTMLParser(html)
    sheet = sheet_of(_text_in(node) for node in tree.css("style"))
    scripts = tuple(_text_in(node) for node in tree.css('script[type="application/ld+json"]'))
    walk = _Walk(sheet)
    title = tree.css_first("title")
    if title is not None:
        walk.conceal(_text_in(title))
    walk.through(tree.root)
    if walk.for_outlook:
        walk.conceal(_all_text("<br>".join(walk.for_outlook)))
    return walk.page(scripts)


def _all_text(html: str) -> str:
    """All words, seen or not. What is a comment even here is one to every program."""
    walk = _Walk(sheet_of(()))
    walk.through(LexborHTMLParser(html).root)
    page = walk.page(())
    return "\n".join((*(stretch.text for stretch in page.stretches), page.hidden, page.struck))


def _tangled(html: str) -> bool:
    tags = html.count("<")
    if tags < _MANY_TAGS:
        return False
    depth = deepest = 0
    for closing, name, own_end in _OPENING.findall(html):
        if closing:
            depth = max(0, depth - 1)
        elif not own_end and name.lower() not in _NEVER_CLOSED:
            depth += 1
            deepest = max(deepest, depth)
    return deepest > _DEEPEST or deepest * tags > _MOST_WORK


def _text_in(node: LexborNode) -> str:
    return node.text(deep=True) or ""


@dataclass
class _Writer:
    """Text with collapsed spaces; the gap before the next word is kept back until it is known to be needed."""

    pieces: list[str] = field(default_factory=list)
    gap: str = ""
    lines: int = 0

    def write(self, text: str, *, preformatted: bool) -> None:
        body = text if preformatted else _SPACE.sub(" ", text)
        if not preformatted:
            if body[:1] == " " and not self.gap:
                self.gap = " "
            after = " " if body[-1:] == " " else ""
            body = body.strip(" ")
        else:
            after = ""
        if not body:
            return
        if self.pieces or self.gap == "\t":
            self.pieces.append(self.gap)
            self.lines += self.gap.count("\n")
        self.pieces.append(body)
        self.lines += body.count("\n")
        self.gap = after

    def break_line(self) -> None:
        # The first block inside a table cell begins beside the tab, not below it.
        if self.gap != "\t" and not self.gap.startswith("\n"):
            self.gap = "\n"

    def break_hard(self) -> None:
        self.gap = self.gap if self.gap == "\t" else "\n\n" if self.gap.startswith("\n") else "\n"

    def text(self) -> str:
        return "".join(self.pieces)


@dataclass
class _Row:
    line: int
    cells: int = 0


class _Place:
    """What holds for the children of an element. Made for every element, so it is kept plain."""

    __slots__ = ("kind", "look", "preformatted", "quoted")

    def __init__(self, look: Look, *, quoted: bool = False, preformatted: bool = False) -> None:
        self.look = look
        self.quoted = quoted
        self.preformatted = preformatted
        # What is struck out in older mail is of no use to anybody.
        hidden = look.concealed or (look.struck and quoted)
        self.kind = Kind.HIDDEN if hidden else Kind.STRUCK if look.struck else Kind.QUOTED if quoted else Kind.SHOWN


# A node to visit, with its following siblings; without a node, the element of that tag to leave.
_Step = tuple[LexborNode | None, _Place, str]


class _Walk:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._stretches: list[tuple[Kind, _Writer]] = []
        self._hidden = _Writer()
        self._rows: list[_Row] = []
        self._struck = _Writer()
        self.for_outlook: list[str] = []

    def page(self, json_ld: tuple[str, ...]) -> Page:
        stretches = tuple(Stretch(kind, writer.text()) for kind, writer in self._stretches if writer.pieces)
        return Page(stretches=stretches, hidden=self._hidden.text(), json_ld=json_ld, struck=self._struck.text())

    def through(self, root: LexborNode | None) -> None:
        """Depth first without recursion: hostile documents are deeper than Python's stack."""
        steps: list[_Step] = [(root, _Place(Look()), "")] if root is not None else []
        while steps:
            node, place, leaving = steps.pop()
            if node is None:
                self._leave(leaving, place)
                continue
            if (following := node.next) is not None:
                steps.append((following, place, ""))
            if node.is_text_node:
                self._write(node.text_content or "", place)
            elif node.is_comment_node:
                self._note(node.comment_content or "")
            elif node.is_element_node and (tag := node.tag) is not None and tag not in _UNREAD:
                inner = self._enter(node, tag, place)
                steps.append((None, inner, tag))
                if (child := node.child) is not None:
                    steps.append((child, inner, ""))

    def conceal(self, text: str) -> None:
        """Keep text that stands in the document but not on the page."""
        self._hidden.break_line()
        self._hidden.write(text, preformatted=False)
        self._hidden.break_line()

    def _note(self, comment: str) -> None:
        if (opening := _FOR_OUTLOOK.match(comment)) is not None:
            self.for_outlook.append(comment[opening.end() :])

    def _writer(self, kind: Kind) -> _Writer:
        if kind in _APART:
            return self._hidden if kind is Kind.HIDDEN else self._struck
        if not self._stretches or self._stretches[-1][0] is not kind:
            self._stretches.append((kind, _Writer()))
        return self._stretches[-1][1]

    def _write(self, text: str, place: _Place) -> None:
        # White space between two stretches of another kind begins no stretch of its own.
        if text.isspace() and not (self._stretches and self._stretches[-1][0] is place.kind):
            return
        self._writer(place.kind).write(text, preformatted=place.preformatted)

    def _enter(self, node: LexborNode, tag: str, outer: _Place) -> _Place:
        attributes = node.attributes
        place = self._place(tag, attributes, outer)
        if place.kind in _APART and outer.kind is not place.kind:
            self._writer(place.kind).break_line()
        if tag == "img":
            self.conceal(attributes.get("alt") or "")
        elif tag == "br":
            self._writer(place.kind).break_hard()
        elif tag in {"td", "th"}:
            self._begin_cell(self._writer(place.kind))
        elif tag in _BLOCKS:
            self._writer(place.kind).break_line()
        if tag == "tr":
            self._rows.append(_Row(line=-1))
        return place

    def _leave(self, tag: str, place: _Place) -> None:
        if tag == "tr" and self._rows:
            self._rows.pop()
        if tag in _BLOCKS:
            writer = self._writer(place.kind)
            writer.gap = "" if writer.gap == "\t" else writer.gap
            writer.break_line()

    def _begin_cell(self, writer: _Writer) -> None:
        row = self._rows[-1] if self._rows else _Row(line=-1)
        if row.cells and row.line == writer.lines:
            writer.gap = "\t"
        else:
            writer.break_line()
            row.line = writer.lines + (writer.gap.count("\n") if writer.pieces else 0)
        row.cells += 1

    def _place(self, tag: str, attributes: dict[str, str | None], outer: _Place) -> _Place:
        if not attributes and not self._sheet and tag not in _TELLING_TAGS:
            return outer
        look = outer.look.inside(declared_by(style_of(tag, attributes, self._sheet)))
        if attributes.get("bgcolor"):
            look = replace(look, background=colour(attributes["bgcolor"] or "") or look.background)
        if tag == "font" and attributes.get("color"):
            look = replace(look, color=colour(attributes["color"] or ""))
        if "hidden" in attributes:
            look = replace(look, gone=True)
        if tag in _STRUCK:
            look = replace(look, struck=True)
        classes = attributes.get("class")
        quoted = outer.quoted or tag == "blockquote" or (bool(classes) and _QUOTES.search(classes or "") is not None)
        if look is outer.look and quoted is outer.quoted and tag != "pre":
            return outer
        return _Place(look, quoted=quoted, preformatted=outer.preformatted or tag == "pre")
