"""Events as JSON lines: one object an event, with its statements and the accounts that it stands on.

Nothing is left out but the text of the stories; `json_back.told_of` makes the same values of a line again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from tidings.model import Account, Event, Statement
from tidings.model.contract import account_json, story_json
from tidings.model.links import Telling, Told
from tidings.output.forms import Options
from tidings.output.summary import grade, publishers, quote

Json = dict[str, Any]


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an event; the accounts stand under it whatever the options say."""
    return events_jsonl(events)


def events_jsonl(events: Iterable[Told]) -> Iterator[str]:
    """Yield one line an event, each with its line end."""
    for told in events:
        yield json.dumps(told_json(told), ensure_ascii=False) + "\n"


def told_json(told: Told) -> Json:
    """Return the event and its accounts as plain values."""
    texts = {account.id: story.text for story, account, _ in told.tellings}
    statements = [_statement_json(s, texts.get(s.account)) for s in told.statements]
    event = event_json(told.event) | {
        "timex": told.event.time.timex,
        "timex_type": told.event.time.type,
        "accounts": list(told.event.accounts),
        "grade": grade(told),
        "grades": dict(told.grades),
        "sources": publishers(told),
        "statements": statements,
    }
    return {"event": event, "accounts": [_telling_json(telling) for telling in told.tellings]}


def event_json(event: Event) -> Json:
    """Return what the case says of the event, without its accounts."""
    return {
        "id": event.id,
        "kind": event.kind,
        "status": event.status,
        "title": event.title,
        "time": {"start": event.time.start, "end": event.time.end, "precision": event.time.precision},
        "place": asdict(event.place) if event.place else None,
        "stories": event.stories,
        "origins": list(event.origins),
        "independent": event.independent,
        "credibility": event.credibility,
        "credibility_because": event.credibility_because,
        "conflicts": list(event.conflicts),
        **({"edits": [asdict(edit) for edit in event.edits]} if event.edits else {}),
        **({"tags": list(event.tags)} if event.tags else {}),
    }


def _statement_json(statement: Statement, text: str | None) -> Json:
    out = asdict(statement)
    del out["event"]
    if text is not None and statement.start is not None and statement.end is not None:
        out["text"] = text[statement.start : statement.end]
    return out


def _telling_json(telling: Telling) -> Json:
    story, account, origin = telling
    words = quote(telling)
    report = {name: value for name, value in story_json(story).items() if name not in ("text", "start", "end")}
    return {
        "source_id": story.source_id,
        "story": story.id,
        "document": f"sha256:{story.document}",
        "headline": story.headline,
        "publisher": story.publisher,
        "published": story.published.date,
        "url": story.url,
        **account_json(account),
        **_rest(account),
        "quote": {"start": words.start, "end": words.end, "text": words.text},
        "report": report | {"at": [story.start, story.end]},
        "origin": origin.name if origin else None,
        "origin_key": origin.key if origin else None,
        "origin_is_asserting": origin.is_asserting if origin else None,
        "origin_because": origin.why if origin else None,
    }


def _rest(account: Account) -> Json:
    """What the contract of reading leaves out of an account: table ids, spans of cues, timexes, units, all digits."""
    parts: Json = {"confidence": account.confidence}
    if cues := {str(n): [s.cue.start, s.cue.end] for n, s in enumerate(account.sources) if s.cue}:
        parts["cues"] = cues
    if entities := {role: [f.entity for f in some] for role, some in account.roles if any(f.entity for f in some)}:
        parts["entities"] = entities
    if account.time:
        parts |= {"timex": account.time.when.timex, "timex_type": account.time.when.type}
    if units := {name: [counted.amount.of, counted.amount.measure] for name, counted in account.numbers}:
        parts["units"] = units
    return parts
