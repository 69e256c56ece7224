"""Links over the command line, as somebody makes, checks and ends them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from tests.feed.over_http import Asker
from tests.programmes.homes import Home
from tests.servers.webservers import free_port, wait_until_open


def test_a_link_is_made_checked_copied_rotated_and_ended(tmp_path: Path) -> None:
    home = Home(tmp_path, TRACKER_PORT=str(free_port()))
    home.run("init")
    made = home.run("feed", "new", "my phone", "--full")
    address = made.stdout.strip()
    link = made.stderr.split()[1]
    assert "webcal://" in made.stderr
    said = home.run("feed", "check", code=1)
    assert "Only programs on this machine reach the links: no phone does." in said.stdout
    assert "Nothing answers" in said.stdout
    process = home.start("web")
    try:
        wait_until_open(int(home.environment["TRACKER_PORT"]), process)
        assert f"{link}: answers as it must." in home.run("feed", "check").stdout
        assert "public one" in home.run("feed", "check", code=1, environment=PUBLIC).stdout
        new = home.run("feed", "rotate", link).stdout.strip()
        assert b"LINK OFF" in asker(address)().body
        assert b"LINK OFF" not in asker(new)().body
    finally:
        process.terminate()
        assert process.wait(timeout=30) == 0
    listed = home.run("feed", "list", environment={"COLUMNS": "300"}).stdout
    assert "ended" in listed
    assert listed.count("UTC") == 2  # when both were last fetched, written down when the server ended
    assert "not seen yet" not in listed
    assert listed.count("unknown program") == 2  # the test's own fetches; `feed check` is nobody's phone
    assert urlsplit(address).path.split("/")[-1] not in listed + (tmp_path / "log").read_text()


PUBLIC = {"TRACKER_PUBLIC_URL": "https://dates.invalid", "TRACKER_DNS": "off"}


def asker(address: str) -> Asker:
    token = urlsplit(address).path.removeprefix("/feed/").removesuffix(".ics")
    return Asker(f"http://{urlsplit(address).netloc}", token, Path())
