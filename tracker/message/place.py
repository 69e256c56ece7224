"""What the reader's own mail provider found out about a sender, and whether the sender could have written that himself.

Anybody can send a message that already bears `dmarc=pass`. A provider puts its own headers above all that it received,
so what stands above the Received line where the mail came in from outside was not written by the sender.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.message.profiles import Profile, Proof
from tracker.message.results import AuthenticationResults, read_results, read_sealed_results
from tracker.message.types import Header

_RECEIVED = re.compile(r"(?:from\s+(?P<helo>\S+)(?P<info>.*?)\s)?\s*by\s+(?P<by>[^\s;()]+)", re.IGNORECASE)
_IP = re.compile(r"[\[(](?:IPv6:)?([0-9A-Fa-f:.]{2,45}(?:%\w{1,15})?)[\])]", re.IGNORECASE)
_LONGEST_HOP = 2_000  # characters of a Received header, far more than real ones have
_MOST_HEADERS = 50  # Authentication-Results that are looked at
_ARC_INSTANCE = re.compile(r"\bi\s*=\s*(\d{1,3})")
_ARC_DOMAIN = re.compile(r"\bd\s*=\s*([^\s;]+)")


class Finding(NamedTuple):
    """The provider's DMARC result. `value` is None where it gave none that can be used."""

    value: str | None = None
    header_from: str | None = None
    proven: bool = False  # the place shows that the sender did not write it
    conflicting: bool = False  # several results that differ: none can be used
    foreign: bool = False  # somebody else's results stand on top
    spf: str | None = None  # the provider's SPF result; None where it gave none, `several` where they differ
    mail_from: str | None = None  # whose server handed it over, where SPF passed


def provider_finding(headers: tuple[Header, ...], profile: Profile) -> Finding:
    """Read the provider's own results; every other such header is ignored."""
    own, foreign = _own_results(headers, profile)
    if profile.proof is Proof.TOPMOST:
        return _finding([result for _, result in own[:1]], proven=True, foreign=foreign)
    boundary = _boundary(headers, profile)
    if profile.proof is Proof.ABOVE_BOUNDARY and boundary is not None:
        above = [result for at, result in own if at < boundary]
        if above:
            return _finding(above, proven=True, foreign=foreign)
    if profile.proof is Proof.SEALED_ABOVE_BOUNDARY and boundary is not None:
        sealed = _sealed_results(headers[:boundary], profile)
        near = [result for at, result in own if at < _next_received(headers, boundary)]
        if sealed and near:
            return _finding([sealed, near[0]], proven=True, foreign=foreign)
    return _finding([result for _, result in own], proven=False, foreign=foreign)


def _own_results(headers: tuple[Header, ...], profile: Profile) -> tuple[list[tuple[int, AuthenticationResults]], bool]:
    """The top run of results that belong to the provider, with their places, and whether another's stand on top."""
    own: list[tuple[int, AuthenticationResults]] = []
    places = [at for at, header in enumerate(headers) if header.name == "authentication-results"]
    for at in places[:_MOST_HEADERS]:
        result = read_results(headers[at].value)
        if not profile.owns_id(result.authserv_id):
            break
        own.append((at, result))
    return own, bool(places) and not own


def _finding(read: list[AuthenticationResults], *, proven: bool, foreign: bool) -> Finding:
    found = {
        (result.value, result.only("header.from"))
        for header in read
        for result in header.results
        if result.method == "dmarc"
    }
    if len(found) != 1:
        return Finding(conflicting=len(found) > 1, foreign=foreign)
    value, header_from = found.pop()
    spf, mail_from = _spf(read)
    return Finding(value=value, header_from=header_from, proven=proven, foreign=foreign, spf=spf, mail_from=mail_from)


def _spf(read: list[AuthenticationResults]) -> tuple[str | None, str | None]:
    found = {
        (result.value, result.only("smtp.mailfrom"))
        for header in read
        for result in header.results
        if result.method == "spf"
    }
    if len(found) != 1:
        return ("several" if found else None), None
    spf, mail_from = found.pop()
    return spf, mail_from if spf == "pass" else None


def _boundary(headers: tuple[Header, ...], profile: Profile) -> int | None:
    """Where the provider took the message from outside: all above is its own. None where that cannot be told."""
    for at, header in enumerate(headers):
        if header.name != "received":
            continue
        hop = _RECEIVED.match(header.value[:_LONGEST_HOP])
        if hop is None or not profile.owns_host(hop["by"]):
            return None
        if any(word in header.value for word in profile.never_through):
            return None
        if hop["helo"] is not None and not _is_inner_hop(hop["info"], profile):
            return at
    return None


def _is_inner_hop(info: str, profile: Profile) -> bool:
    """By the IP address that the provider saw; the name before it is whatever the other side said."""
    seen = _IP.findall(info)
    return bool(seen) and all(profile.is_internal(address) for address in seen)


def _next_received(headers: tuple[Header, ...], boundary: int) -> int:
    below = (at for at in range(boundary + 1, len(headers)) if headers[at].name == "received")
    return next(below, len(headers))


def _sealed_results(headers: tuple[Header, ...], profile: Profile) -> AuthenticationResults | None:
    sealed = (read_sealed_results(header.value) for header in headers if header.name == "arc-authentication-results")
    return next((results for results in sealed if profile.owns_id(results.authserv_id)), None)


def passed_through_others(headers: tuple[Header, ...], profile: Profile | None) -> bool:
    """Whether ARC seals show that somebody else handled the message before the provider did."""
    own_domains = profile.arc_domains if profile else ()
    for header in headers:
        if header.name == "arc-seal":
            instance, domain = _ARC_INSTANCE.search(header.value), _ARC_DOMAIN.search(header.value)
            if instance and int(instance[1]) > 1:
                return True
            if domain and domain[1].lower() not in own_domains:
                return True
    return False
