"""What a mailbox or its server may have to say to its owner, in one list.

An error carries one of these sentences, and the record keeps that; whoever shows it in another language finds the code
and the values in it again (`words.retold`).
"""

from __future__ import annotations

from enum import StrEnum

_LATER = "it is tried again later."


class MailboxSays(StrEnum):
    """The name is the code, the value the sentence."""

    TAKES_NONE = "{provider} cannot work with a password. {advice}"
    NAME_UNKNOWN = "The name {host} is not known: check its spelling and this computer's network."
    NAME_KNOWN = "The name {host} is known."
    SIGNED_IN = "The sign-in works, and the connection is encrypted and the server's certificate trusted."
    SIGNED_IN_PLAIN = "The sign-in works, without encryption, which stays on this computer."
    FOLDERS = "The mailbox has the folders {folders}."
    FOLDER_READ = "The folder {folder} can be read without changing it; it holds {count} messages."
    FOLDER_READ_ONE = "The folder {folder} can be read without changing it; it holds 1 message."

    HOW_GMAIL = (
        "Turn on 2-Step Verification, make an app password at https://myaccount.google.com/apppasswords"
        " and give its 16 letters instead of your usual password."
    )
    HOW_OUTLOOK = (
        "Microsoft lets no program sign in with a password: run email-oauth2-proxy on this computer, sign in there"
        " and add the mailbox with host 127.0.0.1, or have ICE write to an address at another provider."
    )
    HOW_ICLOUD = (
        "Make an app-specific password at https://account.apple.com (Sign-In and Security)"
        " and give it instead of your usual password."
    )
    HOW_YAHOO = (
        "Make an app password on Yahoo's account page (Security, Generate app password)"
        " and give it instead of your usual password."
    )
    HOW_AOL = (
        "Make an app password on AOL's account page (Security, Generate app password)"
        " and give it instead of your usual password."
    )
    HOW_FASTMAIL = (
        "Make an app password in Fastmail under Settings, Privacy & Security, with access to mail only,"
        " and give it instead of your usual password."
    )
    HOW_PROTON = "Run Proton Mail Bridge on this computer and give the password that Bridge shows."
    HOW_OTHER = "Give the IMAP server's name and the password that your provider's help page names for mail programs."
    HOW_UNKNOWN = "Check both, and whether your provider wants an app password."

    REFUSED = "The mail server refused the user name or the password. {advice}"
    REFUSED_BASIC = "Sign-in was refused. {advice}"
    WANTS_APP_ONE = "The server wants an app password. {advice}"
    WANTS_WEB_SIGN_IN = (
        "The provider wants you to sign in on its web page first: do that, confirm that it was you, then try again."
    )
    IMAP_OFF = "IMAP is switched off for this mailbox: switch it on in the settings of the provider's web page."
    WANTS_ENCRYPTION = (
        "The server takes a password only over an encrypted connection: use tls or starttls for this mailbox."
    )
    EXPIRED = "The password has expired: set a new one on the provider's web page and give it here."
    NOT_OPENED = (
        "The sign-in was good, but the provider did not open the mailbox; it is tried again. If this goes on,"
        " switch IMAP on in the mailbox's settings on the provider's web page."
    )
    PAUSE = f"The mail server asks for a pause; {_LATER}"
    OUT_OF_ORDER = f"The mail server is out of order for the moment; {_LATER}"
    FOLDER_GONE = (
        "The folder {folder} is not there any more: see on the provider's web page whether it was renamed,"
        " then remove the mailbox here and add it again with its folders of today."
    )
    FOLDER_SHUT = "The mail server did not open the folder {folder}; it is tried again later."
    NO_ANSWER = f"The mail server refused to answer; {_LATER}"
    COMMAND_REFUSED = f"The mail server refused a command; {_LATER}"
    NOT_UNDERSTOOD = f"The mail server's answer was not understood; {_LATER}"
    FOLDER_EMPTIED = (
        "The folder {folder} was not empty at the last look and is empty now: see on the provider's web"
        " page whether its mail was moved or deleted; if you emptied it, reading goes on with the next message."
    )
    FOLDER_SHORTER = (
        "The folder {folder} ends before the last message that was read, as after a restored backup:"
        " see on the provider's web page whether mail is missing, then remove the mailbox here and add it again."
    )
    FOLDER_REPLACED = "The folder {folder} was replaced while it was read; it is read at the next look."
    FOLDER_CHANGED = "The folder was changed while it was read; it is read on at the next look."
    CERTIFICATE = "The mail server's certificate is not trusted: check the server's name, or try another network."
    NO_TLS = "The encrypted connection could not be made: check the port and the TLS setting."
    NO_STARTTLS = "The mail server offers no encryption at this port: use tls, mostly on port 993."
    SERVER_UNKNOWN = "The mail server's name is not known: check its spelling and the network."
    TOO_SLOW = f"The mail server did not answer in time; {_LATER}"
    NOTHING_THERE = "Nothing answers at the mail server's address: check the port."
    NOT_PUBLIC = (
        "This mail server is not on the public network. Several people set up mailboxes here, so whoever runs this"
        " program must allow it first, with TRACKER_NETWORKS."
    )
    BROKEN_OFF = f"The connection to the mail server broke; {_LATER}"
    CERTIFICATES_FILE = "The file of trusted certificates {file} cannot be read; give a PEM file or leave it out."

    def of(self, **values: object) -> str:
        """The sentence, filled."""
        return self.value.format(**values)
