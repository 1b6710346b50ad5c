"""Sources in the case: what each rests on comes back, and a case from before that was kept reads as unknown."""

import pytest

from tidings.case.codec import account_json, account_of
from tidings.model import EVIDENCE, Account, Quote, Source

SAID = Quote(0, 4, "said")


@pytest.mark.parametrize("evidence", EVIDENCE)
def test_what_a_source_rests_on_comes_back(evidence: str) -> None:
    source = Source("army", Quote(5, 9, "army"), SAID, evidence)  # type: ignore[arg-type]
    told = Account(story="s", kind="attack", status="happened", mentions=(SAID,), sources=(source,))
    assert account_of("s", "attack", "happened", account_json(told)).sources == (source,)


def test_a_source_of_an_older_case_rests_on_the_unknown() -> None:
    told = Account(story="s", kind="attack", status="happened", mentions=(SAID,), sources=(Source("army", None, SAID),))
    raw = account_json(told)
    assert [len(parts) for parts in raw["sources"]] == [3]
    assert account_of("s", "attack", "happened", raw).sources[0].evidence == "unknown"
