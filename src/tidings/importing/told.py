"""Our own JSON lines as readings: accounts gathered by story, stories by document, every quote compared again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, is_dataclass
from typing import Any

from tidings.errors import SpanMismatch, UnreadableBytes
from tidings.importing.fields import MALFORMED
from tidings.linking.tying import key_of
from tidings.model import Account, Anchor, Judgement, Mention, Place, Problem, Reading, Story
from tidings.model.account import LABELS
from tidings.model.judgement import PAIRED
from tidings.model.links import Telling, Told
from tidings.model.naming import SORTS
from tidings.output.json_back import Json, mention_of, told_of

ALTERED, NO_TEXT = "altered", "no-text"
OF_EVENTS = ("accept", "reject", "edit", "comment", "tag", "grade")
OF_NAMES = tuple(("entity", verdict) for verdict in PAIRED)
GIVEN = (*(("event", verdict) for verdict in OF_EVENTS), ("outlet", "grade"), ("judgement", "undo"), *OF_NAMES)
BARE = ("accept", "reject", "undo")  # verdicts that say all there is to say


@dataclass(slots=True)
class Gathered:
    """What the lines tell: stories with their accounts, what analysts set, and the lines that tell nothing."""

    stories: dict[str, Story] = field(default_factory=dict)
    accounts: dict[str, dict[str, Account]] = field(default_factory=dict)  # by story, then by id
    mentions: dict[str, tuple[Mention, ...]] = field(default_factory=dict)  # by story
    said: list[tuple[str, Judgement]] = field(default_factory=list)  # with the event that it is laid over, "" for none
    problems: list[Problem] = field(default_factory=list)
    textless: dict[str, str] = field(default_factory=dict)  # stories without a text, and the line that names each first

    def readings(self) -> dict[str, list[Reading]]:
        """Return the stories of each document, each with its accounts in the order of their words."""
        found: dict[str, list[Reading]] = {}
        for key, story in sorted(self.stories.items()):
            accounts = sorted(self.accounts[key].values(), key=lambda one: (one.mentions[0].start, one.id))
            read = Reading(story, self.mentions.get(key, ()), tuple(accounts), accounts[0].reader)
            found.setdefault(story.document, []).append(read)
        return found


def gathered(stream: Iterable[str], origin: str, text_of: Callable[[str], str]) -> Gathered:
    """Return what the lines tell; `text_of` gives the text of a story that the lines hold no text of, or ""."""
    found, texts = Gathered(), dict[str, str]()

    def known(key: str) -> str:
        return texts.get(key) or text_of(key)

    for n, line in enumerate(stream, 1):
        if not line.strip():
            continue
        try:
            row = _parsed(line)
            texts.update(row.get("texts") or {})
            told = told_of(row, known)
            mentions = {key: tuple(map(_mention, some)) for key, some in (row.get("mentions") or {}).items()}
            said = _all_said(told, row.get("said") or ())
            for telling, raw in zip(told.tellings, row["accounts"], strict=True):
                key = raw["report"]["id"]
                _add(found, telling, mentions.get(key, ()), (key, raw["id"]), f"{origin}#{n}")
            found.said += said
        except (UnreadableBytes, SpanMismatch) as why:
            found.problems.append(Problem(f"{origin}#{n}", ALTERED, str(why)))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as why:
            words = f"Not a line of a JSON lines export of Tidings: {type(why).__name__} {why}. It is left out."
            found.problems.append(Problem(f"{origin}#{n}", MALFORMED, words))
    found.problems += _without_text(found.textless)
    return found


def _parsed(line: str) -> Json:
    """The line's values; raise where an escape stands for half a character, which no case can keep."""
    row: Json = json.loads(line)
    if "\\u" in line:
        json.dumps(row, ensure_ascii=False).encode()
    return row


def _add(found: Gathered, telling: Telling, mentions: tuple[Mention, ...], ids: tuple[str, str], origin: str) -> None:
    """Keep an account and its story; raise for what is not as its id says, or quotes words that are not there."""
    story, account, _ = telling
    if not story.text and story.end > story.start:
        found.textless.setdefault(story.id, origin)
        return
    if (story.id, account.id) != ids or len(story.text) != story.end - story.start:
        raise UnreadableBytes(f"Account {ids[1]} of story {ids[0]} is not what its id stands for. Export it anew.")
    Reading(story, mentions, (account,))
    found.stories.setdefault(story.id, story)
    found.accounts.setdefault(story.id, {}).setdefault(account.id, account)
    if mentions:
        found.mentions.setdefault(story.id, mentions)


def _mention(raw: Json) -> Mention:
    """The mention; raise for what no reader says."""
    one = mention_of(raw)
    if one.label not in LABELS or not all(map(_fits, filter(None, (one, one.quote, one.value, one.entity)))):
        raise ValueError("a mention that says nothing in words and numbers")
    return one


def _fits(value: Any) -> bool:
    """Whether the plain fields of a value are of the sorts that it has them in."""
    for field_name, sort in type(value).__annotations__.items():
        given = getattr(value, field_name)
        if is_dataclass(given) or (given is None and "None" in sort):
            continue
        if not isinstance(given, int | float if {"int", "float"} & set(sort.split()) else str):
            return False
    return True


def _without_text(textless: dict[str, str]) -> Iterator[Problem]:
    for key, origin in textless.items():
        words = f"Nothing tells the text of story {key}, so that its quotes cannot be compared with it."
        yield Problem(origin, NO_TEXT, f"{words} Export with the texts: tidings export CASE --as exchange")


def _all_said(told: Told, some: Iterable[Json]) -> list[tuple[str, Judgement]]:
    """What the line says of its event and beside it; an edit that is told whole is not taken from the event too."""
    said = list(_said(told, some))
    whole = {(one.field, one.right, one.by, one.at) for _, one in said if one.verdict == "edit"}
    edits = (one for one in _edits(told) if (one[1].field, one[1].right, one[1].by, one[1].at) not in whole)
    return [*edits, *said]


def _edits(told: Told) -> Iterator[tuple[str, Judgement]]:
    """What the event shows as set, which is all that lines without `said` tell of it."""
    for one in told.event.edits:
        reasons = (one.because,) if one.because else ()
        edit = Judgement(
            "event", told.event.id, one.value, "edit", 1.0, reasons, one.by, one.at, one.field, _anchors(told)
        )  # fmt: skip
        yield told.event.id, _signed(edit)


def _said(told: Told, some: Iterable[Json]) -> Iterator[tuple[str, Judgement]]:
    """The judgements of a line; raise for what is none, or says other than its id stands for."""
    for raw in some:
        subject, verdict = raw["subject"], raw["verdict"]
        if (subject, verdict) not in GIVEN:
            raise ValueError(f'"{verdict}" of one {subject}')
        is_event = subject in ("event", "judgement")
        one = Judgement(
            subject, raw["left"], raw["right"], verdict, float(raw["score"]), tuple(raw["reasons"]), raw["by"],
            raw["at"], raw["field"], _anchors(told) if is_event else (),
        )  # fmt: skip
        if subject == "entity":
            _check_names(_signed(one))
        if _signed(one).id != raw["id"]:
            raise UnreadableBytes(f"Judgement {raw['id']} does not say what its id stands for. Export it anew.")
        yield told.event.id if is_event else "", one


def _check_names(one: Judgement) -> None:
    """Raise for a judgement of names whose names, or what it notes of them, are none."""
    left, right = key_of(one.left), key_of(one.right or "")
    seen = json.loads(one.field) if one.field else [{"name": left.key}, {"name": right.key}]
    is_pair = left.sort == right.sort and left.sort in SORTS and left.key and right.key and left != right
    if not is_pair or len(seen) != len((left, right)):
        raise ValueError("a judgement of two names that are not of one sort")
    for noted in seen:
        if not isinstance(noted["name"], str) or not noted["name"]:
            raise ValueError("a judgement of a name without words")
        if body := noted.get("body"):
            Place(**json.loads(body))


def _anchors(told: Told) -> tuple[Anchor, ...]:
    """Where the accounts of the event stand, by which a judgement of it finds its event elsewhere."""
    return tuple(_anchor(one.account) for one in told.tellings)


def _anchor(account: Account) -> Anchor:
    first = account.mentions[0]
    return Anchor(account.id, account.story, account.kind, first.start, first.end)


def _signed(one: Judgement) -> Judgement:
    """The judgement; raise where it is no person's, or its words are none."""
    words = (one.left, one.by, one.at, one.field, *one.reasons)
    is_said = one.right is None if one.verdict in BARE else isinstance(one.right, str)
    is_plain = is_said and all(isinstance(word, str) for word in words) and 0 <= one.score <= 1
    if not is_plain or not one.by or not one.is_analyst:
        raise ValueError("a judgement that no person signed in words")
    return one
