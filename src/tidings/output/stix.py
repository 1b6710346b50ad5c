"""Events as one STIX 2.1 bundle, written piece by piece: what is reported, by whom, in which bytes, how credibly.

An event becomes an incident with the documented extension of stix_parts, a report that holds all that belongs to it,
a sighting for each independent origin, opinions of who denies it, and notes of what analysts set and where accounts
differ. Nobody becomes a threat actor or a target of anything here, and nothing a technique: it says what was told.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from tidings.model import Role
from tidings.model.links import Telling, Told
from tidings.model.overlay import NUMBERS
from tidings.output.coded import parties
from tidings.output.forms import Options
from tidings.output.rows import ROLES
from tidings.output.stix_parts import (
    EXTENSION,
    TOOL,
    Stix,
    captured,
    cited_from,
    confidence,
    domain,
    ident,
    located,
    moment,
    moments,
    publisher,
    somebody,
)
from tidings.output.summary import best, cited, day_words, grade, methods, names, number_range, quote

ACTING: tuple[Role, ...] = ("actor", "supplier", "recipient")  # roles that only somebody plays
SHARED = frozenset({"identity", "location", "file", "url", "observed-data"})  # objects that several events may need
MAYBE: tuple[Role, ...] = ("target",)  # a target may be a thing; then it stands in the extension alone


def bundle(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield the bundle, an object a line; what several events share is written where it is first needed, and once.

    The bundle's id comes last, as it stands for the ids of all objects.
    """
    ids = hashlib.sha256()
    yield '{"type": "bundle", "objects": ['
    before = "\n"
    for one in _once(_objects(events)):
        ids.update(one["id"].encode())
        yield before + json.dumps(one, ensure_ascii=False)
        before = ",\n"
    yield f'\n], "id": "{ident("bundle", ids.hexdigest())}"}}\n'


def _objects(events: Iterable[Told]) -> Iterator[Stix]:
    yield from (TOOL, EXTENSION)
    for told in events:
        yield from told_objects(told)


def _once(objects: Iterable[Stix]) -> Iterator[Stix]:
    written: set[str] = set()
    for one in objects:
        if one["id"] not in written:
            yield one
        if one["type"] in SHARED:
            written.add(one["id"])


def told_objects(told: Told) -> list[Stix]:
    """Return everything that one event brings into the bundle; an object follows those it refers to."""
    core = incident(told)
    around = [*_where(told, core), *_who(told, core), *_sightings(told, core), *_said(told, core)]
    parts = {one["id"]: one for one in (core, *around)}  # two names of one party are one identity
    created, modified = moments(told)
    whole = domain(
        "report", ident("report", told.event.id), created, modified,
        name=core["name"], description=f"What the case holds of the event {told.event.id}.", published=modified,
        object_refs=list(parts), confidence=confidence(told), labels=core["labels"],
        external_references=cited_from(told),
    )  # fmt: skip
    return [*parts.values(), whole]


def incident(told: Told) -> Stix:
    """Return the event as an incident."""
    event, shown = told.event, best(told)
    created, modified = moments(told)
    words = f"“{' '.join(quote(shown).text.split())}” ({cited(shown)})" if shown else ""
    return domain(
        "incident", ident("incident", event.id), created, modified,
        name=event.title or _name(told), description=words, confidence=confidence(told),
        labels=[event.kind, event.status, *methods(told)], external_references=cited_from(told),
        extensions={EXTENSION["id"]: _extension(told)},
    )  # fmt: skip


def _name(told: Told) -> str:
    who, whom = ", ".join(names(told, "actor")[:2]), ", ".join(names(told, "target")[:2])
    parties_named = " / ".join(filter(None, (who, whom)))
    place = told.event.place.name if told.event.place else ""
    return ", ".join(filter(None, (told.event.kind, parties_named, place, day_words(told.event.time))))


def _extension(told: Told) -> Stix:
    event = told.event
    ranges = {name: number_range(told, name) for name in NUMBERS}
    place = {name: value for name, value in asdict(event.place).items() if value is not None} if event.place else {}
    time = {"start": event.time.start, "end": event.time.end, "precision": event.time.precision}
    found: Stix = {
        "extension_type": "property-extension",
        "event": event.id,
        "kind": event.kind,
        "status": event.status,
        "methods": methods(told),
        "time": {name: value for name, value in time.items() if value} if event.time.is_known else None,
        "place": place,
        "roles": {role: played for role in ROLES if (played := names(told, role))},
        "numbers": {name: {"low": r.low, "best": r.best, "high": r.high} for name, r in ranges.items() if r},
        "credibility": event.credibility,
        "grade": grade(told),
        "independent": event.independent,
        "origins": list(event.origins),
        "conflicts": list(event.conflicts),
        "tags": list(event.tags),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _where(told: Told, core: Stix) -> Iterator[Stix]:
    location = located(told.event.place) if told.event.place else None
    if location:
        yield location
        yield _related(core, location, "where it was")


def _who(told: Told, core: Stix) -> Iterator[Stix]:
    for role in (*ACTING, *MAYBE):
        for party in parties(told, role):
            if role in MAYBE and not party.is_somebody:
                continue
            found = somebody(party)
            yield found
            yield _related(found, core, role)


def _related(source: Stix, target: Stix, how: str) -> Stix:
    core = source if source["type"] == "incident" else target
    key = ident("relationship", source["id"], how, target["id"])
    return domain("relationship", key, core["created"], core["modified"], relationship_type="related-to",
                  source_ref=source["id"], target_ref=target["id"], description=how)  # fmt: skip


def _sightings(told: Told, core: Stix) -> Iterator[Stix]:
    """The stories as observed data, and one sighting for each independent origin: its first account."""
    seen: set[str] = set()
    for telling in told.tellings:
        observed = captured(telling.story)
        yield from observed
        origin = telling.origin
        if origin is None or not origin.is_asserting or origin.name not in told.event.origins or origin.key in seen:
            continue
        seen.add(origin.key)
        yield from _sighting(telling, core, observed[-1]["id"])


def _sighting(telling: Telling, core: Stix, observed: str) -> Iterator[Stix]:
    story, account, origin = telling
    where = publisher(story.publisher) if story.publisher else None
    if where:
        yield where
    day = moment(story.published.date) if story.published.date else None
    chain = " > ".join(source.name for source in account.sources)
    words = f"{_quoted(telling)}" + (f", on the word of: {chain}" if chain else "")
    yield domain(
        "sighting", ident("sighting", core["id"], account.id), day or core["created"],
        description=f"{words}. Origin: {origin.name if origin else 'unknown'}.",
        first_seen=day, last_seen=day, count=1, sighting_of_ref=core["id"], observed_data_refs=[observed],
        where_sighted_refs=[where["id"]] if where else None,
    )  # fmt: skip


def _said(told: Told, core: Stix) -> Iterator[Stix]:
    """Opinions of who denies the event, and notes of what analysts set and where accounts differ."""
    for telling in told.tellings:
        if telling.account.status == "denied" and told.event.status != "denied":
            who = telling.origin.name if telling.origin else telling.story.publisher or "unknown"
            yield domain(
                "opinion", ident("opinion", core["id"], telling.account.id), core["created"], core["modified"],
                opinion="disagree", authors=[who], explanation=_quoted(telling), object_refs=[core["id"]],
            )  # fmt: skip
    for edit in told.event.edits:
        words = f"{edit.field} set to {edit.value}" + (f", because: {edit.because}" if edit.because else "")
        yield _note(core, words, f"edit of {edit.field}", edit.at, [edit.by])
    if told.event.conflicts:
        fields = ", ".join(told.event.conflicts)
        yield _note(core, f"The accounts exclude each other on {fields}.", "conflict", "", [])


def _note(core: Stix, words: str, about: str, at: str, authors: list[str]) -> Stix:
    key = ident("note", core["id"], about, words, at, *authors)
    return domain("note", key, core["created"], core["modified"], content=words, abstract=about, authors=authors,
                  object_refs=[core["id"]])  # fmt: skip


def _quoted(telling: Telling) -> str:
    return f"“{' '.join(quote(telling).text.split())}” ({cited(telling)})"
