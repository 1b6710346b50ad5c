"""A line of a JSON lines export as the values it was made of; the text of stories comes from elsewhere or is empty."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from tidings.model import (
    Account,
    Actor,
    Amount,
    Counted,
    Edit,
    Event,
    Filler,
    Item,
    Mention,
    Origin,
    Outlet,
    Place,
    Placed,
    Published,
    Quote,
    Source,
    Span,
    State,
    Statement,
    Story,
    Timed,
    When,
)
from tidings.model.links import Telling, Told

Json = dict[str, Any]
TextOf = Callable[[str], str]  # by story id
_PLACE = ("name", "country", "geonames", "lat", "lon", "radius_km", "relation", "type")
_EVENT = ("id", "kind", "status", "stories", "independent", "credibility", "credibility_because", "title")


def without_text(story: str) -> str:
    """Return no text, whatever the story."""
    return ""


def told_of(line: str | Json, text_of: TextOf = without_text) -> Told:
    """Return the event of one line; equal to what was exported where `text_of` gives the stories' text.

    The ids of events, accounts and stories are the same; a story without its text can show no sentence.
    """
    row = json.loads(line) if isinstance(line, str) else line
    raw = row["event"]
    statements = tuple(Statement(event=raw["id"], **_of(one, "text")) for one in raw["statements"])
    return Told(_event(raw), tuple(_telling(one, text_of) for one in row["accounts"]), statements, raw["grades"])


def mention_of(raw: Json) -> Mention:
    """Return the mention that `contract.mention_json` was given."""
    value, entity = raw.get("value"), raw.get("entity")
    return Mention(
        raw["label"], _quote(raw), _value(value) if value else None, _entity(entity) if entity else None,
        raw.get("rule", ""),
    )  # fmt: skip


def _value(raw: Json) -> When | Place | Amount | State:
    """What a mention stands for; each sort has a field of its own."""
    if "condition" in raw:
        return State(raw["condition"], _quote(raw))
    return (Amount if "measure" in raw else Place if "name" in raw else When)(**raw)


def _entity(raw: Json) -> Actor | Item | Outlet:
    """What a mention names; of an actor the type is always told, of an outlet the kind."""
    return (Actor if "type" in raw else Outlet if "kind" in raw else Item)(**raw)


def _event(raw: Json) -> Event:
    plain: Json = {name: raw[name] for name in _EVENT}
    several: Json = {name: tuple(raw.get(name, ())) for name in ("accounts", "origins", "conflicts", "tags")}
    return Event(
        **plain,
        **several,
        time=When(**raw["time"], timex=raw["timex"], type=raw["timex_type"]),
        place=Place(**raw["place"]) if raw["place"] else None,
        edits=tuple(Edit(**one) for one in raw.get("edits", ())),
    )


def _telling(raw: Json, text_of: TextOf) -> Telling:
    story, account = _story(raw["report"], text_of), _account(raw)
    if raw["origin"] is None:
        return Telling(story, account, None)
    origin = Origin(account.id, raw["origin"], raw["origin_key"], raw["origin_is_asserting"], raw["origin_because"])
    return Telling(story, account, origin)


def _story(raw: Json, text_of: TextOf) -> Story:
    published = {**raw["published"], "evidence": tuple(Span(*pair) for pair in raw["published"]["evidence"])}
    document = raw["document"].removeprefix("sha256:")
    rest, (start, end) = _of(raw, "id", "document", "published", "at"), raw["at"]
    return Story(document, start, end, text_of(raw["id"]), published=Published(**published), **rest)


def _account(raw: Json) -> Account:
    time, place = raw["time"], raw["place"]
    return Account(
        raw["story"],
        raw["kind"],
        raw["status"],
        tuple(_quote(one) for one in raw["mentions"]),
        tuple(_source(one, raw.get("cues", {}).get(str(n), ())) for n, one in enumerate(raw["sources"])),
        Timed(When(time["start"], time["end"], time["precision"], raw["timex"], raw["timex_type"]), _spanned(time))
        if time
        else None,
        Placed(Place(**{name: place[name] for name in _PLACE}), _located(place)) if place else None,
        tuple((role, _fillers(some, raw.get("entities", {}).get(role))) for role, some in raw["roles"].items()),
        tuple(
            (name, Counted(Amount(one["min"], one["max"], *raw["units"][name]), _located(one)))
            for name, one in raw["numbers"].items()
        ),
        raw["method"],
        _quote(raw["status_words"]) if raw["status_words"] else None,
        raw["reader"],
        raw["confidence"],
        tuple(raw["because"]),
    )


def _source(raw: Json, cue: list[int]) -> Source:
    quote = _quote(raw) if "start" in raw else None
    return Source(raw["name"], quote, Quote(cue[0], cue[1], raw["cue"]) if cue else None, raw["evidence"])


def _fillers(some: list[Json], entities: list[str | None] | None) -> tuple[Filler, ...]:
    known = entities or [None] * len(some)
    return tuple(Filler(one["name"], _quote(one), entity) for one, entity in zip(some, known, strict=True))


def _quote(raw: Json) -> Quote:
    return Quote(raw["start"], raw["end"], raw["text"])


def _located(raw: Json) -> Quote:
    return Quote(raw["span"][0], raw["span"][1], raw["text"])


def _spanned(raw: Json) -> Quote | None:
    return _located(raw) if raw["span"] else None


def _of(raw: Json, *without: str) -> Json:
    return {name: value for name, value in raw.items() if name not in without}
