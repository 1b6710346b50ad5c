"""Events as FollowTheMoney entities, one JSON object a line, as Aleph and the followthemoney tools load them.

An event becomes an Event, its place an Address, each story an Article, who takes part a LegalEntity of the nearest
schema; Documentation ties an article to an event with the words, Mention an article to a name, UnknownLink who acts to
whom it is done. FollowTheMoney has no field for status, grade and origins: they stand in `keywords` and `notes`.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any

from tidings.knowledge.countries import country
from tidings.knowledge.names import fold
from tidings.model import Place, Role, Story, When, content_id
from tidings.model.links import Telling, Told
from tidings.output.coded import Party, parties
from tidings.output.forms import Options
from tidings.output.summary import best, cited, grade, methods, names, number_names, number_range, quote

Entity = dict[str, Any]
SCHEMAS = {  # of an actor's type; all others are LegalEntity, which claims nothing
    "person": "Person", "company": "Company", "state": "PublicBody", "government": "PublicBody",
    "military": "PublicBody", "police": "PublicBody", "intelligence": "PublicBody", "armed group": "Organization",
    "party": "Organization", "international body": "Organization", "research centre": "Organization",
    "civil group": "Organization", "outlet": "Organization",
}  # fmt: skip
ACTING: tuple[Role, ...] = ("actor", "supplier")
SUFFERING: tuple[Role, ...] = ("target", "recipient")
LANGUAGES = {  # ISO 639-1 to 639-3; others are left out
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fa": "fas", "fr": "fra", "he": "heb", "pt": "por",
    "ru": "rus", "tr": "tur", "uk": "ukr", "zh": "zho",
}  # fmt: skip


def lines(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield one line an entity; what several events share is written once."""
    written: set[str] = set()
    for told in events:
        for one in told_entities(told):
            if one["id"] not in written:
                written.add(one["id"])
                yield json.dumps(one, ensure_ascii=False) + "\n"


def told_entities(told: Told) -> Iterator[Entity]:
    """Yield the entities of an event, those referred to before those that refer."""
    where = _address(told.event.place) if told.event.place else None
    if where:
        yield where
    acting, suffering = (_somebodies(told, roles) for roles in (ACTING, SUFFERING))
    yield from (*acting.values(), *suffering.values())
    for telling in told.tellings:
        yield _article(telling.story)
    yield _event(told, where, [*acting, *suffering])
    for telling in told.tellings:
        yield _documentation(told, telling)
        yield from _mentions(told, telling)
    for subject, patient in product(acting, suffering):
        if subject != patient:
            yield _link(told, subject, patient)


def entity(schema: str, key: str, **properties: object) -> Entity:
    """Return an entity; each property is a list of texts, and one without a value is left out."""
    kept: dict[str, list[str]] = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        texts = [_seen(str(one)) for one in values if one not in (None, "")]
        if texts:
            kept[name] = list(dict.fromkeys(texts))
    return {"id": f"tidings-{key}", "schema": schema, "properties": kept}


def _seen(text: str) -> str:
    """The text without marks that cannot be seen, such as U+200E: FollowTheMoney drops them when it loads."""
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def _event(told: Told, where: Entity | None, involved: list[str]) -> Entity:
    event, shown = told.event, best(told)
    place = event.place
    return entity(
        "Event", event.id,
        name=event.title or _name(told), recordId=event.id, **_dates(event.time),
        location=_full(place) if place else None, country=_code(place.country) if place else None,
        addressEntity=where["id"] if where else None, involved=involved,
        summary=_quoted(shown) if shown else None, keywords=[event.kind, event.status, *methods(told), *event.tags],
        publisher=[story.publisher for story, _, _ in told.tellings],
        sourceUrl=[story.url for story, _, _ in told.tellings],
        proof=[_article_id(story) for story, _, _ in told.tellings], notes=_notes(told),
    )  # fmt: skip


def _name(told: Told) -> str:
    parts = (told.event.kind, ", ".join(names(told, "actor")[:2]), told.event.place.name if told.event.place else "")
    return ": ".join(filter(None, parts))


def _notes(told: Told) -> list[str]:
    event = told.event
    ranges = ((name, number_range(told, name)) for name in number_names(told))
    found = [f"Status: {event.status}", f"Admiralty grade: {grade(told)}", f"Independent origins: {event.independent}"]
    found += [f"Origin: {name}" for name in event.origins]
    found += [f"{name.capitalize()}: {span}" for name, span in ranges if span]
    return found + [f"Accounts differ on {field}" for field in event.conflicts]


def _address(place: Place) -> Entity:
    key = content_id("ftm-address", place.name, place.country, place.geonames, place.lat, place.lon)
    city = place.name if place.type == "city" else None
    return entity("Address", key, full=_full(place), city=city, country=_code(place.country),
                  latitude=place.lat, longitude=place.lon)  # fmt: skip


def _full(place: Place) -> str:
    land = country(place.country)
    return f"{place.name}, {land.name}" if land and land.name != place.name else place.name


def _code(alpha2: str | None) -> str | None:
    return alpha2.lower() if alpha2 else None


def _somebodies(told: Told, roles: tuple[Role, ...]) -> dict[str, Entity]:
    """Who plays one of the roles, by id; a target that is a thing is nobody."""
    played = (party for role in roles for party in parties(told, role) if role != "target" or party.is_somebody)
    found: dict[str, Entity] = {}
    for party in played:
        one = _somebody(party)
        found.setdefault(one["id"], one)
    return found


def _somebody(party: Party) -> Entity:
    schema = SCHEMAS.get(party.type, "LegalEntity") if party.entity else "LegalEntity"
    return entity(schema, _somebody_key(party), name=party.name, country=_code(party.country),
                  wikidataId=party.wikidata)  # fmt: skip


def _somebody_key(party: Party) -> str:
    return content_id("ftm-actor", party.entity or fold(party.name))


def _article(story: Story) -> Entity:
    return entity(
        "Article", _article_key(story),
        title=story.headline, publisher=story.publisher, publishedAt=story.published.date, author=story.byline,
        language=LANGUAGES.get(story.language), sourceUrl=story.url, notes=f"SHA-256 of the bytes: {story.document}",
        fileName=f"{story.document}",
    )  # fmt: skip


def _article_key(story: Story) -> str:
    return content_id("ftm-article", story.id)


def _article_id(story: Story) -> str:
    return f"tidings-{_article_key(story)}"


def _documentation(told: Told, telling: Telling) -> Entity:
    chain = " > ".join(source.name for source in telling.account.sources)
    key = content_id("ftm-documentation", told.event.id, telling.account.id)
    return entity(
        "Documentation", key,
        document=_article_id(telling.story), entity=f"tidings-{told.event.id}", role=f"account: {telling.account.kind}",
        status=telling.account.status, summary=_quoted(telling), recordId=telling.account.id,
        description=f"On the word of: {chain}" if chain else None,
    )  # fmt: skip


def _mentions(told: Told, telling: Telling) -> Iterator[Entity]:
    """The names of the account's roles, as its story has them, with whom each was taken for."""
    known = {party.name: party for role in (*ACTING, *SUFFERING) for party in parties(told, role)}
    for role, fillers in telling.account.roles:
        for filler in fillers if role in (*ACTING, *SUFFERING) else ():
            party = known.get(filler.name)
            if party is None or (role == "target" and not party.is_somebody):
                continue
            somebody = _somebody(party)
            key = content_id("ftm-mention", telling.story.id, somebody["id"], filler.quote.text)
            yield entity("Mention", key, document=_article_id(telling.story), resolved=somebody["id"],
                         name=" ".join(filler.quote.text.split()), detectedSchema=somebody["schema"])  # fmt: skip


def _link(told: Told, subject: str, patient: str) -> Entity:
    key = content_id("ftm-link", told.event.id, subject, patient)
    made = entity("UnknownLink", key, role=told.event.kind, status=told.event.status, **_dates(told.event.time),
                  recordId=told.event.id, proof=[_article_id(story) for story, _, _ in told.tellings])  # fmt: skip
    made["properties"] |= {"subject": [subject], "object": [patient]}
    return made


def _dates(when: When) -> dict[str, str | None]:
    """A day as `date`, a span as its ends; a month or year as its prefix, which FollowTheMoney takes for the whole."""
    start, end = when.start, when.end
    if start and end and when.precision in ("month", "year"):
        size = 7 if when.precision == "month" else 4
        if start[:size] == end[:size]:
            return {"date": start[:size]}
    if start and start == end:
        return {"date": start}
    return {"startDate": start, "endDate": end}


def _quoted(telling: Telling) -> str:
    return f"“{' '.join(quote(telling).text.split())}” ({cited(telling)})"
