"""Which parts of an HTML mail a reader does not see, as far as inline styles and simple style rules tell.

No rendering: classes are resolved for rules of one plain selector, `@media` blocks are passed over because they depend
on the screen, and whatever is not known counts as shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

T = TypeVar("T")

WHITE = "#ffffff"
_UNKNOWN = "?"  # a picture or a colour that is not resolved: nothing can be said about contrast
_NAMED = {"white": WHITE, "black": "#000000", "red": "#ff0000", "snow": "#fffafa", "transparent": "", "inherit": ""}

_TELLING = re.compile(
    r"display|visib|font|height|width|opacity|hide|color|background|decoration|indent|left|top", re.IGNORECASE
)
_DECLARATION = re.compile(r"([a-zA-Z-]{3,30})\s*:\s*([^;]{1,300})")
_ZERO_OR_ONE = re.compile(r"(?:0*(?:\.0+)?|0*1(?:\.0+)?(?=px|pt)|0*\.\d+(?=px|pt))(?:px|pt|em|rem|%)?")
_ZERO = re.compile(r"0*(?:\.0+)?(?:px|pt|em|rem|%)?")
_FAR_AWAY = re.compile(r"-\d{3,}")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})")
_HEX = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")

_MAX_SHEET = 50_000  # characters
_COMMENTS = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_SELECTOR = re.compile(r"[a-z][a-z0-9]*|[.#][a-z_-][a-z0-9_-]*|[a-z][a-z0-9]*\.[a-z_-][a-z0-9_-]*")

Sheet = dict[str, str]  # a plain selector -> its declarations


@dataclass(frozen=True)
class Declared:
    """What one element's own style says; None where it says nothing."""

    gone: bool = False  # with all that is inside, whatever that says
    invisible: bool | None = None
    tiny: bool | None = None
    struck: bool = False
    color: str | None = None
    background: str | None = None


@dataclass(frozen=True)
class Look:
    """How text looks at one place in the document."""

    gone: bool = False
    invisible: bool = False
    tiny: bool = False
    struck: bool = False
    color: str = ""
    background: str = WHITE

    @property
    def concealed(self) -> bool:
        """Whether nobody sees it. What is struck out is seen."""
        same_colour = self.color == self.background and self.color not in {"", _UNKNOWN}
        return self.gone or self.invisible or self.tiny or same_colour

    def inside(self, declared: Declared) -> Look:
        """The look inside an element with that style."""
        if declared is _NOTHING:
            return self
        return Look(
            gone=self.gone or declared.gone,
            invisible=self.invisible if declared.invisible is None else declared.invisible,
            tiny=self.tiny if declared.tiny is None else declared.tiny,
            struck=self.struck or declared.struck,
            color=declared.color or self.color,
            background=declared.background or self.background,
        )


_NOTHING = Declared()


@lru_cache(maxsize=2048)
def declared_by(style: str) -> Declared:
    """Read the declarations of a `style` attribute or of a rule; a later one wins."""
    if not _TELLING.search(style):
        return _NOTHING
    found = {name.lower(): value.strip().lower() for name, value in _DECLARATION.findall(style[:2000])}
    found = {name: value.replace("!important", "").strip() for name, value in found.items()}
    return Declared(
        gone=_gone(found),
        invisible=_maybe(found.get("visibility"), lambda value: value in {"hidden", "collapse"}),
        tiny=_maybe(_font_size(found), lambda value: _ZERO_OR_ONE.fullmatch(value) is not None),
        struck="line-through" in found.get("text-decoration", "") + found.get("text-decoration-line", ""),
        color=_maybe(found.get("color"), colour),
        background=_maybe(found.get("background-color") or found.get("background"), colour),
    )


def _maybe(value: str | None, read: Callable[[str], T]) -> T | None:
    return None if value is None else read(value)


def _font_size(found: dict[str, str]) -> str | None:
    if "font-size" in found:
        return found["font-size"]
    shorthand = re.search(r"(?<![\w.#-])\d*\.?\d+(?:px|pt|em|rem|%)", found.get("font", ""))
    return shorthand[0] if shorthand else None


def _gone(found: dict[str, str]) -> bool:
    clipped = found.get("overflow", "").startswith("hidden")
    return (
        found.get("display", "").startswith("none")
        or found.get("mso-hide", "") == "all"
        or _is_zero(found.get("max-height"))
        or _is_zero(found.get("max-width"))
        or _is_zero(found.get("opacity"))
        or (clipped and (_is_zero(found.get("height")) or _is_zero(found.get("width"))))
        or any(_FAR_AWAY.match(found.get(name, "")) for name in ("text-indent", "left", "top", "margin-left"))
    )


def _is_zero(value: str | None) -> bool:
    return value is not None and value != "" and _ZERO.fullmatch(value) is not None


def colour(value: str) -> str:
    """`#rrggbb`; empty where the value sets none; `?` where it cannot be told."""
    value = value.strip().lower()
    if value in _NAMED:
        return _NAMED[value]
    if "url(" in value or "gradient" in value:
        return _UNKNOWN
    if match := _RGB.search(value):
        return "#" + "".join(f"{min(int(part), 255):02x}" for part in match.groups())
    if match := _HEX.search(value):
        digits = match[0][1:]
        return "#" + ("".join(digit * 2 for digit in digits) if len(digits) == 3 else digits)  # noqa: PLR2004 - #rgb
    return next((_NAMED[word] for word in value.split() if _NAMED.get(word)), _UNKNOWN)


def sheet_of(styles: Iterable[str]) -> Sheet:
    """The rules of all style elements whose selector is one plain tag, class or id."""
    text = "\n".join(styles)[:_MAX_SHEET]
    sheet: Sheet = {}
    for selectors, declarations in _rules(_COMMENTS.sub(" ", text)) if "{" in text else ():
        if _TELLING.search(declarations):
            for selector in map(str.strip, selectors.lower().split(",")):
                if _SELECTOR.fullmatch(selector):
                    sheet[selector] = f"{sheet.get(selector, '')};{declarations}"
    return sheet


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Selectors and declarations of the rules that hold everywhere: those outside any `@media`."""
    depth = begin = opened = 0
    for brace in _BRACE.finditer(text):
        if brace[0] == "{":
            opened = brace.end() if depth == 0 else opened
            depth += 1
        elif depth:
            depth -= 1
            selectors = text[begin : opened - 1].rpartition(";")[2].strip()
            if depth == 0:
                if not selectors.startswith("@"):
                    yield selectors, text[opened : brace.start()]
                begin = brace.end()


def style_of(tag: str, attributes: dict[str, str | None], sheet: Sheet) -> str:
    """All declarations that hold for an element, weakest first."""
    inline = attributes.get("style") or ""
    if not sheet:
        return inline
    keys = [tag]
    for name in (attributes.get("class") or "").lower().split():
        keys += [f".{name}", f"{tag}.{name}"]
    keys.append(f"#{(attributes.get('id') or '').lower()}")
    found = [sheet[key] for key in keys if key in sheet]
    return ";".join([*found, inline]) if found else inline
