"""Every error this package raises on purpose.

TrackerError
├── UserError            what was asked cannot be done; one sentence, exit code 1, nothing changed
│   ├── NotFoundError    the thing named does not exist
│   ├── TooManyError     one more than may be in use at a time
│   ├── EndedError       the thing named is ended already, and nothing takes its place
│   ├── SettingsError    a setting, a rule file or a path is wrong (file, field, mend)
│   └── KeyUnavailableError  the encryption key is missing, locked or does not fit the data
├── MailboxError         the mailbox cannot be read now
│   ├── UnreachableError     network, TLS or time-out: try again later
│   ├── NotPublicServerError  its server is one that only this machine can reach, and several people set up mailboxes
│   ├── SignInRefusedError   the server refused the name or password: a person must act
│   ├── FolderGoneError      a folder that was read before is not there
│   └── ImplausibleMailboxError  the mailbox looks emptied or swapped: stop and tell
├── UnreadableError      one message cannot be read: it is kept and shown, the others go on
├── SandboxError         the process that reads messages cannot be started: no message's doing, try again
├── StorageError         the record cannot be read or written (full disk, newer version, damage)
├── AlertError           a channel did not take a message: it is tried again
│   └── NotPublicChannelError  it leads to what only this machine can reach, and several people set up channels
├── WebhookError         an endpoint did not take an event: it is tried again
└── PublishError         the finished calendar does not say what it should; the old file stays
"""

from __future__ import annotations


class TrackerError(Exception):
    """The root. `str(error)` is one clear sentence without personal data that says what to do next."""


class UserError(TrackerError):
    pass


class NotFoundError(UserError):
    pass


class TooManyError(UserError):
    """`what` is links or tokens, `most` how many there may be."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"There are {most} {what} in use already; end one that is no longer needed, then try again.")
        self.what = what
        self.most = most


class EndedError(UserError):
    pass


class SettingsError(UserError):
    pass


class KeyUnavailableError(UserError):
    pass


class MailboxError(TrackerError):
    pass


class UnreachableError(MailboxError):
    pass


class NotPublicServerError(MailboxError):
    pass


class SignInRefusedError(MailboxError):
    pass


class FolderGoneError(MailboxError):
    pass


class ImplausibleMailboxError(MailboxError):
    pass


class UnreadableError(TrackerError):
    pass


class SandboxError(TrackerError):
    pass


class StorageError(TrackerError):
    pass


class AlertError(TrackerError):
    pass


class NotPublicChannelError(AlertError):
    pass


class WebhookError(TrackerError):
    pass


class PublishError(TrackerError):
    pass
