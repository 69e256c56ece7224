"""What can be found out about a sender: the one list of it, with the sentences that the log keeps.

The log is append-only and the id of an entry comes from what it says, so the English sentence is what is stored and
what `--json` prints. From it `words.evidence` finds the code and the values again, to say the same in other languages.
"""

from __future__ import annotations

from enum import StrEnum


class Evidence(StrEnum):
    """The name is the code, the value the sentence. Only parts of addresses, names of headers and figures fill it."""

    NOT_MAIL = "A text message or a letter does not prove who wrote it."
    NO_SENDER_POSES = "The message names no sender and speaks as ICE."
    NO_SENDER = "The message names no sender."
    SEVERAL_SENDERS = "The message names more than one sender, so none can be believed."
    ONE_POSES = "One of them is made to look like ICE."
    ODD_ADDRESS = "The sender's address is written in a way that programs read differently."
    OF_ICE = "The sender's address is of {domain}, which belongs to ICE or the Department of Homeland Security."
    OF_USCIS = "The sender's address is of {domain}, which belongs to USCIS."
    OF_COURT = "The sender's address is of {domain}, which belongs to the immigration court."
    OF_CBP = "The sender's address is of {domain}, which belongs to Customs and Border Protection."
    OF_ISAP = "The sender's address is of {domain}, which belongs to the ISAP programme."
    OF_BULK = "The sender's address is of {domain}, which belongs to a government mailing service."
    OF_STRANGER = "The sender's address is of {domain}, which is not ICE's."
    DOMAIN_POSES = "The domain {domain} is made to look like ICE's and does not belong to it."
    NAME_POSES = "The name says ICE, but the address is of {domain}, which is not ICE's."
    TEXT_POSES = "The text speaks as ICE, but the address is of {domain}, which is not ICE's."
    OWN_ADDRESS = "It was written from the mailbox's own address."
    OWN_ADDRESS_POSES = "It comes under your own address, but with a name that is made to look like ICE."
    OWN_ALERT = "It is an alert of this program, not a message of ICE."
    HOLDS_COPY = "It carries a copy of a message of ICE; whether the copy is true cannot be seen from it."

    YOUR_SERVER = "the mail server you named"  # a {provider} without a name of its own
    NOBODY_VOUCHES = "Nobody vouches for it: no mail provider's check is known for this message."
    DMARC_PASS = "{provider} checked that {domain} sent it (DMARC pass)."  # noqa: S105 - no password
    DMARC_FAIL = "{provider} checked and found that it was not sent by {domain} (DMARC fail)."
    DMARC_OPEN = "{provider} could not tell whether {domain} sent it (DMARC {result})."
    DMARC_UNPROVEN = "It says that {provider} found {domain} to be the sender, but a forger could have written that."
    CHECK_FOREIGN = "The check on top of the message was not written by {provider}."
    CHECKS_CONFLICT = "The message bears several checks of the sender that contradict each other."
    NO_CHECK = "{provider} left no usable check of the sender on it."
    CHECK_OF_OTHER = "The check by {provider} is not about {domain}."
    FORWARDED = "It was forwarded on the way, which breaks that check for genuine mail too."
    CONTRADICTION = "The two contradict each other."
    CHECKED_TWICE = "The header {header} stands {count} times, so what was checked may not be what is shown."
    HEADERS_TOO_LONG = "Its headers are too long to be read to the end, so what was checked may not be what is shown."
    PASS_UNEXPLAINED = "The check says pass, but nothing on the message shows why {domain} passed."  # noqa: S105
    BEGINNING_ONLY = "The signature covers only the beginning of the text, so anybody could have added to it."
    NOT_COVERED = "The signature does not cover the header {header}, so anybody could have changed it."

    SIGNER_COUNTS_NOT = "Its sender is nobody whose signature counts."
    UNSIGNED = "It bears no signature of {domain}."
    SIGNATURE_UNREADABLE = "Its signature could not be read."
    NOT_WHOLE = "Not the whole message is here, so its signature cannot be checked."
    TOO_LONG = "The message is longer than 1 MB, so its signature was not checked."
    TOO_MANY_SPACES = "Too many spaces stand in a row in it, so its signature was not checked."
    SIGNED_TWICE = "The header {header} stands {count} times, so what was signed may not be what is shown."
    ODD_HEADERS = "Its headers are written in a way that programs read differently, so its signature proves nothing."
    SHA1 = "The signature is made with SHA-1, which can be forged."
    MALFORMED = "The signature is malformed."
    BEGINNING_SIGNED = "The signature covers only the beginning of the text (l=), so anybody could have added to it."
    SIGNED_LATER = "The signature says that it was made after the message arrived."
    EXPIRES = "The signature expires, and when the message arrived is not known."
    EXPIRED = "The signature had expired when the message arrived."
    NO_KEY = "{domain} publishes no key for its signature (any more), so it cannot be checked."
    SEVERAL_KEYS = "{domain} publishes several keys under one name, so its signature proves nothing."
    SIGNATURE_FITS = "Our own check of the signature of {domain} passed."
    SIGNATURE_FITS_NOT = "The signature of {domain} does not fit: the message was changed on its way, or is forged."
    LOOK_UPS_OFF = "The signature of {domain} was not checked, because look-ups are switched off."
    KEY_NOT_ASKED = "The signature of {domain} was not checked, because nobody was asked for its key."
    KEY_TIMEOUT = "The signature of {domain} could not be checked: the name service did not answer."
    KEY_FAILED = "The signature of {domain} could not be checked: the name service answered with an error."
    KEY_MALFORMED = "The signing key is not written as a DKIM key."
    KEY_WITHDRAWN = "The signing key was withdrawn."
    KEY_ON_TRIAL = "The domain says that it only tests signing with this key."
    KEY_NOT_FOR_MAIL = "The signing key is not for mail."
    KEY_SHA1 = "The signing key is only for SHA-1, which can be forged."
    KEY_NOT_BELOW = "The signing key is not for this domain's subdomains."
    KEY_OF_OTHER_KIND = "The signing key is of another kind than the signature."
    KEY_UNREADABLE = "The signing key cannot be read."
    KEY_SHORT = "The signing key is too short: {bits} bits, where {least} are the least that counts."
    KEY_LONG = "The signing key is too long."

    READ_INSTEAD = "The original message is attached; it was read instead of the message around it."
    SEVERAL_ORIGINALS = "Several originals are attached; which of them is meant cannot be told."
    ATTACHED = "Attached: {finding}"

    def of(self, **values: object) -> str:
        """The sentence, filled."""
        return self.value.format(**values)
