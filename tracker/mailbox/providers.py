"""Mail providers as data: where their IMAP is, whose verdict layout they write, and what sign-in they ask for.

Sources: the providers' own help pages, and for Microsoft the server's answer "Basic authentication is disabled"
(password sign-in to Outlook.com ended on 16 September 2024, app passwords included).
"""

from __future__ import annotations

from typing import Literal

from tracker.frozen import Frozen


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
    how_to="Turn on 2-Step Verification, make an app password at https://myaccount.google.com/apppasswords"
    " and give its 16 letters instead of your usual password.",
)
OUTLOOK = Provider(
    profile="outlook",
    name="Outlook",
    domains=("outlook.com", "hotmail.com", "live.com", "msn.com", "outlook.es", "outlook.fr", "outlook.com.br",
             "hotmail.es", "hotmail.fr", "hotmail.com.br", "live.fr"),
    host="outlook.office365.com",
    password_works=False,
    how_to="Microsoft lets no program sign in with a password: run email-oauth2-proxy on this computer, sign in there"
    " and add the mailbox with host 127.0.0.1, or have ICE write to an address at another provider.",
)  # fmt: skip
ICLOUD = Provider(
    profile="icloud",
    name="iCloud",
    domains=("icloud.com", "me.com", "mac.com"),
    host="imap.mail.me.com",
    needs_app_password=True,
    how_to="Make an app-specific password at https://account.apple.com (Sign-In and Security)"
    " and give it instead of your usual password.",
)
YAHOO = Provider(
    profile="yahoo",
    name="Yahoo",
    domains=("yahoo.com", "ymail.com", "rocketmail.com", "myyahoo.com", "yahoo.es", "yahoo.fr", "yahoo.com.br",
             "yahoo.com.mx", "yahoo.com.ar"),
    host="imap.mail.yahoo.com",
    needs_app_password=True,
    how_to="Make an app password on Yahoo's account page (Security, Generate app password)"
    " and give it instead of your usual password.",
)  # fmt: skip
AOL = Provider(
    profile="yahoo",
    name="AOL",
    domains=("aol.com", "aim.com"),
    host="imap.aol.com",
    needs_app_password=True,
    how_to="Make an app password on AOL's account page (Security, Generate app password)"
    " and give it instead of your usual password.",
)
FASTMAIL = Provider(
    profile="fastmail",
    name="Fastmail",
    domains=("fastmail.com", "fastmail.fm"),
    host="imap.fastmail.com",
    needs_app_password=True,
    how_to="Make an app password in Fastmail under Settings, Privacy & Security, with access to mail only,"
    " and give it instead of your usual password.",
)
PROTON = Provider(
    profile="proton",
    name="Proton",
    domains=("proton.me", "protonmail.com", "pm.me", "protonmail.ch"),
    host="127.0.0.1",
    port=1143,
    tls="plain",
    needs_app_password=True,
    how_to="Run Proton Mail Bridge on this computer and give the password that Bridge shows.",
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
        how_to="Give the IMAP server's name and the password that your provider's help page names for mail programs.",
    )


def provider_of_host(host: str) -> Provider | None:
    """The known provider that runs this IMAP server, if any."""
    known = host.lower().rstrip(".")
    return next((provider for provider in PROVIDERS if provider.host == known and provider is not PROTON), None)
