"""Whose appointment it is, by the fields of a form: "To appear: Ana Lopez", "Expediente: A 900 715 330 (Ana Lopez)".

Which fields name whoever must come is data (`person` of rules/forms/). Only a whole name counts, of two words or more
with a capital each: beside such a label stands "you and one relative" as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.reading.forms import Forms, label_of
from tracker.reading.spoken_of import PLAIN, TURNED, usable

_ROW = re.compile(
    r"^[ >*|-]{0,8}([^\W\d_][^\n:\t|]{1,44}?)[ .]{0,40}(?:[:\t|]|\.{2})[ \t.:|]{0,8}(.{0,160})$", re.MULTILINE
)
# What stands below a label may be another one's label: it is only looked at.
_LABEL_ABOVE = re.compile(r"^[ >*]{0,8}([^\W\d_][^\n:\t|.]{1,44}?)[ ]?:?\n(?=[ >*]{0,8}(.{2,80})$)", re.MULTILINE)
_TITLE = r"(?:(?:Mrs?|Ms|Mme|Mlle|M|Sra?|Srta|Dr)\.? |Madame |Monsieur |Madan |Mesye |Msye |Se[nñ]h?ora? )?"
_AND = r"(?:and|with|y|con|e|com|et|avec|ak)"  # behind it stands whoever may come too
_HOLDER = re.compile(rf"{_TITLE}({TURNED}(?![\w-]*,)|{PLAIN})(?=\s*(?:[,;()/|\t]|[-–—] |\Z)| {_AND} )")
_BEHIND_NUMBER = re.compile(rf"\bA[#\s-]{{0,3}}\d[\d\s-]{{6,12}} ?\(({PLAIN}|{TURNED})\)")


def names_in_fields(text: str, forms: Forms) -> Iterator[tuple[int, str]]:
    """Each name that such a field holds, as it is written, and where it starts."""
    for rows in (_ROW, _LABEL_ABOVE):
        for row in rows.finditer(text):
            if label_of(row[1]) in forms.person and (name := _HOLDER.match(text, row.start(2), row.end(2))):
                yield from usable(name.start(1), name[1])
    for found in _BEHIND_NUMBER.finditer(text):
        yield from usable(found.start(1), found[1])
