"""Kinds of event: every sense's example proves the sense, every kind's examples prove the kind."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.builders import story
from tests.reading.sentences import PUBLISHED, know, read_all
from tidings.errors import KnowledgeError
from tidings.knowledge.events import EventKinds, Sense
from tidings.knowledge.own import Tables
from tidings.model import KINDS, Kind
from tidings.reading.language import parses
from tidings.reading.reader import mentions
from tidings.reading.telling import Told, tell

HEAD = "raid: {definition: d, roles: [actor], examples: [e], counterexamples: [c], triggers: "
# senses that their example does not reach, by kind, part and words: what stands in the way
RIVAL = "a sense of another kind asks for as much and comes first"
KNOWN: dict[tuple[str, str, str], str] = {
    ("take", "v", "retake"): "the lemma of retook is retook",
    ("attack", "n", "operation"): "of does not look behind against; a first word of a name is a compound",
    ("attack", "n", "intervention"): RIVAL,
    ("attack", "n", "firing"): "the tagger takes firing for a verb",
    ("demand", "n", "call"): "the phrase call for always asks for more",
}
KNOWN_EXAMPLES = {}


@cache
def told() -> dict[str, list[Told]]:
    """What each sense's example tells, parsed as one batch."""
    stories = {sense.example: story(sense.example, PUBLISHED) for sense in know().events.senses}
    docs = zip(stories, parses(stories), strict=True)
    return {text: tell(doc, mentions(doc, stories[text], know()), know()) for text, doc in docs}


def name(sense: Sense) -> tuple[str, str, str]:
    return sense.kind, sense.part, " ".join(sense.words)


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_shows_its_sense(kind: Kind) -> None:
    senses = [s for s in know().events.senses if s.kind == kind]
    dead = [s for s in senses if all(t.trigger.sense != s for t in told()[s.example])]
    assert [(*name(s), s.example) for s in dead if name(s) not in KNOWN] == []


@pytest.mark.parametrize("key", KNOWN, ids=" ".join)
def test_a_known_gap_is_still_one(key: tuple[str, str, str]) -> None:
    """Whoever closes a gap takes it out of the list."""
    senses = [s for s in know().events.senses if name(s) == key]
    assert any(all(t.trigger.sense != s for t in told()[s.example]) for s in senses)


@pytest.mark.parametrize(
    ("text", "kind", "is_told"),
    [
        ("Rebels in Homs got hold of ten rockets.", "acquire", True),
        ("The mayor of Homs got hold of a letter.", "acquire", False),
        ("The navy test-fired two missiles off Busan.", "test", True),
        ("The navy fired two missiles at Busan.", "test", False),
        ("The raiders carried off rifles from Homs.", "seize", True),
        ("The soldiers carried rifles through Homs.", "seize", False),
        ("The army expelled the rebels from Homs.", "take", True),
        ("Turkey expelled two diplomats.", "take", False),
        ("Turkey expelled two diplomats.", "prosecute", True),
        ("Students staged a sit-in in Cairo.", "protest", True),
        ("Students sit in a hall in Cairo.", "protest", False),
        ("The hostage-taking in Beirut ended at noon.", "abduct", True),
    ],
)
def test_words_that_were_not_found_before(text: str, kind: Kind, is_told: bool) -> None:
    one = story(text, PUBLISHED)
    (doc,) = parses([text])
    assert (kind in [t.kind for t in tell(doc, mentions(doc, one, know()), know())]) is is_told


@cache
def examples() -> dict[str, list[str]]:
    """The kinds of account that each kind's examples and counterexamples give, by text."""
    kinds = know().events.kinds.values()
    texts = [text for kind in kinds for text in (*kind.examples, *kind.counterexamples)]
    return {text: [a.kind for a in reading.accounts] for text, reading in read_all(texts).items()}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_examples_are_of_the_kind(kind: Kind) -> None:
    wanted = [e for e in know().events.kinds[kind].examples if (kind, e) not in KNOWN_EXAMPLES]
    assert [(e, examples()[e]) for e in wanted if kind not in examples()[e]] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_counterexamples_are_not(kind: Kind) -> None:
    wanted = [e for e in know().events.kinds[kind].counterexamples if (kind, e) not in KNOWN_EXAMPLES]
    assert [(e, examples()[e]) for e in wanted if kind in examples()[e]] == []


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (HEAD.replace("raid", "Dance Hall") + "[{v: dance, e: x}]}", "name is one word of small letters"),
        (
            HEAD.replace("[actor]", "[chef]") + "[]}",
            "unknown role chef",
        ),
        (HEAD + "[{v: raid, n: raid, e: x}]}", "exactly one of v, n, a, p, np"),
        (HEAD + "[{v: raid, colour: red, e: x}]}", "unknown condition colour"),
        (HEAD + "[{v: raid, unless: fridge, e: x}]}", "law.yaml: line 1: raid: unless is a list: write .fridge."),
        (HEAD + "[{v: raid, method: magic, e: x}]}", "unknown method magic"),
        (HEAD + "[{v: raid, status: maybe, e: x}]}", "status maybe"),
    ],
)
def test_a_family_that_breaks_the_rules_is_refused(entry: str, match: str, tmp_path: Path) -> None:
    (tmp_path / "events").mkdir()
    (tmp_path / "events" / "law.yaml").write_text(entry, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=match):
        EventKinds.load(Tables(tmp_path))
