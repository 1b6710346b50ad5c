"""The shelf of a publisher's stories: what it leaves unread could not have been meant."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tidings.linking.cites import Holders
from tidings.linking.wording import overlap

WORDS = st.frozensets(st.sampled_from("abcdefghijklmnopqrstuvwxyz"), max_size=20)


@given(st.lists(WORDS, max_size=12), WORDS, st.sampled_from([0.25, 0.3, 1.0]))
def test_nothing_that_shares_enough_is_passed_over(
    sets: list[frozenset[str]], wanted: frozenset[str], share: float
) -> None:
    enough = {n for n, one in enumerate(sets) if overlap(wanted, one) >= share}
    assert enough <= Holders(sets).sharing(wanted, share)


def test_a_common_word_alone_is_not_looked_up() -> None:
    sets = [frozenset({"said", f"name{n}", *"uvwxy"}) for n in range(50)]
    wanted = frozenset({"said", "name7", "other", "words", "here"})
    assert Holders(sets).sharing(wanted, 0.3) == {7}
