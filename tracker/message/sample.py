"""Sample messages: raw bytes as a provider would have stored them, for the demo and for tests.

`compose` lays the headers in the places where each provider writes its own, so that a sample is judged the way a real
message is. The same arguments give the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email import policy
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import BytesParser
from email.utils import format_datetime, parseaddr

ICE_SENDER = "ICE Appointment Scheduler <noreply@ice.dhs.gov>"
DEFAULT_DATE = datetime(2027, 3, 1, 15, 30, tzinfo=UTC)
_CRLF = policy.compat32.clone(linesep="\r\n", max_line_length=None, mangle_from_=False)


# As each provider lays out what it writes on arrival, top to bottom; continuation lines are folded headers.
LAYOUTS = {
    "gmail": """
Delivered-To: {to}
Received: by 2002:a05:6a10:1234:b0:4c1:a2b3:c4d5 with SMTP id x20csp123456pxo; {date}
X-Received: by 2002:a17:90b:1c8b:b0:2e2:c744:2eec with SMTP id 98e67ed59e1d1; {date}
ARC-Seal: i=1; a=rsa-sha256; t=1803900000; cv=none; d=google.com; s=arc-20240605; b=c2FtcGxl
ARC-Authentication-Results: i=1; mx.google.com;
 spf={spf} smtp.mailfrom={domain}; dmarc={dmarc} (p=REJECT sp=REJECT dis=NONE) header.from={domain}
Return-Path: <{sender}>
Received: from {helo} ({helo}. [192.0.2.25]) by mx.google.com with ESMTPS id d9443c01a7336si123456plg.210
 for <{to}> (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384 bits=256/256); {date}
Received-SPF: {spf} (google.com: domain of {sender}) client-ip=192.0.2.25;
Authentication-Results: mx.google.com;
 spf={spf} smtp.mailfrom={domain}; dmarc={dmarc} (p=REJECT sp=REJECT dis=NONE) header.from={domain}
""",
    "outlook": """
Received: from IA0PR19MB7242.namprd19.prod.outlook.com (::1) by MN0PR19MB6312.namprd19.prod.outlook.com
 with HTTPS; {date}
Received: from SN1PEPF0002BA4B.namprd03.prod.outlook.com (2603:10b6:806:130::6)
 by IA0PR19MB7242.namprd19.prod.outlook.com (2603:10b6:208:43c::22) with Microsoft SMTP Server
 (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8489.21; {date}
Authentication-Results: spf={spf} (sender IP is 192.0.2.25) smtp.mailfrom={domain};
 dkim=none (message not signed) header.d=none;dmarc={dmarc} action=none header.from={domain};compauth=pass reason=100
Received-SPF: {spf} (protection.outlook.com: domain of {domain}) receiver=protection.outlook.com; client-ip=192.0.2.25
Received: from {helo} (192.0.2.25) by SN1PEPF0002BA4B.mail.protection.outlook.com (10.167.242.68)
 with Microsoft SMTP Server (version=TLS1_3, cipher=TLS_AES_256_GCM_SHA384) id 15.20.8489.21
 via Frontend Transport; {date}
""",
    "fastmail": """
Return-Path: <{sender}>
Received: from compute5.internal (compute5.nyi.internal [10.202.2.45]) by sloti53n25 (Cyrus) with LMTPA; {date}
X-Delivered-to: {to}
Received: from mx3 ([10.202.2.202]) by compute5.internal (LMTPProxy); {date}
Received: from mx3.messagingengine.com (localhost [127.0.0.1]) by mailmx.nyi.internal (Postfix)
 with ESMTP id 1BB5C196007C for <{to}>; {date}
Received: from mailmx.nyi.internal (localhost [127.0.0.1]) by mx3.messagingengine.com (Authentication Milter)
 with ESMTP id 12D05A63845; {date}
Authentication-Results: mx3.messagingengine.com; arc=none (no signatures found)
Authentication-Results: mx3.messagingengine.com; dkim=none;
 dmarc={dmarc} policy.published-domain-policy=reject policy.applied-disposition=none (p=reject,d=none)
 policy.policy-from=p header.from={domain}
Authentication-Results: mx3.messagingengine.com; iprev=pass smtp.remote-ip=192.0.2.25 ({helo})
Authentication-Results: mx3.messagingengine.com; spf={spf} smtp.mailfrom={sender} smtp.helo={helo}
Received: from {helo} ({helo} [192.0.2.25]) by mx3.messagingengine.com (Postfix) with ESMTPS id 1BB5C196007D
 for <{to}>; {date}
""",
    "icloud": """
Received: from p00-icloudmta-smtpin-us-east-1a by p42-mailgateway with ESMTP id 5A2B; {date}
Return-Path: <{sender}>
Received: from {helo} ({helo} [192.0.2.25]) by p00-icloudmta-smtpin-us-east-1a (Postfix) with ESMTPS id 4XyZ
 for <{to}>; {date}
Authentication-Results: bimi.icloud.com; bimi=skipped
Authentication-Results: arc.icloud.com; arc=none
Authentication-Results: dmarc.icloud.com; dmarc={dmarc} header.from={domain}
Authentication-Results: dkim-verifier.icloud.com; dkim=none
Authentication-Results: spf.icloud.com; spf={spf} smtp.mailfrom={sender}
""",
    "yahoo": """
X-Apparently-To: {to}; {date}
Return-Path: <{sender}>
Authentication-Results: atlas-production.v2-mail-prod1-bf1.omega.yahoo.com;
 dkim=none; spf={spf} smtp.mailfrom={domain}; dmarc={dmarc}(p=REJECT) header.from={domain};
Received: from 192.0.2.25 (EHLO {helo}) by 10.196.67.41 with SMTPs
 (version=TLS1_3 cipher=TLS_AES_256_GCM_SHA384); {date}
""",
    "proton": """
Return-Path: <{sender}>
X-Original-To: {to}
Delivered-To: {to}
Authentication-Results: mail.protonmail.ch; dmarc={dmarc} (p=reject dis=none) header.from={domain}
Authentication-Results: mail.protonmail.ch; spf={spf} smtp.mailfrom={domain}
Authentication-Results: mail.protonmail.ch; arc=none smtp.remote-ip=192.0.2.25
Authentication-Results: mail.protonmail.ch; dkim=none
Received: from {helo} ({helo} [192.0.2.25]) by mailin022.protonmail.ch (Postfix) with ESMTPS id 4XyZ
 for <{to}>; {date}
""",
    "generic": """
Authentication-Results: {authserv_id};
 spf={spf} smtp.mailfrom={domain}; dkim=none; dmarc={dmarc} (p=reject) header.from={domain}
Received: from {helo} ({helo} [192.0.2.25]) by {authserv_id} (Postfix) with ESMTPS id 4XyZ for <{to}>; {date}
""",
}


def compose(
    *,
    subject: str,
    text: str | None = None,
    html: str | None = None,
    from_: str = ICE_SENDER,
    to: str = "maria@example.com",
    date: datetime | str | None = DEFAULT_DATE,
    profile: str | None = "gmail",
    dmarc: str = "pass",
    authserv_id: str = "mx.example.net",
    message_id: str | None = None,
    calendar: str | None = None,
    attached: Sequence[bytes] = (),
    headers: Sequence[tuple[str, str]] = (),
) -> bytes:
    """One raw message with CRLF line ends, under the headers that the provider `profile` writes on arrival.

    `from_` and every value of `headers` (the sender's own, above Subject) go in as they are; a name in `from_` that is
    not ASCII is encoded. `date` may be a string, to write an odd one, or None for a message without Date.
    `profile=None` leaves out all that a receiving server adds. `message_id=None` makes one from the content.
    """
    written = date if isinstance(date, str) or date is None else format_datetime(date)
    content = repr((from_, to, written, subject, text, html, calendar, list(attached))).encode()
    token = hashlib.sha256(content).hexdigest()[:24]
    lines = [
        *headers,
        ("From", _encoded_name(from_)),
        ("To", to),
        ("Subject", _encoded(subject)),
        *([("Date", written)] if written is not None else []),
        ("Message-ID", message_id or f"<{token}@sample.invalid>"),
    ]
    stamp = (
        _stamp(profile, from_=from_, to=to, written=written, dmarc=dmarc, authserv_id=authserv_id) if profile else ""
    )
    head = stamp + "".join(f"{name}: {value}\n" for name, value in lines)
    body = _body(text, html, calendar, attached)
    _fix_boundaries(body, token)
    return head.replace("\n", "\r\n").encode("utf-8", "surrogateescape") + body.as_bytes(policy=_CRLF)


def _stamp(profile: str, *, from_: str, to: str, written: str | None, dmarc: str, authserv_id: str) -> str:
    sender = parseaddr(from_)[1]
    domain = sender.rpartition("@")[2]
    return (
        LAYOUTS[profile]
        .lstrip("\n")
        .format(
            to=to,
            sender=sender,
            domain=domain,
            helo=f"mail.{domain}",
            date=written or format_datetime(DEFAULT_DATE),
            dmarc=dmarc,
            spf="pass" if dmarc == "pass" else "none",
            authserv_id=authserv_id,
        )
    )


def _encoded(value: str) -> str:
    return value if value.isascii() else Header(value, "utf-8", maxlinelen=2000).encode()


def _encoded_name(value: str) -> str:
    name, bracket, rest = value.partition("<")
    return f"{_encoded(name.strip())} {bracket}{rest}" if bracket and not name.isascii() else value


def _body(text: str | None, html: str | None, calendar: str | None, attached: Sequence[bytes]) -> MIMEBase:
    parts: list[MIMEBase] = []
    if text is not None or html is None:
        parts.append(MIMEText(text or "", "plain", "utf-8"))
    if html is not None:
        parts.append(MIMEText(html, "html", "utf-8"))
    if calendar is not None:
        parts.append(MIMEText(calendar, "calendar", "utf-8"))
    body = parts[0] if len(parts) == 1 else _multipart("alternative", parts)
    if attached:
        whole = [MIMEMessage(BytesParser(policy=policy.compat32).parsebytes(raw)) for raw in attached]
        return _multipart("mixed", [body, *whole])
    return body


def _multipart(kind: str, parts: Sequence[MIMEBase]) -> MIMEBase:
    return MIMEMultipart(kind, _subparts=parts)


def _fix_boundaries(body: MIMEBase, token: str) -> None:
    """The standard library draws boundaries at random; samples are the same bytes each time."""
    own = [body, *body.get_payload()] if body.get_content_subtype() == "mixed" else [body]
    for number, part in enumerate(own):
        if part.get_content_maintype() == "multipart":
            part.set_boundary(f"=_{token}_{number}")
