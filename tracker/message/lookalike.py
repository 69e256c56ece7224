"""Names, domains and texts that are made to be taken for ICE's."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from tracker.message.addresses import domain_of
from tracker.message.senders import Senders, words_of
from tracker.message.text import fold
from tracker.message.types import Address, Layer, Message

# Latin letters and what is passed off as them.
_TWINS = {
    "a": "аɑα",
    "c": "сϲᴄ",
    "d": "ԁɗ",
    "e": "еєҽε",
    "g": "ɡցǥ",
    "h": "һհʜ",
    "i": "іιıɩӏǀℓ1l|!",
    "k": "кκĸ",
    "m": "мᴍ",
    "o": "оοօ0",
    "p": "рρ",
    "s": "ѕꜱ",
    "t": "тτ",
    "u": "υսц",
    "v": "ѵνᴠ",
    "w": "ѡԝ",
    "x": "хχ",
    "y": "уγү",
}
_TO_LATIN = str.maketrans({twin: letter for letter, twins in _TWINS.items() for twin in twins})
_SIGNATURE_LINES = 8
_LONGEST_SIGNATURE = 80  # characters
_OPENING = 400  # characters in which somebody says who he is


@lru_cache(maxsize=1024)
def skeleton(text: str) -> str:
    """What the eye takes a name for: Punycode decoded, accents and foreign look-alikes as plain letters."""
    labels = (_decoded(label) for label in text.lower().split("."))
    plain = unicodedata.normalize("NFKD", ".".join(labels)).translate(_TO_LATIN)
    bare = "".join(character for character in plain if not unicodedata.combining(character))
    return bare.replace("rn", "m").replace("vv", "w")


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return label


def domain_poses(domain: str, senders: Senders) -> bool:
    """Whether a domain that is not ICE's is made to look like it. State agencies called DHS under .gov are not."""
    if senders.trusts(domain):
        return False
    seen = f".{skeleton(domain)}"
    if any(seen.endswith(f".{skeleton(trusted)}") or f".{skeleton(trusted)}." in seen for trusted in senders.trusted):
        return True
    return _words_pose(seen.removesuffix(".gov"), senders)


def _words_pose(name: str, senders: Senders) -> bool:
    parts = [part for part in re.split(r"[^a-z0-9]+", name) if part]
    telling = {skeleton(word) for word in senders.posing.domain_words}
    for at, part in enumerate(parts):
        rest = [*parts[:at], *parts[at + 1 :]]
        if part in {"ice", "dhs"} and any(other in telling or other == "ice" for other in rest):
            return True
        if part[:3] in {"ice", "dhs"} and (part[3:] in telling or part[3:6] == "gov" or part[3:] == "ice"):
            return True
    return False


def sender_poses(sender: Address, senders: Senders) -> bool:
    """Whether a foreign sender's name, domain or mailbox name claims to be ICE."""
    local = skeleton(sender.address.rpartition("@")[0])
    domain = domain_of(sender.address)
    # States have departments of homeland security and of human services, and strangers cannot register under .gov.
    may_be_of_a_state = domain.endswith(".gov") and not {"ice", "immigration"}.intersection(
        words_of(sender.display_name)
    )
    return (
        domain_poses(domain, senders)
        or (name_poses(sender.display_name, senders) and not may_be_of_a_state)
        or _words_pose(local, senders)
        or any(trusted in local for trusted in senders.trusted)
    )


def name_poses(name: str, senders: Senders) -> bool:
    if any(re.search(rf"(?<![a-z0-9-]){re.escape(trusted)}(?![a-z0-9-])", fold(name)) for trusted in senders.trusted):
        return True
    return senders.posing_names.claims(name) or (not name.isascii() and senders.posing_names.claims(_as_latin(name)))


def _as_latin(name: str) -> str:
    """The name with foreign twins replaced, in capitals where it has them."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(
        latin.upper() if character.isupper() else latin
        for character in plain
        for latin in [character.lower().translate(_TO_LATIN)]
        if not unicodedata.combining(character)
    )


def body_poses(message: Message, senders: Senders) -> bool:
    """Whether the sender's own words speak as ICE about the reader's appointment.

    Careful on purpose: newspapers, lawyers and relatives write about ICE. It takes a signature that is ICE's name, or
    words that say so at the beginning, and an appointment that is the reader's; quotations count for nothing.
    """
    own = message.layer_text(Layer.BODY, Layer.ALTERNATIVE)
    folded = fold(own)
    if not any(phrase in folded for phrase in senders.posing.own_appointment):
        return False
    if any(phrase in folded[:_OPENING] for phrase in senders.posing.says_it_is_ice):
        return True
    signed = f"{own}\n{message.layer_text(Layer.FOOTER)}"
    lines = [line.strip(" ,.-\t*_") for line in signed.split("\n") if line.strip()]
    return any(
        len(line) <= _LONGEST_SIGNATURE and senders.posing_names.claims(line) for line in lines[-_SIGNATURE_LINES:]
    )


def holds_ice_copy(message: Message, senders: Senders) -> bool:
    """Whether forwarded or quoted text carries words of ICE."""
    quoted = fold(message.layer_text(Layer.QUOTED))
    if not quoted:
        return False
    if any(phrase in quoted for phrase in senders.posing.ice_content):
        return True
    return any(phrase in quoted for phrase in senders.posing.own_appointment) and any(
        name in quoted for name in senders.posing.long_names
    )
