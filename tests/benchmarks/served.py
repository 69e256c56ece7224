"""Two programs to compare: the pages as `tracker web` serves them, and FastAPI with nothing but a template.

Each runs in a process of its own, under the same server, and is asked over a connection that stays open.
"""

from __future__ import annotations

import multiprocessing
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection, RemoteDisconnected
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter

import uvicorn
from fastapi import FastAPI
from jinja2 import DictLoader, Environment
from starlette.responses import HTMLResponse

from tracker.settings import load_settings
from tracker.web.serve import Server
from tracker.worker.home import open_home

HOST = "127.0.0.1"
Target = Callable[..., None]


class Asked:
    """A browser of sorts: how long each answer took, from the first byte sent to the last received, in seconds."""

    def __init__(self, port: int, pid: int, cookie: str = "") -> None:
        self.pid = pid
        self._connection = HTTPConnection(HOST, port)
        self._headers = {"Cookie": cookie} if cookie else {}

    def close(self) -> None:
        self._connection.close()

    def text(self, path: str) -> str:
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, f"{path}: {answer.status}"
        return text

    def seconds(self, path: str) -> float:
        start = perf_counter()
        try:
            self.text(path)
        except RemoteDisconnected:  # the other program was so slow that this connection was given up meanwhile
            start = perf_counter()
            self.text(path)
        return perf_counter() - start

    def megabytes(self) -> float:
        """What its process holds in memory now."""
        lines = Path(f"/proc/{self.pid}/status").read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


@contextmanager
def pages(home: Path, key: Path, database: str | None, cookie: str) -> Iterator[Asked]:
    with _running(_serve_pages, home, key, database) as (port, pid), closing(Asked(port, pid, cookie)) as asked:
        yield asked


@contextmanager
def bare(contents: dict[str, str]) -> Iterator[Asked]:
    """Under each name a page with that text in it."""
    with _running(_serve_bare, contents) as (port, pid), closing(Asked(port, pid)) as asked:
        yield asked


@contextmanager
def _running(target: Target, *given: object) -> Iterator[tuple[int, int]]:
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    process = context.Process(target=target, args=(theirs, *given), daemon=True)
    process.start()
    theirs.close()
    try:
        port: int = mine.recv()
        assert process.pid
        yield port, process.pid
    finally:
        process.terminate()
        process.join(30)
        process.close()
        mine.close()


def _serve_pages(told: Connection, home: Path, key: Path, database: str | None) -> None:
    settings = load_settings(home=home, key_file=key, database_url=database, dns=False, host=HOST, port=0)
    with open_home(settings) as opened:
        server = Server(opened, settings)
        told.send(server.port)
        server.run()


def _serve_bare(told: Connection, contents: dict[str, str]) -> None:
    app = FastAPI(openapi_url=None)
    templates = Environment(loader=DictLoader(contents), autoescape=True)
    for name in contents:
        app.add_api_route(f"/{name}", _page(templates, name), methods=["GET"])
    listening = socket.create_server((HOST, 0))
    told.send(listening.getsockname()[1])
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listening])


def _page(templates: Environment, name: str) -> Callable[[], HTMLResponse]:
    def page() -> HTMLResponse:
        return HTMLResponse(templates.get_template(name).render())

    return page
