"""Links on disk, in the record and over the command line: one secret each, shown once, found by no backup."""

from __future__ import annotations

import os
import stat
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feed.issued import issue
from tests.shell import NOW, opened
from tracker.errors import NotFoundError, StorageError
from tracker.storage.feeds import hash_token
from tracker.worker.home import Home
from tracker.worker.links import links_of, make_symlink, rotate, token_of
from tracker.worker.publishing import Publisher


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    with opened(tmp_path) as made:
        yield made


def test_the_token_names_a_symlink_and_the_hash_the_file(home: Home) -> None:
    made = issue(home)
    symlink = links_of(home) / f"{made.token}.ics"
    assert symlink.is_symlink()
    assert not symlink.readlink().is_absolute()  # the home may be moved
    assert symlink.resolve() == made.file
    assert made.file.name == f"{hash_token(made.token)}.ics"


def test_the_folder_is_for_its_owner_alone_and_no_backup_takes_it(home: Home) -> None:
    made = issue(home)
    folder = links_of(home)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".nobackup").exists()
    assert token_of(folder, made.link.token_hash) == made.token


def test_a_backup_that_heeds_the_tag_holds_no_token(home: Home, tmp_path: Path) -> None:
    made = issue(home)
    saved = tmp_path / "backup.tar"
    assert os.system(f"tar -cf {saved} --exclude-caches-all -C {home.settings.home} . 2>/dev/null") == 0
    with tarfile.open(saved) as backup:
        assert any(name.endswith("tracker.db") for name in backup.getnames())
        assert not any(made.token in name for name in backup.getnames())
    assert made.token.encode() not in saved.read_bytes()


def test_a_link_lost_from_disk_is_known_to_be_lost(home: Home) -> None:
    made = issue(home)
    (links_of(home) / f"{made.token}.ics").unlink()
    assert token_of(links_of(home), made.link.token_hash) is None


def test_a_new_secret_leads_to_the_dates_and_the_old_one_to_a_note(home: Home) -> None:
    old = issue(home)
    made = rotate(home, old.link.id, NOW)
    Publisher(home).publish_changed(NOW)
    folder = links_of(home)
    assert b"LINK OFF" in (folder / f"{old.token}.ics").read_bytes()
    assert b"LINK OFF" not in (folder / f"{made.token.get_secret_value()}.ics").read_bytes()
    with pytest.raises(NotFoundError):
        rotate(home, "0000", NOW)


def test_a_link_that_cannot_be_written_is_not_in_the_record_either(home: Home) -> None:
    links_of(home).parent.mkdir(exist_ok=True)
    links_of(home).write_text("a file where the folder belongs")
    with pytest.raises(StorageError, match="mend the folder"):
        issue(home)
    assert home.store.feeds.list() == ()


def test_making_the_same_symlink_again_is_harmless(home: Home, tmp_path: Path) -> None:
    for _ in range(2):
        make_symlink(tmp_path / "links", tmp_path / "feeds", "t" * 43)
    assert (tmp_path / "links" / f"{'t' * 43}.ics").is_symlink()
