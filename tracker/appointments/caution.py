"""Why a message may do less than its kind and its sender would allow, as the sentences that the log keeps."""

from __future__ import annotations

from enum import StrEnum


class Caution(StrEnum):
    """The name is the code, by which `words.evidence` says the same in other languages."""

    UNCHECKED = "Only the provider vouches for it, and our own check of the signature is asked for."
    GUESSED = "No known wording was found in it: this is only what it is most like."
    DISPUTED = "Single sentences of it and its words as a whole do not say the same."
    NOT_THEIRS = "It speaks of a request, but was not sent from the person's own address."
    AUTOMATIC = "An automatic reply confirms nothing."
    OWN_MARK = "It bears the mark of our own alerts, which are no evidence."
    UNDATED = "It bears no date, so whether it is an old one cannot be judged."
    QUOTED = "Words that count stand in a quotation."
