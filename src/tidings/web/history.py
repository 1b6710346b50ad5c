"""What analysts said of an event, as its history tells it, and the version that a decision must have seen."""

from __future__ import annotations

from collections.abc import Iterable

from tidings.case.judging import Said
from tidings.model import Event, Judgement, Reading, content_id
from tidings.output.jsonl import event_json
from tidings.output.judgements import hand_words
from tidings.web.fields import value_words
from tidings.web.shapes import Entry


def event_version(event: Event, said: Iterable[Judgement]) -> str:
    """Return what changes whenever the event or what is in force on it changes."""
    about = [j.id for j in said if j.subject == "event"]
    return content_id("event-version", event_json(event), event.accounts, event.edits, event.tags, *sorted(about))


def outlet_version(outlet: str, letter: str | None) -> str:
    """Return what changes whenever the outlet's grade changes."""
    return content_id("outlet-version", outlet, letter or "")


def story_version(read: Reading, said: Iterable[Said]) -> str:
    """Return what changes whenever the story's accounts or what is in force on them changes."""
    about = sorted(one.judgement.id for one in said if one.is_in_force and one.judgement.verdict != "undo")
    return content_id("story-version", *(account.id for account in read.accounts), *about)


def history(said: Iterable[Said]) -> list[Entry]:
    """Return every decision, newest first; those that take another back stand with it."""
    return [entry(one) for one in reversed(list(said)) if one.judgement.verdict != "undo"]


def entry(said: Said) -> Entry:
    """Return one decision."""
    judged = said.judgement
    return {
        "id": judged.id,
        "at": judged.at,
        "by": judged.by,
        "action": judged.verdict,
        "text": _words(judged),
        "reason": judged.because,
        "undone": not said.is_in_force,
        "can_undo": said.is_in_force,
    }


def _words(judged: Judgement) -> str:
    """What was decided, beside the verdict's name."""
    if judged.verdict == "edit":
        return f"{judged.field}: {value_words(judged.field, judged.right or '')}"
    if judged.subject == "story":
        return hand_words(judged)
    if judged.subject == "account":
        left, right = judged.sides()
        return f"{len(left)} and {len(right)} accounts" if len(left) + len(right) > 2 else "two accounts"
    return judged.right or ""
