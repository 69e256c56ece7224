"""The forms of the verbs of each language, made of stems and endings instead of being listed one by one.

    [conjugations.ar]  participle = "ad[oa]s?"  we = "amos"        how verbs of one class end
    [stems.move]       ar = ["cambi", "aplaz"]                     which verbs mean the action, by class
    [voices]           finite = ["se (?:le )?{it}", "{we}"]        how a form of the engine is put with them

gives `move.finite` the patterns "se (?:le )?(?:(?:cambi|aplaz)o)" and "(?:cambi|aplaz)amos": a new verb needs one word.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

_SLOT = re.compile(r"\{([a-z_]+)\}")
Conjugations = Mapping[str, Mapping[str, str]]
Stems = Mapping[str, Sequence[str]]


def verb_forms(conjugations: Conjugations, stems: Stems) -> dict[str, str]:
    """Every form that one of these classes has, as a pattern that matches it for all of their verbs."""
    found: dict[str, list[str]] = {}
    for name, words in stems.items():
        for form, ending in conjugations[name].items():
            found.setdefault(form, []).append(f"(?:{'|'.join(words)}){ending}")
    return {form: f"(?:{'|'.join(patterns)})" for form, patterns in found.items()}


def fits(template: str, names: Collection[str]) -> bool:
    """Whether all slots of the template are among `names`: a verb that has no such form is not put so."""
    return all(match[1] in names for match in _SLOT.finditer(template))


def put(templates: Iterable[str], words: Mapping[str, str]) -> Iterator[str]:
    """The templates with their slots filled. Raises KeyError for a slot that `words` does not have."""
    for template in templates:
        yield _SLOT.sub(lambda match: words[match[1]], template)
