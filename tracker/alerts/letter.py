"""From alerts to the words of one message: neutral for a lock screen, or full.

The neutral form names neither the agency nor what it is about, and no office. A sentence that speaks of a date cannot
be said without one (`words`), so no alert can go out with a date missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from tracker.alerts.make import ID_PREFIX
from tracker.alerts.types import Alert, AlertKind
from tracker.frozen import Frozen
from tracker.reading.types import When
from tracker.words.catalogue import Words

REF_DIGITS = 8
_CHECK = "alert.text.check"
_WEAK = ("body.unverified", "body.unverified_rest", "body.how_to_check")  # that speaks of the message, too
_STANDS = ("alert.text.stands", "*by", "body.no_time", "*office")

# A sentence is left out where the alert has no value for it. `*` marks a group that depends on the alert.
_LINES: Mapping[AlertKind, tuple[str, ...]] = {
    AlertKind.MOVED: ("body.moved", "*by", "*office"),
    AlertKind.NEW_DATE: _STANDS,
    AlertKind.EARLIER_DATE: _STANDS,
    AlertKind.CANCELLED: ("body.cancelled", "*by", "body.moved_away"),
    AlertKind.REMOVED: ("alert.text.removed", "*hand", "body.moved_away"),
    AlertKind.DENIED: ("alert.text.denied", "*still", "*office"),
    AlertKind.STILL_WAITING: ("*asked", "*still", "*near", _CHECK, "*office"),
    AlertKind.REMINDER: ("alert.text.stands", "body.no_time", "*near", "body.bring", "*office"),
    AlertKind.TWO_DATES: ("notice.two_dates_stand", "alert.text.both"),
    AlertKind.UNVERIFIED: (*_WEAK, "body.still_go"),
    AlertKind.EARLIER_UNVERIFIED: ("notice.earlier_date", *_WEAK, "body.still_go"),
    AlertKind.REMINDER_DISAGREES: ("notice.reminder_disagrees", *_WEAK, "body.still_go"),
    AlertKind.MOVED_UNKNOWN: ("notice.moved_unknown_date", _CHECK),
    AlertKind.NOT_UNDERSTOOD: ("notice.not_understood", "alert.text.in_mailbox"),
    AlertKind.UNREADABLE: ("notice.unreadable", "alert.text.in_mailbox"),
    AlertKind.LOOKS_FAKE: ("notice.looks_fake", "authenticity_check.fake"),
    AlertKind.REVIEW: ("alert.text.in_program",),
    AlertKind.UNREAD: ("alert.text.unread",),
    AlertKind.SIGN_IN: ("alert.text.sign_in",),
    AlertKind.FEED: ("alert.text.feed",),
    AlertKind.CHANNEL: ("alert.text.channel",),
    AlertKind.WEBHOOK: ("alert.text.webhook",),
    AlertKind.NEW_READER: ("alert.text.new_reader", "alert.text.new_reader_do"),
    AlertKind.RULE_SILENT: ("alert.text.rule_silent", "alert.text.rule_silent_do"),
    AlertKind.TEST: ("alert.text.test",),
}
_GROUPS: Mapping[str, Callable[[Alert], tuple[str, ...]]] = {
    "*by": lambda alert: ("alert.text.by_hand",) if alert.by_you else ("body.by_email",),
    "*hand": lambda alert: ("alert.text.by_hand",) if alert.by_you else (),
    "*office": lambda _: ("body.office", "body.phone", "body.published"),
    "*asked": lambda alert: ("alert.text.waiting" if "wished" in alert.dates else "alert.text.waiting_unknown",),
    "*still": lambda alert: ("body.still_go" if "standing" in alert.dates else "alert.text.none_known",),
    "*near": lambda alert: ("alert.text.ask_before",) if alert.near else (),
}
_ALONE = frozenset({AlertKind.DENIED, AlertKind.STILL_WAITING})  # have a title for when no date stands


class Letter(Frozen):
    """What one message says. `refs` are the ids of its alerts, short enough to be read out."""

    title: str
    body: str
    refs: tuple[str, ...]


def compose(alerts: Sequence[Alert], words: Words, *, full: bool, person: str = "", link: str | None = None) -> Letter:
    """One message for these alerts, at least one. `person` is named where several share a channel; `link` is where a
    person says that they have seen it.
    """
    refs = tuple(reference(alert) for alert in alerts)
    if len(alerts) == 1:
        title, parts = _title(alerts[0], words), ["\n".join(_lines(alerts[0], words, full=full))]
    else:
        title = words.say("alert.title.several", count=str(len(alerts)))
        parts = ["\n".join([_title(alert, words), *_lines(alert, words, full=full)]) for alert in alerts]
    end = [words.say("alert.link", url=link)] if link else []
    body = "\n\n".join([*parts, *end, words.say("alert.ref", ref=" ".join(refs))])
    return Letter(title=f"{title} · {person}" if person else title, body=body, refs=refs)


def reference(alert: Alert) -> str:
    return alert.id.removeprefix(ID_PREFIX)[:REF_DIGITS]


def _title(alert: Alert, words: Words) -> str:
    alone = alert.kind in _ALONE and "standing" not in alert.dates
    key = f"alert.title.{alert.kind}{'_alone' if alone else ''}"
    return words.say(key, **_values(alert, words, key, full=False))


def _lines(alert: Alert, words: Words, *, full: bool) -> Iterator[str]:
    for name in _LINES[alert.kind]:
        for key in _GROUPS[name](alert) if name in _GROUPS else (name,):
            said = _said(alert, words, key, full=full)
            if said:
                yield said


def _said(alert: Alert, words: Words, key: str, *, full: bool) -> str | None:
    """The sentence in this form; None where there is none, or where the alert has nothing to put into it."""
    start = alert.dates.get("start")
    if key == "body.no_time" and (start is None or start.time):
        return None
    if key == "alert.text.stands" and start and start.time is None:
        key = "alert.text.stands_no_time"
    styled = f"{key}.{'full' if full else 'private'}"
    key = styled if styled in words else key
    if key not in words:
        return None
    values = _values(alert, words, key, full=full)
    if not {name for name, _ in words.placeholders(key)} <= set(values):
        return None
    said = words.say(key, **values)
    return said[:1].upper() + said[1:]  # some begin with a date, and most languages write weekdays small


def _values(alert: Alert, words: Words, key: str, *, full: bool) -> dict[str, str | When]:
    known: dict[str, str | When] = {**alert.dates, **alert.words, **(alert.place if full else {})}
    if alert.topic:
        known["kind"] = words.say(f"kind.{alert.topic}")
    return {name: known[name] for name, _ in words.placeholders(key) if name in known}
