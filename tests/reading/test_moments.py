"""When an incident was: which of the times told near it is its own, and what words around the time make of it."""

from __future__ import annotations

import pytest

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Account
from tidings.reading.accounts import accounts
from tidings.reading.language import parse
from tidings.reading.reader import mentions

KNOW = Knowledge()
ARRESTS = "Police arrested four men on Sunday over a bombing that killed six people in 2016."
TRUCE = "Rebels have killed 40 soldiers since the truce collapsed on 3 October."


def read(text: str) -> list[Account]:
    doc, told = parse(text), story(text, published="2018-10-30")
    return accounts(doc, told, mentions(doc, told, KNOW), KNOW)


def interval(text: str, kind: str) -> tuple[str | None, str | None] | None:
    found = next(a for a in read(text) if a.kind == kind)
    return (found.time.when.start, found.time.when.end) if found.time else None


@pytest.mark.parametrize(
    ("text", "kind", "want"),
    [
        ("Gunmen shot dead two policemen in Mosul on Sunday.", "attack", ("2018-10-28", "2018-10-28")),
        # the time of a deed told beside is not this one's
        (ARRESTS, "arrest", ("2018-10-28", "2018-10-28")),
        (ARRESTS, "attack", ("2016-01-01", "2016-12-31")),
        # what somebody said on a day did not happen on that day, only no later
        ("Police said on Monday that gunmen had abducted a priest near Jos.", "abduct", (None, "2018-10-29")),
        ("On Monday a report emerged saying that gunmen raided a hideout near Jos.", "raid", (None, "2018-10-29")),
        # a length of time that a deed goes on for runs up to the story; one of another deed does not date it
        ("Rebels fought the army for seven years in the hills.", "clash", ("2011-01-01", "2018-10-30")),
        ("Four days of clashes between two factions left 30 dead.", "clash", ("2018-10-26", "2018-10-30")),
        ("He taught in Jos for five years before police arrested him.", "arrest", None),
        ("They found the rifles a month after police arrested two men.", "arrest", None),
        ("One of them was later convicted and sentenced to twelve years in prison by a court.", "prosecute", None),
        ("A court sentenced him to 20 years in prison for the murder.", "prosecute", None),
        # a time inside "since" bounds the deed outside it
        (TRUCE, "attack", ("2018-10-03", "2018-10-30")),
        ("Rebels killed 40 soldiers on 3 October.", "attack", ("2018-10-03", "2018-10-03")),
        # a well-known deed has its own day and bounds what is told since or after it; it dates nothing else
        ("The September 11 attacks killed nearly 3,000 people.", "attack", ("2001-09-11", "2001-09-11")),
        ("Police arrested two men after the September 11 attacks.", "attack", ("2001-09-11", "2001-09-11")),
        ("Police arrested two men after the September 11 attacks.", "arrest", ("2001-09-11", "2018-10-30")),
        ("He was jailed for the Lockerbie bombing, which killed 270 people.", "attack", ("1988-12-21", "1988-12-21")),
        ("He was jailed for the Lockerbie bombing, which killed 270 people.", "prosecute", None),
        ("After 9/11, he fled to Pakistan.", "move", ("2001-09-11", "2018-10-30")),
        # a plan that has an end starts no sooner than today
        ("The army will withdraw its troops from the town by 15 December.", "withdraw", ("2018-10-30", "2018-12-15")),
    ],
)
def test_time(text: str, kind: str, want: tuple[str | None, str | None] | None) -> None:
    assert interval(text, kind) == want


def test_the_time_quotes_its_words() -> None:
    [found] = [a for a in read(TRUCE) if a.kind == "attack"]
    assert found.time is not None
    assert found.time.quote is not None
    assert found.time.quote.check(TRUCE)
