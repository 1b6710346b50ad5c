"""What one story more brings about: which accounts are compared at all, and which rows of the case are written."""

from __future__ import annotations

import pytest

from tests.linking.texts import bombing
from tidings.knowledge import Knowledge
from tidings.linking import link

KNOW = Knowledge()
BULLETIN = "A bomb went off beside the fish market of Safir on Monday and killed six people."
MARKET = {"target": ["fish market"]}
OTHER = "On Monday six people were killed beside the fish market of Safir. There a bomb went off."


@pytest.mark.parametrize(
    ("text", "told", "printed", "is_weighed"),
    [
        (OTHER, "2021-05-03", "2021-05-04", False),  # next year's bomb
        (OTHER, "2020-06-29", "2020-06-30", True),  # not yet two months later
        (OTHER, "2021-05-03", "2020-05-05", True),  # printed the next day, with a wrong year
        (BULLETIN, "2021-05-03", "2021-05-04", True),  # the same words, to which the copyist gave another day
    ],
)
def test_what_lies_months_apart_is_not_compared(text: str, told: str, printed: str, is_weighed: bool) -> None:
    one = bombing(BULLETIN, "Marsh Courier", roles=MARKET)
    two = bombing(text, "Radio Marsh", printed, time=("Monday", told), roles=MARKET)
    assert bool(link([one, two], (), KNOW).judgements) == is_weighed


def test_an_account_without_a_time_is_compared_whenever_it_was_printed() -> None:
    one = bombing(BULLETIN, "Marsh Courier", roles=MARKET)
    two = bombing(OTHER, "Radio Marsh", "2021-05-04", time=None, roles=MARKET)
    assert link([one, two], (), KNOW).judgements
