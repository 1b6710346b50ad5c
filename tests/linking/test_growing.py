"""What keeps linking a story as cheap in a large case as in a small one, and that no row differs by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests.builders import document, take
from tests.linking.test_near import differing
from tests.linking.test_tying import defining, short
from tests.linking.texts import bombing
from tidings import linking, pipeline
from tidings.case import CaseStore, naming, waiting
from tidings.knowledge import Knowledge
from tidings.linking import block, near_cites
from tidings.linking.cites import forms
from tidings.linking.traits import traits_of
from tidings.model import Reading
from tidings.pipeline import link_waiting

KNOW = Knowledge()
BULLETIN = "A bomb went off beside the fish market of Safir on Monday and killed six people."
OTHER = "On Monday six people died beside the fish market of Safir. There a bomb went off."
RETROSPECT = "Nobody was ever tried for the bomb beside the fish market of Safir."
MARKET = {"target": ["fish market"]}
CITING = "A bomb went off in the fish market of Safir on Monday and killed six, the Marsh Courier reported."


@pytest.mark.parametrize(
    ("day", "common", "is_compared"),
    [
        (None, 3, True),  # two rare things together, in as many stories as they may have
        (None, 2, False),  # in one more: they are rare no longer
        ("2020-05-04", 2, True),  # the day and one thing still put them together
    ],
)
def test_things_named_together_in_too_many_stories_are_no_key(
    monkeypatch: pytest.MonkeyPatch, day: str | None, common: int, is_compared: bool
) -> None:
    monkeypatch.setattr(block, "COMMON", common)
    time = ("Monday", day) if day else None
    told = [
        bombing(BULLETIN, "Marsh Courier", roles=MARKET),
        bombing(BULLETIN, "Hill Post", "2022-07-05", time=("Monday", "2022-07-04"), roles=MARKET),
        bombing(OTHER if day else RETROSPECT, "Radio Marsh", "2024-05-04", time=time, roles=MARKET),
    ]
    traits = traits_of(told, {})
    pairs = {frozenset((traits[a].story.publisher, traits[b].story.publisher)) for a, b in block.candidates(traits)}
    assert (frozenset(("Marsh Courier", "Radio Marsh")) in pairs) == is_compared


def history() -> list[Reading]:
    """Stories that credit a paper, and that paper's stories: one years later first, then those that are meant."""
    return [
        bombing(CITING, "Radio Marsh", "2020-05-06"),
        bombing(BULLETIN, "Marsh Courier", "2024-05-05", time=("Monday", "2024-05-04")),
        bombing(BULLETIN.replace("Safir", "Lona"), "Hill Post", "2022-02-02", place=None, time=None),
        bombing(BULLETIN + " It rained.", "Marsh Courier", "2020-05-05"),
        bombing(CITING + " Snow fell.", "Lona Post", "2024-05-06", time=("Monday", "2024-05-04")),
        bombing(CITING.replace("six", "seven"), "Quay News", "2020-05-07"),
    ]


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4, 5), (5, 4, 3, 2, 1, 0), (2, 0, 1, 5, 3, 4)])
def test_credits_are_sought_on_the_days_that_a_story_may_be_cited(order: tuple[int, ...]) -> None:
    """A paper that the case knows from other years may be cited by a story that was there before it was known."""
    stories = history()
    with CaseStore.open(":memory:") as case:
        for n in order:
            take(case, stories[n])
            link_waiting(case, KNOW)
        cited = [(row.earlier, row.later) for row in case.lineage() if row.relation == "cites"]
        assert (stories[3].story.id, stories[0].story.id) in cited
        assert (stories[1].story.id, stories[4].story.id) in cited
        assert differing(case) == []


def test_a_long_line_is_put_in_order_some_stories_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "AT_ONCE", 2)
    monkeypatch.setattr(waiting, "AHEAD", 4)
    with CaseStore.open(":memory:") as case:
        take(case, *history())
        line = waiting.Line()
        with case.linking() as held:
            assert len(held.waiting("some version", 2, line)) == 2
        assert (len(line.stories), line.count) == (2, 4)
        link_waiting(case, KNOW)
        assert differing(case) == []


def test_whoever_writes_between_two_parts_lets_the_line_form_anew() -> None:
    """A story that is taken back while the rest is linked is among those that are linked next."""
    stories, line, version = history(), waiting.Line(), f"{linking.VERSION} {KNOW.version}"
    with CaseStore.open(":memory:") as case:
        take(case, *stories)
        with case.linking() as held:
            first = held.waiting(version, 2, line)
            part = linking.link_near(held, first, KNOW)
            held.put(first, part.links, part.accounts, part.weighed)
        ours = next(one for one in stories if one.story.id == first[0])
        with case.taking(document(ours.story.text, ours.story.source_id or ""), again=True):
            case.put(Reading(ours.story))
        with case.linking() as held:
            assert held.waiting(version, 2, line)[0] == first[0]
        assert differing(case) == []


PAPERS = [
    "The Marsh Courier",
    "Marsh Courier",
    "Hill Post",
    "The Post",
    "Ministry of Defence of Zandora",
    "Radio Marsh",
]


@pytest.mark.parametrize(
    ("before", "now", "looked_at"),
    [
        (PAPERS[:4], PAPERS, PAPERS[4:]),  # hit: a part of the case brings two more
        (PAPERS, PAPERS, []),  # hit: it brings none
        (PAPERS[:4], PAPERS[1:], PAPERS[1:]),  # trap: another case, of which one paper is not known
    ],
)
def test_a_publisher_more_is_written_without_the_others(
    monkeypatch: pytest.MonkeyPatch, before: list[str], now: list[str], looked_at: list[str]
) -> None:
    near_cites._index(frozenset(before))
    seen = set[str]()
    monkeypatch.setattr(near_cites, "forms", lambda some: seen.update(some) or forms(some))
    assert near_cites._index(frozenset(now)) == forms(now)
    assert seen == set(looked_at)


LETTERS = [a + b + c for a in "BCDFGH" for b in "AEIO" for c in "KLMN"]


def bodies(n: int) -> Iterator[Reading]:
    """Stories that each define letters: half of them others, half those of one body, and that body's letters again."""
    for at, letters in enumerate(LETTERS[:n]):
        full = " ".join(f"{letter}orin{letter.lower()}a" for letter in letters)
        yield defining(f"The {full} ({letters}) attacked Mora on day {at}.", full, letters)
        yield defining(f"The National Corn Front (NCF) attacked Mora on day {at}.", "National Corn Front")
        yield short(f"The NCF attacked Lona on day {at}.")


def definitions_read(monkeypatch: pytest.MonkeyPatch, n: int) -> int:
    """How many rows of namings one more definition has the case read, with so many in the case."""
    read = 0

    def counted(row: Any) -> Any:
        nonlocal read
        read += 1
        return naming_of(row)

    naming_of = naming.naming_of
    with CaseStore.open(":memory:") as case, monkeypatch.context() as patch:
        take(case, *bodies(n))
        link_waiting(case, KNOW)
        patch.setattr(naming, "naming_of", counted)
        take(case, defining("The National Corn Front (NCF) attacked Safir.", "National Corn Front"))
        link_waiting(case, KNOW)
        patch.undo()
        assert differing(case) == []
    return read


def test_a_definition_more_reads_those_of_its_own_name_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = (definitions_read(monkeypatch, n) for n in (4, 24))
    assert many <= few + 2  # which of many stories is the first to say so depends on their ids


@pytest.mark.file
def test_definitions_are_found_by_an_index() -> None:
    """The database could as well read all definitions of a case to have them in order."""
    asked = []
    with CaseStore.open(":memory:") as case, case._reading() as connection:

        def note(_: Any, __: Any, statement: str, given: Any, *___: Any) -> None:
            if "GROUP BY" in statement:
                asked.append((statement, given))

        sa.event.listen(connection, "before_cursor_execute", note)
        naming.NamesHeld(connection).definitions({naming.Key("actor", "ncf"), naming.Key("actor", "corn front")}, 150)
        plans = [
            " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given))
            for statement, given in list(asked)
        ]
    assert [re.findall(r"naming_defines_\w+ \(how=\? AND sort=\? AND \w+=\?\)", plan) for plan in plans] == [
        ["naming_defines_name (how=? AND sort=? AND key=?)"],
        ["naming_defines_words (how=? AND sort=? AND plain=?)"],
    ]
