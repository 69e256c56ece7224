"""Mail providers as data: where their IMAP is, whose verdict layout they write, and what sign-in they ask for.

Sources: the providers' own help pages, and for Microsoft the server's answer "Basic authentication is disabled"
(password sign-in to Outlook.com ended on 16 September 2024, app passwords included).
"""

from __future__ import annotations

from typing import Literal

from tracker.frozen import Frozen
from tracker.mailbox.sentences import MailboxSays


class Provider(Frozen):
    profile: str  # names the layout of the provider's verdict headers
    name: str
    domains: tuple[str, ...]
    host: str
    port: int = 993
    tls: Literal["tls", "starttls", "plain"] = "tls"
    needs_app_password: bool = False
    password_works: bool = True
    how_to: str


GMAIL = Provider(
    profile="gmail",
    name="Gmail",
    domains=("gmail.com", "googlemail.com"),
    host="imap.gmail.com",
    needs_app_password=True,
    how_to=MailboxSays.HOW_GMAIL,
)
OUTLOOK = Provider(
    profile="outlook",
    name="Outlook",
    domains=("outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.es", "outlook.fr", "outlook.com.br",
             "hotmail.es", "hotmail.fr", "hotmail.com.br", "live.fr"),
    host="outlook.office365.com",
    password_works=False,
    how_to=MailboxSays.HOW_OUTLOOK,
)  # fmt: skip
ICLOUD = Provider(
    profile="icloud",
    name="iCloud",
    domains=("icloud.com", "me.com", "mac.com"),
    host="imap.mail.me.com",
    needs_app_password=True,
    how_to=MailboxSays.HOW_ICLOUD,
)
YAHOO = Provider(
    profile="yahoo",
    name="Yahoo",
    domains=("yahoo.com", "ymail.com", "rocketmail.com", "myyahoo.com", "yahoo.es", "yahoo.fr", "yahoo.com.br",
             "yahoo.com.mx", "yahoo.com.ar"),
    host="imap.mail.yahoo.com",
    needs_app_password=True,
    how_to=MailboxSays.HOW_YAHOO,
)  # fmt: skip
AOL = Provider(
    profile="yahoo",
    name="AOL",
    domains=("aol.com", "aim.com"),
    host="imap.aol.com",
    needs_app_password=True,
    how_to=MailboxSays.HOW_AOL,
)
FASTMAIL = Provider(
    profile="fastmail",
    name="Fastmail",
    domains=("fastmail.com", "fastmail.fm"),
    host="imap.fastmail.com",
    needs_app_password=True,
    how_to=MailboxSays.HOW_FASTMAIL,
)
PROTON = Provider(
    profile="proton",
    name="Proton",
    domains=("proton.me", "protonmail.com", "pm.me", "protonmail.ch"),
    host="127.0.0.1",
    port=1143,
    tls="plain",
    needs_app_password=True,
    how_to=MailboxSays.HOW_PROTON,
)
PROVIDERS = (GMAIL, OUTLOOK, ICLOUD, YAHOO, AOL, FASTMAIL, PROTON)
_BY_DOMAIN = {domain: provider for provider in PROVIDERS for domain in provider.domains}


def provider_for(address: str) -> Provider:
    """The provider of an address; for an unknown domain a guess, `imap.` and the domain, for a person to mend."""
    domain = address.rpartition("@")[2].strip().lower().rstrip(".")
    return _BY_DOMAIN.get(domain) or Provider(
        profile="generic",
        name=domain,
        domains=(domain,),
        host=f"imap.{domain}",
        how_to=MailboxSays.HOW_OTHER,
    )


def provider_of_host(host: str) -> Provider | None:
    """The known provider that runs this IMAP server, if any."""
    known = host.lower().rstrip(".")
    return next((provider for provider in PROVIDERS if provider.host == known and provider is not PROTON), None)
