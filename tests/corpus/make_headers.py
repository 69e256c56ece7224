"""Wraps the hand-written drafts as raw mail in Gmail's layout, with the golden reading beside each.

`python -m tests.corpus.make_headers` writes tests/corpus/apart anew; the same drafts give the same bytes. Everything
that looks random (ids, seals) is a hash of the path of the message. The words of the messages are in drafts/, not here.
"""

from __future__ import annotations

import base64
import hashlib
import json
import quopri
import re
import shutil
from datetime import datetime, timedelta
from email.charset import SHORTEST, Charset
from email.header import Header
from email.utils import format_datetime, parseaddr
from zoneinfo import ZoneInfo

from tests.corpus.drafts import HERE, Draft, golden_of, office_zones, read_drafts
from tests.corpus.skins import as_html, plain_text

PEOPLE = {
    "maria": "Maria Lopez <maria.lopez.demo@example.net>",
    "maria-bare": "maria.lopez.demo@example.net",
    "jean": "Jean-Robert Pierre <jr.pierre.demo@example.org>",
    "wilner": "Wilner Estime <wilner.estime.demo@example.net>",
    "mariange": "<marieange.joseph.demo@example.com>",
    "ana": "Ana Clara Ferreira <ana.ferreira.demo@example.com>",
    "thiago": "thiago.moura.demo@example.org",
    "ousmane": "Ousmane Diallo <o.diallo.demo@example.net>",
    "fatou": "fatou.camara.demo@example.org",
    "josue": "Josue Hernandez <josue.hernandez.demo@example.com>",
    "rosa": "rosa.tzoc.demo@example.net",
    "kevin": "Kevin Okafor <kevin.okafor.demo@example.org>",
    "lin": "lin.demo@example.com",
    "helper": "Centro Comunitario <casework.demo@example.org>",
}
GOOGLE = "2002:a05:6a10:{a}:b0:{b}:{c}:{d}"
PACIFIC = ZoneInfo("America/Los_Angeles")


class Noise:
    """Ids and seals made from the path of a message, so that the same draft gives the same bytes."""

    def __init__(self, draft: Draft) -> None:
        self.seed = "/".join(draft.path.parts[-3:])

    def hex(self, use: str, length: int) -> str:
        return hashlib.sha512(f"{self.seed}|{use}".encode()).hexdigest()[:length]

    def seal(self, use: str) -> str:
        raw = b"".join(hashlib.sha512(f"{self.seed}|{use}|{n}".encode()).digest() for n in range(4))
        text = base64.b64encode(raw).decode()
        return "\r\n         ".join(text[n : n + 60] for n in range(0, len(text), 60))

    def ip6(self, use: str) -> str:
        digits = self.hex(use, 16)
        return GOOGLE.format(a=digits[:3], b=digits[3:6], c=digits[6:10], d=digits[10:14])


def _sent(draft: Draft) -> datetime:
    return datetime.strptime(draft.headers["date"], "%Y-%m-%d %H:%M %z") + timedelta(seconds=len(draft.body) % 60)


def _google_time(sent: datetime, seconds: int) -> str:
    local = (sent + timedelta(seconds=seconds)).astimezone(PACIFIC)
    return f"{format_datetime(local)} ({local.tzname()})"


def _verdict(draft: Draft, domain: str, sender: str, ip: str) -> list[str]:
    gate = draft.headers.get("gate", "pass")
    policy = "p=REJECT sp=REJECT dis=NONE" if domain.endswith(".gov") else "p=NONE sp=NONE dis=NONE"
    lost = gate in {"fail", "forged"}
    finding = (
        f"softfail (google.com: domain of transitioning {sender} does not designate"
        if lost
        else f"pass (google.com: domain of {sender} designates"
    )
    spf = f"spf={finding} {ip} as permitted sender) smtp.mailfrom={sender}"
    if gate == "nodmarc":
        return [spf]
    return [spf, f"dmarc={'fail' if lost else 'pass'} ({policy}) header.from={domain}"]


def _google_headers(draft: Draft, noise: Noise, to: str, domain: str) -> list[str]:
    """What Gmail puts on top, in its order: delivery, ARC set, boundary, its own Authentication-Results."""
    sent, gate = _sent(draft), draft.headers.get("gate", "pass")
    sender = parseaddr(draft.headers.get("envelope", draft.headers["from"]))[1]
    host = draft.headers.get("host", f"mail{int(noise.hex('host', 2), 16) % 4 + 1}.{domain}")
    ip = f"{'203.0.113' if gate in {'fail', 'forged'} else '192.0.2'}.{int(noise.hex('ip', 2), 16) % 250 + 1}"
    unix = int(sent.timestamp()) + 3
    verdict = f"mx.google.com;\r\n       {f';{chr(13) + chr(10)}       '.join(_verdict(draft, domain, sender, ip))}"
    arc_id = f"i=1; a=rsa-sha256; t={unix}; cv=none;\r\n        d=google.com; s=arc-20240605;"
    stamp = f"\r\n        {_google_time(sent, 4)}"
    received = (
        f"Received: from {host} ({host}. [{ip}])\r\n        by mx.google.com with ESMTPS id {noise.hex('esmtps', 24)}"
        f".{int(noise.hex('n', 3), 16)}.{unix}\r\n        for <{to}>\r\n        (version=TLS1_3 "
        f"cipher=TLS_AES_256_GCM_SHA384 bits=256/256);\r\n        {_google_time(sent, 3)}"
    )
    signature = (
        "ARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=google.com; s=arc-20240605;\r\n"
        f"        h=mime-version:message-id:date:subject:to:from;\r\n        bh={noise.hex('bh', 43)}=;\r\n"
        f"        fh={noise.hex('fh', 43)}=;\r\n        b={noise.seal('ams')};\r\n        dara=google.com"
    )
    top = [
        f"Delivered-To: {to}",
        f"Received: by {noise.ip6('r')} with SMTP id {noise.hex('smtp', 12)}csp{int(noise.hex('csp', 5), 16)};{stamp}",
        f"X-Google-Smtp-Source: AGHT+I{noise.hex('source', 48)}",
        f"X-Received: by {noise.ip6('x')} with SMTP id {noise.hex('xr', 18)}mr{noise.hex('mr', 3)}.{unix};{stamp}",
    ]
    boundary = [f"Return-Path: <{sender}>", received]
    if gate in {"none", "forged-only"}:
        return [*top, *boundary]
    arc = [
        f"ARC-Seal: {arc_id}\r\n        b={noise.seal('arc')}",
        signature,
        f"ARC-Authentication-Results: i=1; {verdict}",
    ]
    spf_word = "softfail" if gate in {"fail", "forged"} else "pass"
    spf = (
        f"Received-SPF: {spf_word} (google.com: domain of {sender} "
        f"{'does not designate' if spf_word == 'softfail' else 'designates'} {ip} as permitted sender) client-ip={ip};"
    )
    return [*top, *arc, *boundary, spf, f"Authentication-Results: {verdict}"]


def _encoded(text: str) -> str:
    utf8 = Charset("utf-8")
    utf8.header_encoding = SHORTEST  # said here, since libraries that send mail change the default for everybody
    return text if text.isascii() else Header(text, utf8, maxlinelen=70).encode(linesep="\r\n")


def _address(text: str) -> str:
    name, address = parseaddr(text)
    if not name or name.isascii():
        return text
    return f"{_encoded(name)} <{address}>"


def _sender_headers(draft: Draft, noise: Noise, to: str, domain: str) -> list[str]:
    heads = draft.headers
    lines = [
        f"From: {_address(heads['from'])}",
        f"To: {_address(to)}",
        *([f"Cc: {heads['cc']}"] if "cc" in heads else []),
        f"Subject: {_encoded(heads['subject'])}",
        f"Date: {format_datetime(_sent(draft))}",
        f"Message-ID: <{noise.hex('mid', 20)}.{noise.hex('mid2', 8)}@{domain}>",
        *draft.extra,
        "MIME-Version: 1.0",
    ]
    if heads.get("gate") in {"forged", "forged-only"}:
        lines.insert(
            0,
            f"Authentication-Results: mx.google.com;\r\n       spf=pass smtp.mailfrom={domain};\r\n       "
            f"dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from={domain}",
        )
    return lines


def _transfer(text: str, coding: str, charset: str) -> tuple[str, bytes]:
    raw = re.sub(r"\r?\n", "\r\n", text).encode(charset)
    if coding == "b64":
        return "base64", base64.encodebytes(raw).replace(b"\n", b"\r\n")
    if coding == "qp":
        quoted = quopri.encodestring(raw.replace(b"\r\n", b"\n"))
        return "quoted-printable", quoted.replace(b"\n", b"\r\n")
    return ("7bit" if text.isascii() else "8bit"), raw


def _wrapped(text: str, width: int = 72) -> str:
    """Hard-wrapped as old mailers do: a date may well be broken over two lines."""
    out = []
    for line in text.splitlines():
        rest = line
        while len(rest) > width and (cut := rest.rfind(" ", 1, width)) > 0:
            out.append(rest[:cut])
            rest = rest[cut + 1 :]
        out.append(rest)
    return "\n".join(out) + "\n"


def _part(kind: str, text: str, coding: str, charset: str) -> bytes:
    name, raw = _transfer(text, coding, charset)
    head = f'Content-Type: {kind}; charset="{charset}"\r\nContent-Transfer-Encoding: {name}\r\n\r\n'
    return head.encode("ascii") + raw


def _body(draft: Draft, noise: Noise) -> bytes:
    """The body as its Wrap says: layout, transfer coding, then skin, charset or `wrap` in any order."""
    layout, coding, *options = draft.headers["wrap"].split("-")
    skin = next((o for o in options if o in {"gov", "dl", "br", "stacked", "outlook"}), "gov")
    charset = {"latin1": "iso-8859-1", "cp1252": "windows-1252"}.get(options[-1] if options else "", "utf-8")
    text, _, rest = ("\n" + draft.body).partition("\n~~html\n")
    markup, _, calendar = (rest or text).partition("\n~~ics\n")
    page = as_html(markup, skin, title=draft.headers["subject"], charset=charset)
    plain = text.strip() + "\n" if text.strip() and rest else plain_text(markup) + "\n"
    if layout == "plain":
        words = draft.body
        return _part("text/plain", _wrapped(words) if "wrap" in options else words, coding, charset)
    if layout == "html":
        return _part("text/html", page, coding, charset)
    mark = f"----=_Part_{noise.hex('boundary', 16)}"
    parts = [_part("text/plain", plain, coding, charset), _part("text/html", page, coding, charset)]
    if calendar:
        parts.append(_part("text/calendar; method=REQUEST", calendar, coding, "utf-8"))
    inner = b"".join(b"--" + mark.encode() + b"\r\n" + part.rstrip(b"\r\n") + b"\r\n" for part in parts)
    head = f'Content-Type: multipart/alternative;\r\n boundary="{mark}"\r\n\r\n'
    return head.encode() + inner + b"--" + mark.encode() + b"--\r\n"


def raw_mail(draft: Draft) -> bytes:
    """The whole message as Gmail would hand it out over IMAP."""
    noise = Noise(draft)
    to = PEOPLE.get(draft.headers["to"], draft.headers["to"])
    domain = parseaddr(draft.headers["from"])[1].rpartition("@")[2] or "example.com"
    ascii_domain = domain.encode("idna").decode() if not domain.isascii() else domain
    delivered = parseaddr(PEOPLE.get(draft.headers.get("delivered", ""), to))[1]
    lines = [*_google_headers(draft, noise, delivered, ascii_domain), *_sender_headers(draft, noise, to, ascii_domain)]
    return "\r\n".join(lines).encode() + b"\r\n" + _body(draft, noise)


def main() -> None:
    zones = office_zones()
    shutil.rmtree(HERE / "apart", ignore_errors=True)
    for draft in read_drafts():
        try:
            raw, golden = raw_mail(draft), golden_of(draft, zones)
        except (KeyError, ValueError) as wrong:
            raise SystemExit(f"{draft.language}/{draft.folder}/{draft.name}: {wrong!r}") from wrong
        draft.path.parent.mkdir(parents=True, exist_ok=True)
        draft.path.write_bytes(raw)
        pretty = json.dumps(golden, ensure_ascii=False, indent=2) + "\n"
        draft.path.with_suffix(".json").write_text(pretty, encoding="utf-8")


if __name__ == "__main__":
    main()
