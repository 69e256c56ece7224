"""What a mailbox says of itself reaches its owner in their language, on the page of settings."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.shell import NOW
from tests.web.record import fill
from tracker.mailbox.sentences import MailboxSays
from tracker.worker.home import Home


@pytest.mark.parametrize(
    ("language", "why", "works_not"),
    [
        ("en", "Nothing answers at the mail server's address: check the port.", "does NOT work"),
        ("es", "Nadie contesta en la dirección del servidor de correo: revise el puerto.", "NO funciona"),
        ("ht", "Pa gen anyen ki reponn nan adrès sèvè imèl la: verifye pò a.", "PA mache"),
    ],
)
def test_a_mailbox_that_fails_says_why_before_and_after_it_is_checked(
    home: Home, client: TestClient, language: str, why: str, works_not: str
) -> None:
    fill(home)
    assert why not in client.get(f"/settings?lang={language}").text.replace("&#39;", "'")
    home.store.mailboxes.note_failure("mail1", MailboxSays.NOTHING_THERE, now=NOW, next_due=NOW)
    assert why in client.get(f"/settings?lang={language}").text.replace("&#39;", "'")
    checked = client.post(f"/settings/mailboxes/mail1/check?lang={language}").text.replace("&#39;", "'")
    assert checked.count(why) == 2
    assert works_not in checked


def test_an_error_that_is_in_no_list_is_not_shown(home: Home, client: TestClient) -> None:
    fill(home)
    home.store.mailboxes.note_failure("mail1", "Something else, in English.", now=NOW, next_due=NOW)
    page = client.get("/settings").text
    assert "It cannot be read since" in page
    assert "Something else" not in page
