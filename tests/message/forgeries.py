"""Forgeries by class, as the reader's provider stores them: shared by the near tests and by the long programme.

Each class says how a forger might make a message pass for ICE's. Where `dmarc="pass"` stands, the provider is taken to
have been deceived too, so that the reader of the headers is the last one who can see it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import Any

from tests.message.factory import APPOINTMENT, PROFILES, compose, profile_of
from tests.message.signing import KEY_NAME, SIGNED, key_record, private_key, signed
from tracker.message.dkim_keys import KeyAnswer, KeyStatus
from tracker.message.dkim_known import KnownChecks
from tracker.message.sample import DEFAULT_DATE

ICE = "ICE Appointment Scheduler <noreply@ice.dhs.gov>"
EVIL = "x@evil.example"
PASS = "dmarc=pass (p=REJECT) header.from=ice.dhs.gov"

Headers = list[tuple[str, str]]

LOOK_ALIKES = [
    "x@ice-gov.pages.dev",
    "x@dhs.gov.example",
    "x@ice.dhs.gov.evil.example",
    "x@ice.dhs.gov-evil.example",
    "x@ice-checkin.gov",
    "x@iceappointments.example",
    "x@dhs-ice.example",
    "x@1ce.gov",
    "x@lce.gov",
    "x@іce.gov",
    f"x@xn--{'іce'.encode('punycode').decode()}.gov",
    "x@ice.dhѕ.gov",
    "x@ice.ԁhs.gov.example",
]

NAMES = [
    '"ICE Appointment Scheduler" <x@gmail.com>',
    "ICE <x@gmail.com>",
    '"U.S. Immigration and Customs Enforcement" <x@gmail.com>',
    '"Department of Homeland Security" <x@gmail.com>',
    '"noreply@ice.dhs.gov" <x@gmail.com>',
    '"ice.gov" <x@gmail.com>',
    '"Programador de Citas de ICE" <x@gmail.com>',
    '"Servicio de Inmigración y Control de Aduanas" <x@gmail.com>',
    '"Serviço de Imigração e Alfândega" <x@gmail.com>',
    '"Service de l\'immigration et des douanes" <x@gmail.com>',
    '"Sèvis Imigrasyon ak Ladwann" <x@gmail.com>',
    '"ІСЕ Appointments" <x@gmail.com>',
    '"Immigrаtion аnd Customs Enfоrcement" <x@gmail.com>',
    "ICE Enforcement Department <x@gmail.com>",
    "Sistèm Ofisyèl ICE <x@gmail.com>",
    "ice.gov@gmail.com",
    "ice-appointments@gmail.com",
    '"noreply@ice.dhs.gov"@evil.example',
]


@dataclass(frozen=True)
class Scene:
    """Whose mailbox a forgery lies in, and what it says. `profile` None: nobody vouches for the mailbox."""

    profile: str | None
    to: str = "maria@example.com"
    letter: dict[str, object] = field(default_factory=lambda: {"subject": "Rescheduled", "text": APPOINTMENT})
    turn: int = 0  # which variant, where a class has several

    def spoof(self, **arguments: object) -> bytes:
        """A message that claims to be ICE's, as the provider stores it when its own check did not pass."""
        given = {"from_": ICE, "dmarc": "fail", "profile": self.profile, "to": self.to, **self.letter}
        return compose(**(given | arguments))  # type: ignore[arg-type]

    def deceived(self, **arguments: object) -> bytes:
        """The same where the provider was deceived and says pass for ICE's domain."""
        return self.spoof(**({"dmarc": "pass"} | arguments)).replace(
            b"header.from=evil.example", b"header.from=ice.dhs.gov"
        )

    def bearing(self, *headers: tuple[str, str], **arguments: object) -> bytes:
        return self.spoof(headers=list(headers), **arguments)

    def from_(self, sender: str) -> bytes:
        return self.deceived(from_=sender)

    def with_from_line(self, line: bytes) -> bytes:
        """The line in place of the sender's own From, byte for byte."""
        head, mark, rest = self.deceived().partition(b"\r\nFrom: ")
        return head + b"\r\n" + line + b"\r\n" + rest.partition(b"\r\n")[2] if mark else rest

    def before_to(self, lines: bytes, raw: bytes | None = None) -> bytes:
        """The deceived message with those bytes above its own To."""
        return (raw or self.deceived()).replace(b"\r\nTo: ", b"\r\n" + lines + b"\r\nTo: ", 1)

    def choose(self, options: Sequence[str]) -> str:
        return options[self.turn % len(options)]

    @property
    def own_id(self) -> str:
        """What the provider's own results begin with."""
        return "" if self.profile == "outlook" else f"{profile_of(self.name).ids[0].replace('*', 'mx9')}; "

    @property
    def name(self) -> str:
        return self.profile or "gmail"

    @property
    def results(self) -> tuple[str, str]:
        return ("Authentication-Results", self.own_id + PASS)

    def layout(self, name: str | None = None) -> Headers:
        """All that the provider would write for a pass, written by the sender."""
        genuine = compose(subject="x", text="y", profile=name or self.name).split(b"\r\nFrom:")[0].decode()
        unfolded = genuine.replace("\r\n ", " ").split("\r\n")
        return [(line.split(":", 1)[0], line.split(":", 1)[1].strip()) for line in unfolded]

    def silent(self, *forged: tuple[str, str]) -> bytes:
        """As if the provider had written no check at all: the top run of its results taken away, sealed ones too."""
        if self.profile == "generic":  # who names an id vouches that it always stands on top
            return self.bearing(*forged)
        head, _, rest = self.bearing(("X-Forger", "here"), *forged).partition(b"X-Forger: here\r\n")
        lines = head.replace(b"\r\n ", b" ").split(b"\r\n")
        kept = [line for line in lines if not line.lower().startswith((b"authentication-results", b"arc-"))]
        return b"\r\n".join(kept) + rest

    def original(self) -> bytes:
        """A whole forged message under all the headers of a genuine one, to be attached."""
        return self.spoof(profile=self.name, dmarc="pass")


Attack = Callable[[Scene], bytes]


def _other(scene: Scene) -> str:
    return PROFILES[(PROFILES.index(scene.name) + 1 + scene.turn) % len(PROFILES)]


def _word(text: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(text.encode()).decode()}?="


def _signature(domain: str = "ice.dhs.gov", signed: str = "from:to:subject:date", more: str = "") -> tuple[str, str]:
    value = f"v=1; a=rsa-sha256; c=relaxed/relaxed; d={domain}; s=s1; h={signed}; {more}bh=YQ==; b=YQ=="
    return ("DKIM-Signature", value)


def _signed_only(scene: Scene, *headers: tuple[str, str]) -> bytes:
    """A signed message of ICE's own, sent on by somebody else: the provider passes it for its signature alone."""
    raw = scene.deceived(headers=list(headers))
    return raw.replace(b"spf=pass", b"spf=fail").replace(b"Received-SPF: pass", b"Received-SPF: fail")


def _calendar(scene: Scene, method: str) -> str:
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ICE//EN\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{scene.turn}@ice\r\n"
        "DTSTAMP:20270301T120000Z\r\nDTSTART:20270405T130000Z\r\nORGANIZER:mailto:noreply@ice.dhs.gov\r\n"
        "SUMMARY:ICE check-in appointment\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )


def _loosely(raw: bytes, end: bytes) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head.replace(b"\r\n", end) + b"\r\n\r\n" + body


RESULTS: dict[str, Attack] = {
    "plain spoof": Scene.spoof,
    "spoof with no policy": lambda s: s.spoof(dmarc="none"),
    "spoof while DNS was down": lambda s: s.spoof(dmarc=s.choose(["temperror", "permerror"])),
    "best guess": lambda s: s.spoof(dmarc="bestguesspass"),
    "forged results below": lambda s: s.bearing(s.results),
    "forged results below, twice": lambda s: s.bearing(s.results, s.results),
    "forged results of another server": lambda s: s.bearing(("Authentication-Results", f"mx.ice.dhs.gov; {PASS}")),
    "forged results without id": lambda s: s.bearing(("Authentication-Results", PASS)),
    "forged results in capitals": lambda s: s.bearing(("AUTHENTICATION-RESULTS", (s.own_id + PASS).upper())),
    "forged results with a version": lambda s: s.bearing(
        ("Authentication-Results", f"{s.own_id.removesuffix('; ')} 1; {PASS}")
    ),
    "forged results, folded": lambda s: s.bearing(("Authentication-Results", f"{s.own_id}\n\t{PASS}")),
    "forged results, encoded": lambda s: s.bearing(("Authentication-Results", _word(s.own_id + PASS))),
    "forged original results": lambda s: s.bearing(("Authentication-Results-Original", s.own_id + PASS)),
    "forged layout of the provider": lambda s: s.bearing(*s.layout()),
    "forged layout of another provider": lambda s: s.bearing(*s.layout(_other(s))),
    "forged layout, provider silent": lambda s: s.silent(*s.layout()),
    "forged layout of another provider, provider silent": lambda s: s.silent(*s.layout(_other(s))),
    "forged results, provider silent": lambda s: s.silent(s.results),
    "comment trap": lambda s: s.spoof(dmarc=f"none (looks like {PASS})"),
    "comment trap, own header": lambda s: s.bearing(("Authentication-Results", f"{s.own_id}spf=none ({PASS})")),
    "results in the body": lambda s: s.spoof(text=f"Authentication-Results: {s.own_id}{PASS}\n{s.letter.get('text')}"),
    "results in the subject": lambda s: s.spoof(subject=f"x\r\nAuthentication-Results: {s.own_id}{PASS}"),
    "injected by the envelope": lambda s: s.spoof(dmarc=f'fail smtp.mailfrom="a; {PASS}"@evil.example'),
    "injected by the envelope, breaking a comment": lambda s: s.spoof(dmarc=f'fail (of "x); {PASS}; ("@evil.example)'),
    "two domains in one result": lambda s: s.spoof(dmarc="pass header.from=evil.example"),
    "pass for a foreign header.from": lambda s: s.spoof(dmarc="pass").replace(
        b"header.from=ice.dhs.gov", b"header.from=evil.example"
    ),
    "forged ARC results": lambda s: s.bearing(("ARC-Authentication-Results", f"i=1; mx.google.com; {PASS}")),
    "forged ARC set": lambda s: s.bearing(
        ("ARC-Seal", "i=2; a=rsa-sha256; d=google.com; cv=pass; b=x"),
        ("ARC-Message-Signature", "i=2; a=rsa-sha256; d=google.com; b=x; bh=x"),
        ("ARC-Authentication-Results", f"i=2; {s.own_id or 'mx.google.com; '}{PASS}"),
    ),
    "forged ARC results, provider silent": lambda s: s.silent(
        s.results, ("ARC-Authentication-Results", f"i=1; {s.own_id or 'mx.google.com; '}{PASS}")
    ),
    "said to be forwarded": lambda s: s.bearing(
        ("X-Forwarded-To", s.to), ("X-Forwarded-For", f"noreply@ice.dhs.gov {s.to}"), s.results
    ),
    "said to be resent": lambda s: s.bearing(("Resent-From", ICE), ("Resent-To", s.to), s.results),
    "said to be found clean": lambda s: s.bearing(
        ("X-Spam-Status", "No"), ("X-MS-Exchange-Organization-AuthAs", "Internal"), ("Received-SPF", "pass"), s.results
    ),
}

SENDERS: dict[str, Attack] = {
    "pass for the forger's own domain": lambda s: s.spoof(from_="ICE <x@evil.example>", dmarc="pass"),
    "second From above": lambda s: s.deceived(headers=[("From", EVIL)]),
    "second From below": lambda s: s.before_to(b"From: x@evil.example"),
    "second From with a space": lambda s: s.before_to(b"From : x@evil.example"),
    "second From after junk": lambda s: s.before_to(b"-\r\nfrom:x@evil.example"),
    "second From, the same": lambda s: s.before_to(f"From: {ICE}".encode()),
    "second From after a bare return": lambda s: s.before_to(b"X: y\rFrom: x@evil.example"),
    "second From after a bare line feed": lambda s: s.before_to(b"X: y\nFrom: x@evil.example"),
    "two addresses": lambda s: s.from_(s.choose(["noreply@ice.dhs.gov, x@evil.example", "x@evil.example, " + ICE])),
    "two angle addresses": lambda s: s.from_("<noreply@ice.dhs.gov> <x@evil.example>"),
    "two addresses parted by a semicolon": lambda s: s.from_("noreply@ice.dhs.gov; x@evil.example"),
    "folded From": lambda s: s.with_from_line(b"From: x@evil.example,\r\n ICE <noreply@ice.dhs.gov>"),
    "group": lambda s: s.from_(s.choose(["ICE: noreply@ice.dhs.gov;", "ICE:noreply@ice.dhs.gov,x@evil.example;"])),
    "quoted local part": lambda s: s.from_('"noreply@ice.dhs.gov"@evil.example'),
    "quoted local part of ICE": lambda s: s.from_('"x@evil.example"@ice.dhs.gov'),
    "route": lambda s: s.from_(s.choose(["<@evil.example:noreply@ice.dhs.gov>", "<noreply%ice.dhs.gov@evil.example>"])),
    "zero byte": lambda s: s.from_(s.choose(["<x@evil.example\x00@ice.dhs.gov>", "<x@ice.dhs.gov\x00.evil.example>"])),
    "display name": lambda s: s.from_('"noreply@ice.dhs.gov" <x@evil.example>'),
    "a name that poses": lambda s: s.spoof(from_=s.choose(NAMES), dmarc="pass"),
    "address as display name": lambda s: s.from_("noreply@ice.dhs.gov <x@evil.example>"),
    "encoded name": lambda s: s.from_(f"{_word('ICE <noreply@ice.dhs.gov>')} <x@evil.example>"),
    "encoded address": lambda s: s.from_(_word("ICE <noreply@ice.dhs.gov>")),
    "encoded address in brackets": lambda s: s.from_(f"ICE <{_word('noreply@ice.dhs.gov')}>"),
    "comment in the address": lambda s: s.from_(
        s.choose(["x(@evil.example)@ice.dhs.gov", "x@(.evil.example)ice.dhs.gov"])
    ),
    "unclosed comment": lambda s: s.from_("noreply@ice.dhs.gov (x@evil.example"),
    "unclosed quote": lambda s: s.from_('"ICE <noreply@ice.dhs.gov> <x@evil.example>'),
    "homoglyph": lambda s: s.from_(s.choose(["ICE <noreply@іce.dhs.gov>", "ICE <noreply@ice.dhѕ.gov>"])),
    "wide letters": lambda s: s.from_(s.choose(["x@ｉｃｅ.dhs.gov", "x@ice。dhs。gov", "x@ⅰce.dhs.gov"])),
    "unseen letters": lambda s: s.from_(
        s.choose(["x@ice.dhs.g\u00adov", "x@ice.dhs.gov\u200b", "x@\u202eice.dhs.gov"])
    ),
    "punycode": lambda s: s.from_(s.choose(["ICE <x@xn--ce-8ic.dhs.gov.example>", "ICE <x@xn--dhs-gov.example>"])),
    "a domain that looks alike": lambda s: s.spoof(from_=s.choose(LOOK_ALIKES), dmarc="pass"),
    "suffix of the name": lambda s: s.from_(s.choose(["x@notdhs.gov", "x@xice.gov", "x@gov"])),
    "subdomain trick": lambda s: s.from_(s.choose(["x@ice.dhs.gov.evil.example", "x@ice.dhs.gov.gov.example"])),
    "hyphen trick": lambda s: s.from_(s.choose(["x@ice.dhs.gov-evil.example", "x@ice-dhs.gov"])),
    "trailing dot": lambda s: s.from_(s.choose(["x@ice.dhs.gov.", "x@ice..dhs.gov", "x@.ice.dhs.gov"])),
    "no address": lambda s: s.from_(s.choose(["ICE Appointment Scheduler", "<>", "", "ice.dhs.gov"])),
    "no From at all": lambda s: s.with_from_line(f"Sender: {ICE}".encode()),
    "an IP address": lambda s: s.from_("noreply@[192.0.2.25]"),
    "Sender and Reply-To": lambda s: s.bearing(("Sender", ICE), ("Reply-To", ICE), from_=EVIL),
    "a neighbour's domain": lambda s: s.spoof(from_=s.choose(["ICE <x@uscis.dhs.gov>", "ICE <x@cbp.dhs.gov>"])),
    "the reader's own address": lambda s: s.spoof(from_=s.to, dmarc=s.choose(["pass", "fail"])),
    "the reader's own address under ICE's name": lambda s: s.spoof(from_=f"ICE <{s.to}>", dmarc="pass"),
    "the mark of our own alerts": lambda s: s.bearing(("X-Tracker-Alert", "1"), s.results),
}

CARRIED: dict[str, Attack] = {
    "signed without From": lambda s: _signed_only(s, _signature(signed="subject:date:to")),
    "signed without To": lambda s: _signed_only(s, _signature(signed="from:subject:date")),
    "signed without Subject": lambda s: _signed_only(s, _signature(signed="from:to:date")),
    "signed in part (l=)": lambda s: _signed_only(s, _signature(more="l=10; ")),
    "signed by another": lambda s: _signed_only(s, _signature("evil.example", more="i=noreply@ice.dhs.gov; ")),
    "pass without a signature": _signed_only,
    "signature and forged results": lambda s: s.bearing(_signature(), s.results),
    "signature, provider silent": lambda s: s.silent(_signature(), s.results),
    "second Subject": lambda s: s.deceived(headers=[("Subject", "Your appointment was moved")]),
    "second Date": lambda s: s.deceived(headers=[("Date", format_datetime(DEFAULT_DATE))]),
    "second To": lambda s: s.deceived(headers=[("To", s.to), _signature()]),
    "second Content-Type": lambda s: s.deceived(headers=[("Content-Type", 'text/plain; charset="utf-8"')]),
    "second Message-ID": lambda s: s.deceived(headers=[("Message-ID", "<other@ice.dhs.gov>")]),
    "Cc added to a signed message": lambda s: _signed_only(
        s, _signature(signed="from:to:subject:date:content-type:mime-version"), ("Cc", s.to)
    ),
    "attached original": lambda s: s.spoof(from_="Ana <ana@family.example>", attached=[s.original()], dmarc="pass"),
    "attached original under ICE's name": lambda s: s.spoof(attached=[s.original()]),
    "attached original within another": lambda s: s.spoof(
        from_=EVIL, attached=[s.spoof(attached=[s.original()], profile=s.name)], dmarc="pass"
    ),
    "inline forward": lambda s: s.spoof(
        from_="Ana <ana@family.example>",
        dmarc="pass",
        html=None,
        text=f"---------- Forwarded message ---------\nFrom: {ICE}\nDate: Mon\nSubject: x\nTo: y\n\n"
        + str(s.letter.get("text")),
    ),
    "quotation": lambda s: s.spoof(
        from_=EVIL, dmarc="pass", html=None, text="> " + str(s.letter.get("text")).replace("\n", "\n> ")
    ),
    "calendar request": lambda s: s.spoof(calendar=_calendar(s, "REQUEST")),
    "calendar cancellation of a stranger": lambda s: s.spoof(from_=EVIL, dmarc="pass", calendar=_calendar(s, "CANCEL")),
    "event mark-up": lambda s: s.spoof(
        html='<script type="application/ld+json">{"@type": "Event", "startDate": "2027-04-05T09:00:00-04:00", '
        '"organizer": {"email": "noreply@ice.dhs.gov"}}</script><p>' + str(s.letter.get("text"))
    ),
    "line feeds alone": lambda s: s.bearing(s.results).replace(b"\r\n", b"\n"),
    "returns alone in the headers": lambda s: _loosely(s.bearing(s.results), b"\r"),
    "mixed line ends": lambda s: _loosely(s.bearing(s.results), b"\n").replace(b"\nDate", b"\r\nDate"),
    "a header block inside the body": lambda s: s.spoof(from_=EVIL).replace(
        b"\r\n\r\n", f"\r\n\r\nFrom: {ICE}\r\n{': '.join(s.results)}\r\n\r\n".encode(), 1
    ),
    "an empty line above the headers": lambda s: b"\r\n" + s.deceived(),
    "an empty line above From": lambda s: s.with_from_line(f"\r\nFrom: {ICE}".encode()),
    "headers of more than 64 kB": lambda s: s.before_to(
        b"X-Pad: " + b"y" * 900 + b"\r\n" + (b"X-Pad: " + b"y" * 900 + b"\r\n") * 80 + b"From: x@evil.example"
    ),
    "results after 64 kB of headers": lambda s: s.silent(*[("X-Pad", "y" * 900)] * 80, s.results),
    "five hundred forged results": lambda s: s.bearing(*[s.results] * 500),
    "binary junk in the headers": lambda s: s.before_to(b"X-\xff\xfe: \x00\x01\x80", s.bearing(s.results)),
}


def known_keys() -> KnownChecks:
    """ICE's key and the forger's own, as the name service would hand them out."""
    published = {KEY_NAME: private_key(), "sel1._domainkey.evil.example": private_key(name="forger")}
    return KnownChecks(
        answers={name: KeyAnswer(status=KeyStatus.FOUND, records=(key_record(key),)) for name, key in published.items()}
    )


def _true(scene: Scene, **how: Any) -> bytes:
    """What ICE wrote and signed, in truth, to somebody else; the provider could not tell who sent it on."""
    return signed(scene.spoof(dmarc="none", to="somebody@example.org"), **how)


def _topped(raw: bytes, header: bytes) -> bytes:
    """Above the sender's own headers, where programs that show a message look first."""
    return raw.replace(b"\r\nFrom: ", b"\r\n" + header + b"\r\nFrom: ", 1)


def _reworded(raw: bytes) -> bytes:
    head, _, body = raw.partition(b"\r\n\r\n")
    return head + b"\r\n\r\n" + b"Your appointment was moved.\r\n" + body


_WITHOUT = {name: tuple(one for one in SIGNED if one != name) for name in SIGNED}

REPLAYED: dict[str, Attack] = {
    "a key of the forger's own": lambda s: signed(s.spoof(), key=private_key(name="forger")),
    "the forger's own domain signed": lambda s: signed(
        s.spoof(), key=private_key(name="forger"), domain="evil.example", i="noreply@ice.dhs.gov"
    ),
    "the forger's own domain signed for a subdomain": lambda s: signed(
        s.spoof(), key=private_key(name="forger"), domain="evil.example", i="@ice.dhs.gov.evil.example"
    ),
    "a true signature over other words": lambda s: _reworded(_true(s)),
    "a true signature, words added behind l=": lambda s: _true(s, length=4) + b"Come on Friday instead.\r\n",
    "a true signature, a second Subject on top": lambda s: _topped(_true(s), b"Subject: moved"),
    "a true signature, a second Date on top": lambda s: _topped(_true(s), b"Date: Mon, 1 Mar 2027 15:30:00 +0000"),
    "a true signature, a second From on top": lambda s: _topped(_true(s), b"From: x@evil.example"),
    "a true signature, a second To on top": lambda s: _topped(_true(s), b"To: " + s.to.encode()),
    "a true signature, a second Content-Type on top": lambda s: _topped(_true(s), b"Content-Type: text/html"),
    "a true signature that leaves From out": lambda s: _true(s, names=_WITHOUT["from"]),
    "a true signature that leaves Subject out": lambda s: _true(s, names=_WITHOUT["subject"]),
    "a true signature that leaves Date out": lambda s: _true(s, names=_WITHOUT["date"]),
    "a true signature by SHA-1": lambda s: _true(s, digest="sha1", algorithm="rsa-sha1"),
    "a true signature that had expired": lambda s: _true(s, t="1000000000", x="1000086400"),
    "an attached original that was changed": lambda s: s.spoof(
        from_="Ana <ana@family.example>", attached=[_reworded(_true(s))], dmarc="pass"
    ),
}

ATTACKS = RESULTS | SENDERS | CARRIED | REPLAYED
