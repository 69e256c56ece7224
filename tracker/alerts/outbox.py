"""Sends one letter over one channel, and says whether the channel took it. Apprise knows the channels.

What Apprise alone would do, and what stands against it here:
- it answers `None` or `False` where nothing was sent: everything but a plain success is a failure;
- its log and its errors hold addresses with passwords: the log is silenced, errors are told by their name only;
- it may keep files with tokens: memory only;
- it turns texts into HTML for some channels: plain text, as it was written;
- loading it changes how the whole process encodes mail: what the standard library had is put back;
- it waits in threads of a shared pool: here it runs in the caller's, with time-outs on every socket;
- it connects to whatever the address says, and to where that leads: where it must not, each connection is watched.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Mapping
from email import charset
from functools import cache
from types import ModuleType
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from tracker.alerts.letter import Letter
from tracker.errors import AlertError, NotPublicChannelError, UserError
from tracker.network import Gate, watched

APP_NAME = "Appointments"  # shown by some channels: neutral, like the rest
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
NOT_PUBLIC = (
    "This channel does not lead to the public network. Several people set up channels here, so whoever runs this"
    " program must allow it first, with TRACKER_NETWORKS."
)
_HOSTS = ("host", "smtp_host")  # where a plug-in keeps what was typed
# Plug-ins that show something on this machine, write into its log, or connect in threads of their own.
_UNWATCHED = frozenset({"dbus", "glib", "gnome", "macosx", "mqtt", "smpp", "syslog", "windows", "xmpp"})


def service_of(url: SecretStr, gate: Gate | None = None) -> str:
    """The name of the service that the address is for; raises `UserError`, never quoting the address.

    `NotPublicChannelError` for one that plainly leads where the gate does not let it.
    """
    return str(_let_through(_plugin(url), gate).service_name)


def send(url: SecretStr, letter: Letter, *, headers: Mapping[str, str], gate: Gate | None = None) -> None:
    """Returns once the channel has said yes; `AlertError` for anything else.

    `headers` go into what has headers: e-mail and web hooks. The gate holds for whatever the channel connects to.
    """
    apprise, plugin = _library(), _let_through(_plugin(url), gate)
    own = getattr(plugin, "headers", None)
    if isinstance(own, dict):
        own.update(headers)
    ways = apprise.Apprise(asset=_asset())
    ways.add(plugin)
    with watched(gate) as watch:
        try:
            answer = ways.notify(title=letter.title, body=letter.body, body_format=apprise.NotifyFormat.TEXT)
        except Exception as error:  # noqa: BLE001 - a plug-in may raise anything, and its text may hold the address
            answer, failure = None, f"The channel failed ({type(error).__name__}); it is tried again."
        else:
            failure = "The channel did not take it; it is tried again. `tracker alerts test` tries it now."
    if not _is_yes(answer):
        raise NotPublicChannelError(NOT_PUBLIC) if watch and watch.refused else AlertError(failure)


def _let_through(plugin: Any, gate: Gate | None) -> Any:  # noqa: ANN401 - one of Apprise's hundred classes
    """The same; raises `NotPublicChannelError`."""
    if gate is not None:
        hosts = [one for name in _HOSTS if isinstance(one := getattr(plugin, name, None), str)]
        if type(plugin).__module__.split(".")[2] in _UNWATCHED or any(gate.refuses(one) for one in hosts):
            raise NotPublicChannelError(NOT_PUBLIC)
    return plugin


def _is_yes(answer: object) -> bool:
    """One service was asked, so one success is a yes; older versions answer `True`."""
    status = getattr(answer, "status", None)
    return answer is True or (status == 0 and getattr(answer, "success_count", 0) == 1)


def _plugin(url: SecretStr) -> Any:  # noqa: ANN401 - one of Apprise's hundred classes
    apprise, text = _library(), url.get_secret_value().strip()
    made = apprise.Apprise.instantiate(text, asset=_asset(), suppress_exceptions=True)
    if not made:
        scheme = urlsplit(text).scheme if "://" in text else ""
        known = f"the kind {scheme!r}" if scheme.isalnum() else "such an address"
        raise UserError(
            f"Apprise does not know {known}, or it lacks a part; https://appriseit.com lists how each is written."
        )
    made.socket_connect_timeout = min(made.socket_connect_timeout, CONNECT_SECONDS)
    made.socket_read_timeout = min(made.socket_read_timeout, READ_SECONDS)
    if "format=" not in text:
        made.notify_format = apprise.NotifyFormat.TEXT
    return made


def _asset() -> Any:  # noqa: ANN401 - Apprise's own class
    apprise = _library()
    return apprise.AppriseAsset(
        app_id=APP_NAME,
        app_desc=APP_NAME,
        app_url="",
        async_mode=False,
        storage_mode=apprise.PersistentStoreMode.MEMORY,
        service_timeout=0,  # none of its own: with one, it would wait in a shared pool that one hanging channel blocks
        plugin_paths=[],
    )


@cache
def _library() -> ModuleType:
    """Apprise with all its plug-ins, loaded when something is first sent: it takes half a second."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # its plug-ins still import `imghdr`
        import apprise  # noqa: PLC0415 - see above

        apprise.Apprise.instantiate("json://localhost")
    charset.add_charset("utf-8", charset.SHORTEST, charset.BASE64, "utf-8")  # its mail plug-in sets another for all
    for name in ("apprise", "urllib3", "requests_oauthlib", "markdown"):
        quiet = logging.getLogger(name)
        quiet.setLevel(logging.CRITICAL + 1)
        quiet.propagate = False
    return apprise
