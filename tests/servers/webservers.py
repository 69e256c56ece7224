"""Programs that answer phones, on loopback: the tracker's own server, Debian's Caddy and Debian's nginx."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tracker.web.serve import Server
from tracker.worker.home import Home

DEPLOY = Path(__file__).parents[2] / "deploy"
PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
CADDY = shutil.which("caddy", path=PLACES)
NGINX = shutil.which("nginx", path=PLACES)
START_SECONDS = 90.0  # patience only: a busy machine takes long to load a program
Serving = Callable[[Home, Path], AbstractContextManager[str]]

NGINX_FRAME = """
{user}
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log {folder}/access.log;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    sendfile on;
    gzip on;
    gzip_types text/calendar;
    server {{
        listen 127.0.0.1:{port};
        {inside}
    }}
}}
"""


@contextmanager
def served_by_app(home: Home, folder: Path) -> Iterator[str]:
    """The tracker's own server, in a thread; gives what a link's address begins with."""
    server = Server(home, home.settings.model_copy(update={"port": 0}))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server.base
    finally:
        server.stop()
        thread.join()


@contextmanager
def served_by_caddy(home: Home, folder: Path) -> Iterator[str]:
    assert CADDY, "install caddy"
    port = free_port()
    environment = {
        **os.environ,
        "TRACKER_PUBLIC_NAME": f"http://127.0.0.1:{port}",
        "TRACKER_HOME": str(home.settings.home),
        "HOME": str(folder),
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
    }
    command = [CADDY, "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    with (folder / "caddy.log").open("wb") as log, running(command, log.fileno(), port, environment):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def served_by_nginx(home: Home, folder: Path) -> Iterator[str]:
    assert NGINX, "install nginx-light"
    port = free_port()
    configuration = folder / "nginx.conf"
    inside = (DEPLOY / "nginx.conf").read_text("utf-8").replace("TRACKER_HOME", str(home.settings.home))
    inside = inside.replace("8765", os.environ.get("TRACKER_PORT", "8765"))  # where the program itself listens
    user = "user root;" if os.geteuid() == 0 else ""
    configuration.write_text(NGINX_FRAME.format(user=user, folder=folder, port=port, inside=inside), "utf-8")
    command = [NGINX, "-p", str(folder), "-c", str(configuration), "-e", str(folder / "error.log")]
    with (folder / "nginx.log").open("wb") as log, running(command, log.fileno(), port, dict(os.environ)):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def running(command: list[str], log: int, port: int, environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program, from when it listens until it has ended."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=environment)
    try:
        wait_until_open(port, process)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=START_SECONDS)


def wait_until_open(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
            assert time.monotonic() < until, f"{process.args!r} does not listen"
            time.sleep(0.02)
        else:
            return


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
