"""Listening: on this machine; beyond it only once nobody gets in without a password or passkey."""

from __future__ import annotations

import signal
import socket
import threading
from datetime import timedelta

import uvicorn

from tracker import clock
from tracker.errors import SettingsError
from tracker.settings import Settings
from tracker.web.app import make_app
from tracker.web.fetches import Fetches
from tracker.web.follow import followed
from tracker.web.signin.doors import LINK_LASTS, console_link
from tracker.web.site import LOOPBACK, Site, hosts_of
from tracker.worker.home import Home
from tracker.worker.links import checking_agent


class Server:
    """Binds first, so that the printed link is true also for port 0; then serves until stopped."""

    def __init__(self, home: Home, settings: Settings, *, link_lasts: timedelta = LINK_LASTS) -> None:
        _refuse_unprotected(home, settings)
        self._home, self._link_lasts = home, link_lasts
        self._socket = _bind(settings.host, settings.port)
        host, self.port = self._socket.getsockname()[:2]
        self.base = f"http://{'[::1]' if ':' in host else host}:{self.port}"
        self._fetches = Fetches(home.store.feeds, own=checking_agent(home))
        self._site = Site(home=home, hosts=hosts_of(settings))
        app = make_app(self._site, fetches=self._fetches)
        # The access log would hold the secret part of the calendar links.
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            lifespan="off",
            proxy_headers=False,  # the pages read them by themselves; calendars need none
        )
        self._server = uvicorn.Server(config)

    def link(self) -> str:
        """An address that signs in once whoever runs this installation: on this machine, by the name it has there."""
        # A passkey belongs to a name, and an address is none.
        base = f"http://localhost:{self.port}"
        return console_link(self._home.store, base, now=clock.now(), lasts=self._link_lasts).get_secret_value()

    def run(self) -> None:
        """Serve until Ctrl-C or SIGTERM."""
        if threading.current_thread() is threading.main_thread():
            # uvicorn raises SIGTERM once more when it has ended; what follows it must still come to its end.
            signal.signal(signal.SIGTERM, lambda *_: None)
        with self._fetches.kept(), followed(self._site):
            self._server.run(sockets=[self._socket])
            self._site.readings.stop()

    def close(self) -> None:
        """Give the port back without having served."""
        self._socket.close()

    def stop(self) -> None:
        self._server.should_exit = True


def _refuse_unprotected(home: Home, settings: Settings) -> None:
    if settings.host in LOOPBACK:
        return
    if not home.store.accounts.protected():
        raise SettingsError(
            "Nobody has a password or passkey yet, so the pages are served on this machine only: add an account with "
            "`tracker account add NAME`, or set TRACKER_HOST to 127.0.0.1."
        )
    if not (settings.plain_http or (settings.public_url or "").startswith("https://")):
        raise SettingsError(
            "Other machines would be served without TLS, so that everybody on the way could read along: put a proxy in "
            "front and set TRACKER_PUBLIC_URL to its https:// address, or allow it with TRACKER_PLAIN_HTTP=on."
        )


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, the protocol lets asyncio see that it is TCP; else it leaves Nagle's delay on, 40 ms for each calendar.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(256)  # from now on a client that is early waits instead of being refused
    except OSError as error:
        listening.close()
        raise SettingsError(
            f"Port {port} cannot be used ({error.strerror}); does it run already? TRACKER_PORT names another."
        ) from None
    return listening
