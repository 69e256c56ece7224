"""Messages for programmes: those that matter, and any number that do not."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from tracker.message.sample import compose

TO = "Maria Lopez <maria.lopez@gmail.com>"
FREQUENT = """
the of and to in a is that for it as was with be by on not he his but at are this have from or had an they which
one you were her all she there would their we him been has when who will more no if out so said what up its about
into than them can only other new some could time these two may then do first any my now such like our over man
check in please appointment confirm date schedule office me even most made after also did many before must through
"""
WORDS = FREQUENT.split()
SENDERS = (
    "Weekly Deals <deals@shop.example>", "Ana <ana@family.example>", "Bank <no-reply@bank.example>",
    "kernel-list <list@lists.example>", "School <office@school.example>", "Gym <hello@gym.example>",
)  # fmt: skip
SUBJECTS = (
    "Your order {n}",
    "Re: dinner on Friday",
    "Statement {n}",
    "[PATCH {n}] fix the build",
    "Photos",
    "News {n}",
)
BEGAN = datetime(2026, 1, 1, 12, tzinfo=UTC)


def unrelated(count: int, seed: int = 1) -> Iterator[bytes]:
    """Ordinary mail of some 2 to 15 kB, with words in the bodies that would mislead a search of bodies."""
    draw = random.Random(seed)
    for number in range(count):
        text = " ".join(draw.choices(WORDS, k=draw.randint(300, 2500)))
        yield compose(
            subject=draw.choice(SUBJECTS).format(n=number),
            text=text,
            from_=draw.choice(SENDERS),
            to=TO,
            date=BEGAN + timedelta(minutes=number),
        )


def scheduled(number: int) -> bytes:
    """One confirmed appointment, different for each number."""
    day = datetime(2027, 4, 5, tzinfo=UTC) + timedelta(days=7 * (number // 5) + number % 5)
    return compose(
        subject="ICE check-in appointment confirmation",
        text=(
            f"Dear Maria Lopez,\n\nYour check-in appointment with ICE has been scheduled.\n\n"
            f"Date and time: {day:%A, %B} {day.day}, {day.year} at 9:00 AM\n"
            f"Location: New York City, NY - 26 Federal Plaza, New York, NY 10278\nReference: NYC-{number:05d}\n"
        ),
        to=TO,
        date=BEGAN + timedelta(days=1, minutes=number),
    )
