"""Answers a second of the feed beside nginx and beside bare Starlette, all in one run, as ratios:

    python -m tests.programmes.feed_load [--seconds 2]

Needs wrk and nginx. The three serve the same file; Starlette gives it out of memory, without any look-up. Of several
rounds the best counts, since other work on the machine only ever slows a server down.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.feed.issued import Issued, issue_all
from tests.programmes.letters import scheduled
from tests.servers.webservers import NGINX, free_port, running, served_by_nginx
from tests.shell import GMAIL, NOW, opened
from tracker.feed.publish import etag_of
from tracker.worker.home import Home
from tracker.worker.intake import take_in

WRK = shutil.which("wrk")
MISSING = None if WRK and NGINX else "install wrk and nginx-light"
ROUNDS = 6
LINKS = 500
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
LATENCY = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
SPREAD = """
local paths = {}
for line in io.lines(os.getenv("PATHS")) do paths[#paths + 1] = line end
local turn = 0
request = function()
  turn = turn % #paths + 1
  return wrk.format("GET", paths[turn])
end
"""


@dataclass(frozen=True)
class Load:
    """Of one server, under one run of wrk."""

    rate: float  # answers a second
    p99: float  # milliseconds
    each: float  # microseconds of the server's own computing for one answer, whatever else the machine does
    odd: bool  # whether wrk saw another answer than 2xx or 3xx, or a socket error


@dataclass(frozen=True)
class Measured:
    full: dict[str, Load]  # by server: 200 with the body
    unchanged: dict[str, Load]  # 304
    many: Load  # the app with 500 links, each in turn

    def lines(self) -> list[str]:
        return [
            *(self._line("200", self.full)),
            *(self._line("304", self.unchanged)),
            f"{LINKS} links in turn: {self.many.rate:,.0f} a second, p99 {self.many.p99:.1f} ms",
            f"answers that were no 2xx or 3xx: {sum(load.odd for load in self._all())}",
        ]

    def _line(self, what: str, loads: dict[str, Load]) -> Iterator[str]:
        for name, load in loads.items():
            yield f"{what} {name}: {load.rate:,.0f} a second, p99 {load.p99:.1f} ms, {load.each:.0f} us computing each"
        app, starlette, nginx = (loads[name] for name in ("app", "starlette", "nginx"))
        yield (
            f"{what} app / Starlette {app.rate / starlette.rate:.2f} (by computing {starlette.each / app.each:.2f}), "
            f"app / nginx {app.rate / nginx.rate:.2f}"
        )

    def _all(self) -> list[Load]:
        return [*self.full.values(), *self.unchanged.values(), self.many]


def measure(folder: Path, seconds: float) -> Measured:
    with opened(folder) as home, ExitStack() as stack:
        take_in(home, scheduled(0), now=NOW, origins=(GMAIL,))
        one, *others = issue_all(home, (f"device {number}" for number in range(LINKS)))
        (folder / "nginx").mkdir()
        servers = {
            "app": stack.enter_context(served(home, "app", one)),
            "starlette": stack.enter_context(served(home, "starlette", one)),
            "nginx": stack.enter_context(nginx(home, folder / "nginx")),
        }
        own = etag_of(one.file.read_bytes())
        tags = {"app": own, "starlette": own, "nginx": nginx_etag(one.file)}
        full = {name: list[Load]() for name in servers}
        unchanged = {name: list[Load]() for name in servers}
        for _ in range(ROUNDS):  # in turn, so that a busy moment of the machine meets all of them
            for name, server in servers.items():
                full[name].append(load(server, f"/feed/{one.token}.ics", seconds))
                unchanged[name].append(load(server, f"/feed/{one.token}.ics", seconds, etag=tags[name]))
        paths = [f"/feed/{each.token}.ics" for each in (one, *others)]
        many = [load(servers["app"], "", seconds, paths=paths, folder=folder) for _ in range(ROUNDS)]
    return Measured(
        full={name: best(loads) for name, loads in full.items()},
        unchanged={name: best(loads) for name, loads in unchanged.items()},
        many=best(many),
    )


def best(loads: list[Load]) -> Load:
    """What the server can do: other work on the machine only ever slows it down."""
    fastest = max(loads, key=lambda load: load.rate)
    each = min(load.each for load in loads)
    return Load(rate=fastest.rate, p99=fastest.p99, each=each, odd=any(load.odd for load in loads))


@dataclass(frozen=True)
class Serving:
    base: str
    pid: int

    def computed(self) -> float:
        """Seconds that it and its children have computed so far."""
        ticks = 0
        for place in Path("/proc").glob("[0-9]*/stat"):
            with suppress(OSError):
                said = place.read_text("utf-8").rpartition(")")[2].split()
                ticks += (int(said[11]) + int(said[12])) * (self.pid in {int(place.parent.name), int(said[1])})
        return ticks / os.sysconf("SC_CLK_TCK")


def load(
    server: Serving,
    path: str,
    seconds: float,
    *,
    etag: str = "",
    paths: list[str] | None = None,
    folder: Path | None = None,
) -> Load:
    command = [str(WRK), "-t1", "-c16", f"-d{seconds:g}s", "--latency"]
    environment = dict(os.environ)
    if etag:
        command += ["-H", f"If-None-Match: {etag}"]
    if paths and folder:
        (folder / "spread.lua").write_text(SPREAD, "utf-8")
        (folder / "paths").write_text("\n".join(paths), "utf-8")
        environment["PATHS"] = str(folder / "paths")
        command += ["-s", str(folder / "spread.lua")]
    before = server.computed()
    said = subprocess.run(
        [*command, server.base + path], env=environment, capture_output=True, text=True, check=True
    ).stdout
    spent = server.computed() - before
    rate, latency, count = RATE.search(said), LATENCY.search(said), COUNT.search(said)
    assert rate, said
    assert latency, said
    assert count, said
    odd = "Non-2xx" in said or "Socket errors" in said
    return Load(float(rate[1]), float(latency[1]) * MILLISECONDS[latency[2]], 1e6 * spent / int(count[1]), odd)


@contextmanager
def served(home: Home, which: str, issued: Issued) -> Iterator[Serving]:
    """In a process of its own, as it would run: one process, the same uvicorn for both."""
    port = free_port()
    command = [sys.executable, "-m", "tests.programmes.feed_load", "--serve", which, "--port", str(port)]
    environment = {
        **os.environ,
        "FEED_FILE": str(issued.file),
        "TRACKER_HOME": str(home.settings.home),
        "TRACKER_KEY_FILE": str(home.settings.key_file),
    }
    with running(command, subprocess.DEVNULL, port, environment) as process:
        yield Serving(f"http://127.0.0.1:{port}", process.pid)


@contextmanager
def nginx(home: Home, folder: Path) -> Iterator[Serving]:
    with served_by_nginx(home, folder) as base:
        yield Serving(base, int((folder / "nginx.pid").read_text("utf-8")))


def serve(which: str, port: int) -> None:
    if which == "app":
        from tracker.settings import load_settings  # noqa: PLC0415 - each process needs only its own
        from tracker.web.serve import Server  # noqa: PLC0415
        from tracker.worker.home import open_home  # noqa: PLC0415

        settings = load_settings(port=port)
        with open_home(settings) as home:
            Server(home, settings).run()
        return
    import uvicorn  # noqa: PLC0415
    from starlette.applications import Starlette  # noqa: PLC0415
    from starlette.requests import Request  # noqa: PLC0415
    from starlette.responses import Response  # noqa: PLC0415
    from starlette.routing import Route  # noqa: PLC0415

    body = Path(os.environ["FEED_FILE"]).read_bytes()
    headers = {"etag": etag_of(body)}

    async def feed(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar", headers=headers)

    app = Starlette(routes=[Route("/feed/{token}.ics", feed)])
    uvicorn.run(app, port=port, log_level="warning", access_log=False, server_header=False, lifespan="off")


def nginx_etag(file: Path) -> str:
    """Nginx makes it of date and size."""
    found = file.stat()
    return f'"{int(found.st_mtime):x}-{found.st_size:x}"'


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--serve", choices=["app", "starlette"], help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, default=0, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(given.serve, given.port)
    else:
        with tempfile.TemporaryDirectory() as place:
            print("\n".join(measure(Path(place), given.seconds).lines()))  # noqa: T201 - a programme prints
