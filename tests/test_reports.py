"""The two reports and the annotated stories of the folder `shared`: borders, dates, accounts, and a floor of F1."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import tidings
from tests.reading.sentences import know
from tidings.evaluate import score_gold
from tidings.model import Account, Item, Reading

STARTS = (
    "The Islamic State group",
    "An endangered baby",
    "‘BARBAROUS ACTS’",
    "CHINESE ICBM",
    "As violence between",
)
FOUND_F1, ROW_F1 = 0.42, 0.25  # floors: raise them when the program earns it, never lower them


@cache
def read(path: Path) -> tuple[Reading, ...]:
    return tuple(tidings.read(path, know=know()))


@pytest.fixture
def drones(shared: Path) -> Reading:
    (reading,) = read(shared / "reports" / "smuggled-drones.txt")
    return reading


def telling(reading: Reading, kind: str, words: str) -> list[Account]:
    """Accounts of the kind that a sentence with these words mentions."""
    at = reading.story.text.index(words)
    return [a for a in reading.accounts if a.kind == kind and any(at <= q.start < at + len(words) for q in a.mentions)]


def test_a_page_of_five_stories_is_cut_where_they_start(shared: Path) -> None:
    stories = [reading.story for reading in read(shared / "reports" / "research-centre.txt")]
    assert [s.text.lstrip()[: len(start)] for s, start in zip(stories, STARTS, strict=True)] == list(STARTS)


def test_the_report_is_one_story_dated_by_clues(drones: Reading) -> None:
    published = drones.story.published
    assert (published.date, published.basis) == ("2018-10-30", "clues")
    assert published.evidence


def test_the_killing_of_two_soldiers(drones: Reading) -> None:
    (killing,) = telling(drones, "attack", "attached to a drone killed two Kurdish Peshmerga soldiers")
    assert killing.status == "happened"
    killed = killing.number("killed")
    assert killed is not None
    assert (killed.amount.min, killed.amount.max) == (2, 2)
    assert any("IED" in f.quote.text or "drone" in f.quote.text for f in killing.role("item"))


def test_the_killing_has_the_month_that_it_hangs_on(drones: Reading) -> None:
    (killing,) = telling(drones, "attack", "attached to a drone killed two Kurdish Peshmerga soldiers")
    assert killing.time is not None
    assert (killing.time.when.start, killing.time.when.end) == ("2016-10-01", "2016-10-31")


def test_its_chain_of_sources_ends_with_who_knows(drones: Reading) -> None:
    (killing,) = telling(drones, "attack", "attached to a drone killed two Kurdish Peshmerga soldiers")
    names = [source.name for source in killing.sources]
    assert "Combating Terrorism Center" in names[-1]
    assert any("Meir Amit" in name for name in names[:-1])


def test_the_smuggling_was_attempted(drones: Reading) -> None:
    found = telling(drones, "transfer", "ISIS is trying to smuggle drones from Europe to perpetrate global attacks")
    assert [a.status for a in found] == ["attempted"]


def test_further_drones_are_possible(drones: Reading) -> None:
    found = telling(drones, "possess", "possesses additional drones")
    assert [a.status for a in found] == ["possible"]


def test_the_model_of_the_drone_is_known(drones: Reading) -> None:
    items = [m.entity for m in drones.mentions if isinstance(m.entity, Item)]
    known = next(item for item in items if item.name == "Phantom 4 Advanced")
    assert (known.maker, known.category) == ("DJI", "uav.multirotor")


@pytest.mark.slow
def test_gold_stays_above_its_floors(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ratios = score_gold(shared / "gold" / "dev", lambda path: tidings.read(path, know=know())).ratios()
    with capsys.disabled():
        print("\n" + "  ".join(f"{name} {value:.3f}" for name, value in ratios.items() if value))  # noqa: T201
    found, row = ratios["found F1"], ratios["row F1"]
    assert found is not None
    assert row is not None
    assert found >= FOUND_F1
    assert row >= ROW_F1
