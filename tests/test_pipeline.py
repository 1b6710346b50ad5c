"""End to end: from files to events, in whatever order, batch and run they come."""

from __future__ import annotations

import itertools
import json
import pickle
from pathlib import Path

import pytest

import tidings
from tests.reading.sentences import know
from tidings import Case, Problem, ProblemWarning

WIRE = (
    "MORA, Cameroon (Northern Wire) - A suicide bomber killed six people at a market in Mora on Thursday, "
    "the army said."
    "\n\nThe bomber struck at noon, when the market was full. Eleven people were wounded and taken to the hospital."
)
OTHER = "Residents of Mora said that a suicide bomber killed six people at the market in Mora on Thursday."
ELSEWHERE = "Police in Antwerp arrested two men on Tuesday and seized 14 rifles, the prosecutor said."
ARABIC = "قال الجيش إن مسلحين هاجموا قافلة عسكرية قرب مدينة الموصل يوم الجمعة وقتلوا أربعة جنود وأصابوا عددا آخر بجروح"
OUTLETS = [f"The {town} Courier" for town in "Aldon Brea Corvin Dunmore Elst Farrow Gorm Halden Istra Jarl".split()]


def rows(*texts: tuple[str, str]) -> str:
    """JSON lines of stories by publisher and text, all published on one day."""
    given = [{"id": p, "publisher": p, "published": "2015-10-16", "text": text} for p, text in texts]
    return "\n".join(json.dumps(row, ensure_ascii=False) for row in given)


@pytest.fixture
def inputs(tmp_path: Path) -> list[Path]:
    """Three files of stories, one of them in Arabic."""
    out = []
    for name, text in {"wire": WIRE, "other": OTHER, "arabic": ARABIC}.items():
        path = tmp_path / f"{name}.jsonl"
        path.write_text(rows((name.title(), text), (f"{name.title()} Daily", ELSEWHERE)), encoding="utf-8")
        out.append(path)
    return out


def test_a_closed_case_is_one_file(inputs: list[Path], tmp_path: Path) -> None:
    with Case(tmp_path / "case.tidings") as case:
        case.add(*inputs)
    assert [path.name for path in tmp_path.glob("case*")] == ["case.tidings"]


def case_of(*batches: tuple[Path, ...]) -> Case:
    """A case in memory to which the batches were added one after the other."""
    case = Case(":memory:")
    case.know = know()
    for batch in batches:
        case.add(*batch)
    return case


def test_order_and_batches_change_nothing(inputs: list[Path]) -> None:
    with case_of(tuple(inputs)) as whole:
        want = whole.fingerprint()
        assert whole.check() == []
        assert len(whole.events()) > 0
    for order in list(itertools.permutations(inputs))[1::2]:
        with case_of(tuple(order)) as case:
            assert case.fingerprint() == want
    with case_of(tuple(inputs[:1]), tuple(inputs[1:])) as case:
        assert case.fingerprint() == want


def test_a_second_run_adds_nothing(inputs: list[Path]) -> None:
    with case_of(tuple(inputs)) as case:
        before = case.fingerprint()
        tally = case.add(*inputs)
        assert (tally.documents, tally.stories, tally.accounts) == (0, 0, 0)
        assert tally.held > 0
        assert case.fingerprint() == before


def test_ten_copies_of_one_wire_are_one_event_of_one_origin(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(rows(*((outlet, WIRE) for outlet in OUTLETS)), encoding="utf-8")
    with case_of((path,)) as case:
        (event,) = [e for e in case.events() if e.kind == "attack"]
        assert event.stories == 10
        assert event.independent == 1
        assert event.status == "happened"


def test_a_second_outlet_with_its_own_witnesses_counts(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(rows(("Aldon Courier", WIRE), ("Brea Courier", OTHER)), encoding="utf-8")
    with case_of((path,)) as case:
        (event,) = [e for e in case.events() if e.kind == "attack"]
        assert (event.stories, event.independent) == (2, 2)


def test_text_in_a_language_that_is_not_read_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "arabic.txt"
    path.write_text(ARABIC, encoding="utf-8")
    with case_of((path,)) as case:
        assert [p.reason for p in case.problems()] == ["unread-language"]
        assert [hit.story.text.strip() for hit in case.search("الموصل")] == [ARABIC]
        assert list(case.events()) == []


def test_read_warns_of_what_it_cannot_read(tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 broken")
    with pytest.warns(ProblemWarning, match=r"broken\.pdf: "):
        assert list(tidings.read(broken, know=know())) == []


def test_read_hands_problems_to_who_listens(tmp_path: Path) -> None:
    path = tmp_path / "arabic.txt"
    path.write_text(ARABIC, encoding="utf-8")
    heard: list[Problem] = []
    (reading,) = tidings.read(path, tmp_path / "missing.txt", know=know(), on_problem=heard.append)
    assert reading.accounts == ()
    assert reading.story.text.strip() == ARABIC
    assert heard[0].reason == "unread-language"
    assert len(heard) == 2


def test_progress_is_told_document_by_document(inputs: list[Path]) -> None:
    heard: list[tuple[int, str]] = []
    with Case(":memory:") as case:
        case.know = know()
        case.add(*inputs[:2], progress=lambda tally, origin: heard.append((tally.documents, origin)))
    assert [n for n, _ in heard] == sorted(n for n, _ in heard)
    assert {Path(origin.split("#")[0]).name for _, origin in heard} == {"wire.jsonl", "other.jsonl"}


def test_texts_are_read_in_any_batch_and_any_process() -> None:
    """`read_texts` is a step for batch engines: picklable, and its results do not depend on batches or their order."""
    texts: list[str | dict[str, str]] = [ELSEWHERE, {"text": WIRE, "publisher": "Wire", "published": "2015-10-16"}, ""]
    read = tidings.read_texts(texts)
    step = pickle.loads(pickle.dumps(tidings.read_texts))
    assert [step([text])[0] for text in reversed(texts)] == read[::-1]
    assert [len(one["stories"]) for one in read] == [1, 1, 0]
    assert read[1]["stories"][0]["story"]["published"]["date"] == "2015-10-16"
    assert read[2]["problems"][0]["reason"]


def test_a_text_in_another_language_is_a_problem_and_stays_a_story() -> None:
    read = tidings.read_texts([{"text": ARABIC}, {"headline": "no text"}])
    assert [p["reason"] for one in read for p in one["problems"]] == ["unread-language", "no-text"]
    assert read[0]["stories"][0]["accounts"] == []


def test_events_of_a_case_become_a_data_frame(inputs: list[Path]) -> None:
    with case_of(tuple(inputs)) as case:
        events = case.events(kind="arrest")
        assert events.to_polars()["id"].to_list() == [event.id for event in events]
        assert len(events.to_pandas(accounts=True)) == sum(len(event.accounts) for event in events)
        assert (events.total, case.events(limit=1).total) == (1, case.events().total)


def test_a_fault_of_the_program_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cut = tidings.readings.ingest.stories

    def fails(doc, know, note):
        return [][0] if b"Antwerp" in doc.raw else cut(doc, know, note)

    monkeypatch.setattr(tidings.readings.ingest, "stories", fails)
    (tmp_path / "a.txt").write_text(ELSEWHERE)
    (tmp_path / "b.txt").write_text(OTHER)
    problems: list[Problem] = []
    assert [one.story.text for one in tidings.read(tmp_path, know=know(), on_problem=problems.append)] == [OTHER]
    assert [(one.reason, "IndexError" in one.detail) for one in problems] == [("fault", True)]
