"""A dossier says nothing without a note, its notes stand in the stories, and what it leaves out it counts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable

import pytest

from tests.builders import account, origin
from tests.output.report.cases import (
    ALL,
    BOUGHT,
    EACH_STATUS,
    FIRED,
    SOLD,
    WHERE,
    asked,
    differing,
    hostile,
    many,
    told,
)
from tidings.model.event import Edit
from tidings.model.links import Telling, Told
from tidings.output.report import Dossier, dossier
from tidings.output.report.judgements import DONE, MOST
from tidings.output.report.parts import Figure, Grid, Paragraph, Remark, Section
from tidings.output.report.sections import CITED, EVENTS, STEPS

FULL = dossier([*ALL, differing(), hostile()], asked())


def section(report: Dossier, title: str) -> Section:
    return next(one for one in report.sections if one.title == title)


def texts(one: Section, *, remarks: bool = True) -> list[str]:
    paragraphs = [block for block in one.blocks if isinstance(block, Paragraph)]
    return [part.text for block in paragraphs for part in block.parts if remarks or not isinstance(part, Remark)]


def stories(events: Iterable[Told]) -> dict[str, str]:
    return {telling.story.id: telling.story.text for one in events for telling in one.tellings}


def test_every_sentence_and_row_has_a_note_that_stands_verbatim_in_its_story() -> None:
    texts = stories([*ALL, differing(), hostile()])
    notes = {note.number: note for note in FULL.notes}
    said = [*FULL.sentences(), *FULL.rows()]
    assert len(said) > 40
    for one in said:
        assert one.notes
        for number in one.notes:
            note = notes[number]
            assert note.quotes
            assert all(texts[note.story][quote.start : quote.end] == quote.text for quote in note.quotes)


def test_every_note_is_used_and_numbered_in_order() -> None:
    used = {number for one in (*FULL.sentences(), *FULL.rows()) for number in one.notes}
    assert used == {note.number for note in FULL.notes}
    assert [note.number for note in FULL.notes] == list(range(1, len(FULL.notes) + 1))


def test_a_note_carries_what_is_known_of_its_document() -> None:
    note = next(note for note in dossier([FIRED], asked()).notes)
    assert (note.document, note.publisher, note.published) == (WHERE.document, "Radio Marsh", "2020-05-05")
    assert (note.headline, note.url) == ("Rockets at Safir", "https://example.org/2")
    made = dossier([FIRED], asked()).with_custody(
        {WHERE.document: ("/home/" + "ana/in/a.html", "2020-05-06T00:00:00Z")}
    )
    assert {(note.came, note.retrieved) for note in made.notes} == {("a.html", "2020-05-06T00:00:00Z")}


def test_the_words_of_every_name_stand_in_the_notes() -> None:
    one = dossier([FIRED], asked())
    quoted = " ".join(quote.text for note in one.notes for quote in note.quotes)
    for words in ("Lake Column", "Safir", "rockets", "4 May 2020", "two people"):
        assert words in quoted


def test_a_part_of_another_account_brings_its_note() -> None:
    with_item = account(WHERE, "bought", "acquire", roles={"item": ["drones"]})
    bare = BOUGHT.tellings[0].account
    bare = dataclasses.replace(bare, roles=tuple(pair for pair in bare.roles if pair[0] != "item"), confidence=0.9)
    event = dataclasses.replace(BOUGHT.event, accounts=(bare.id, with_item.id))
    both = Told(event, tuple(Telling(WHERE, each, origin(each, "the governor")) for each in (bare, with_item)))
    sentence = next(iter(dossier([both], asked()).sentences()))
    assert "drones" in sentence.text


@pytest.mark.parametrize("title", ["Scope", "Key judgements", "Chronology", "Capability", "Network", "Gaps"])
def test_the_sections_are_there(title: str) -> None:
    assert section(FULL, title).blocks


def test_judgements_keep_likelihood_and_confidence_apart_and_foretell_nothing() -> None:
    said = texts(section(FULL, "Key judgements"), remarks=False)
    assert 2 <= len(said) <= 2 * MOST
    for likely, sure in zip(said[::2], said[1::2], strict=True):
        assert re.match(r"(It is (very )?likely|There is a roughly even chance) that ", likely)
        assert re.match(r"Confidence is (high|moderate|low): ", sure)
        assert "onfidence" not in likely
        assert "likely" not in sure
    assert not re.search(r"\b(will|shall|is going to|expected to)\b", " ".join(said))


def test_what_is_denied_or_possible_only_is_no_judgement() -> None:
    alone = dossier([SOLD, *(one for one in EACH_STATUS if one.event.status not in DONE)], asked())
    assert texts(section(alone, "Key judgements"), remarks=False) == []


@pytest.mark.parametrize(
    ("independent", "stories", "grades", "word"),
    [
        (3, 3, {"Radio Marsh": "B"}, "high"),
        (3, 3, {}, "moderate"),
        (2, 2, {"Radio Marsh": "C"}, "moderate"),
        (1, 1, {"Radio Marsh": "A"}, "moderate"),
        (1, 1, {}, "low"),
        (3, 1, {}, "low"),  # trap: three voices in one story confirm nothing
        (2, 2, {"Radio Marsh": "E"}, "low"),
    ],
)
def test_confidence_follows_from_origins_and_grades(independent: int, stories: int, grades: dict, word: str) -> None:
    event = dataclasses.replace(
        FIRED.event, independent=independent, stories=stories, origins=("a", "b", "c")[:independent]
    )
    report = dossier([Told(event, FIRED.tellings, (), grades)], asked())
    assert texts(section(report, "Key judgements"), remarks=False)[1].startswith(f"Confidence is {word}:")


def test_contradictions_stand_value_by_value_with_their_range() -> None:
    said = texts(section(dossier([differing(), SOLD], asked()), "Contradictions"))
    assert "Killed, lowest to highest: 2 to 9, of which 9 is best supported." in said
    assert "Killed “2”: the governor." in said
    assert "Killed “9”: nurse." in said
    assert any(text.startswith("It is denied that Delta Works transferred engines") for text in said)


def test_gaps_are_counted_with_examples() -> None:
    said = " ".join(texts(section(FULL, "Gaps")))
    for words in (
        "have no date",
        "have no place",
        "single independent origin",
        "nobody's word",
        "possible or supposed",
    ):
        assert words in said


def test_an_analysts_edits_are_said_to_be_his() -> None:
    edits = (Edit("actor", "the Hill Band", "ana", "2020-06-01T00:00:00Z", "named in court"),)
    event = dataclasses.replace(FIRED.event, edits=edits)
    chronology = section(dossier([Told(event, FIRED.tellings)], asked()), "Chronology")
    assert texts(chronology)[0].startswith("The Hill Band carried out")
    assert "set by ana: actor" in chronology.blocks[0].foot  # type: ignore[union-attr]


def test_an_empty_report_says_so() -> None:
    empty = dossier([], asked(left_out=("All 3 events of the case do not pass the filters.",)))
    assert empty.notes == ()
    assert all(section.blocks for section in empty.sections)
    assert "All 3 events" in " ".join(texts(section(empty, "Scope")))
    assert texts(section(empty, "Chronology")) == ["No event is in the scope."]


def test_two_thousand_events_stay_bounded_and_say_what_is_cut() -> None:
    report = dossier(many(2000), asked())
    blocks = [block for one in report.sections for block in one.blocks]
    assert len(section(report, "Chronology").blocks) == EVENTS + 1
    assert max(len(block.rows) for block in blocks if isinstance(block, Grid)) <= STEPS
    assert len(report.notes) < 600
    assert all(len(row.notes) <= CITED for row in report.rows())
    remarks = " ".join(part.text for one in report.sections for part in texts_of(one))
    for words in ("1,880 events", "1,920 more rows left out", "1,960 more ties left out", "30 more outlets left out"):
        assert words in remarks
    assert all(len(block.picture.shapes) < 9000 for block in blocks if isinstance(block, Figure))


def texts_of(one: Section) -> list[Remark]:
    return [
        part for block in one.blocks if isinstance(block, Paragraph) for part in block.parts if isinstance(part, Remark)
    ]


def test_the_order_of_equal_runs_is_the_same() -> None:
    assert dossier(ALL, asked()) == dossier(list(ALL), asked())


def test_descriptions_tie_nobody() -> None:
    gunmen = told(WHERE, "fired", roles={"actor": ["trader"], "target": ["Safir"]})
    assert texts(section(dossier([gunmen], asked()), "Network")) == ["No account in the scope ties two named parties."]
    named = [block for block in section(dossier([FIRED], asked()), "Network").blocks if isinstance(block, Grid)]
    assert named[0].rows[0].cells[:3] == ("The Lake Column", "attack", "Safir")


@pytest.mark.parametrize(
    ("left", "said"),
    [(1, "1 event of the scope stands behind"), (2, "2 events of the scope stand behind")],
)
def test_events_behind_no_judgement_are_counted(left: int, said: str) -> None:
    doubtful = [told(WHERE, word, credibility=6, independent=0, origins=()) for word in ("bought", "sold")]
    judged = section(dossier([FIRED, *doubtful[:left]], asked()), "Key judgements")
    assert any(text.startswith(said) for text in texts(judged))
