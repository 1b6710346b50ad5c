"""Where an incident was: which of the places told near it are no candidates at all."""

from __future__ import annotations

import pytest

from tests.builders import story
from tidings.knowledge import Knowledge
from tidings.model import Account
from tidings.reading.accounts import accounts
from tidings.reading.language import parse
from tidings.reading.reader import mentions

KNOW = Knowledge()


def read(text: str) -> list[Account]:
    doc, told = parse(text), story(text, published="2018-10-30")
    return accounts(doc, told, mentions(doc, told, KNOW), KNOW)


@pytest.mark.parametrize(
    ("text", "kind", "want"),
    [
        # the place in the name of who says it
        ("A bomb on a drone killed two soldiers in 2016, said the Mosul Military Academy.", "attack", None),
        ("A bomb killed two soldiers in Erbil in 2016, said the Mosul Military Academy.", "attack", "Erbil"),
        ("A bomb killed two soldiers on Monday, police in Mosul said.", "attack", "Mosul"),  # no name of theirs
        # the country in the name of a body, which is active elsewhere too; a town is where its university stands
        ("A coalition jet struck men of the Islamic State of Iraq and the Levant on Monday.", "attack", None),
        ("The Government of Kenya arrested four men in Mosul on Sunday.", "arrest", "Mosul"),
        ("Residents of Yemen protested against the price of bread on Sunday.", "protest", "Yemen"),
        ("Gunmen killed six people in the Republic of Yemen.", "attack", "Yemen"),
        ("Rebels attacked the University of Mosul on Sunday.", "attack", "Mosul"),
        # what another sentence tells of another time
        ("A bomb killed two soldiers in October 2016. In early 2017, rebels shelled Mosul.", "attack", None),
        ("A bomb killed two soldiers in Mosul in October 2016. In early 2017, rebels fled.", "attack", "Mosul"),
    ],
)
def test_place(text: str, kind: str, want: str | None) -> None:
    found = next(a for a in read(text) if a.kind == kind)
    assert (found.place.place.name if found.place else None) == want
