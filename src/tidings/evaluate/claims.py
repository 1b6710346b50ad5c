"""What each row of the knowledge tables claims of its example, and how to see whether it is so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from tidings.knowledge import Knowledge
from tidings.knowledge.families import examples
from tidings.knowledge.frames import ANY_KIND, NO_ROLE
from tidings.knowledge.tables import Row, cell_list
from tidings.model import Account, Place
from tidings.reading.workings import Workings

NAMES = frozenset({"actors", "agents", "items", "outlets"})  # looked up in the text as it stands: no parse is needed
OUTCOMES_OF = {"fact": "happened", "failed": "attempted"}  # what an embedding word makes of a deed, as a status

NOBODY = frozenset({"hearsay", "unsaid"})  # sorts of reporting words that name no source
OCCURRENCE = "occurrence"  # the relation of verbs as in "the attack could take place"

Holds = Callable[[Workings], bool]


@dataclass(frozen=True, slots=True)
class Claim:
    """What one row says of its example, and how to see whether it is so."""

    table: str
    word: str
    example: str
    where: str
    is_own: bool
    holds: Holds
    asks: str  # what should be found
    shows: Callable[[Workings], str]  # what is found
    is_read: bool = True  # False: names alone are looked up, which needs no parse


def claims(know: Knowledge) -> Iterator[Claim]:
    """Yield what each row claims, table by table."""
    yield from _kinds(know)
    yield from _triggers(know)
    yield from _rows(know, "methods", "word", lambda row: _any(lambda a: a.method == row["method"]), "method", _told)
    yield from _named(know)
    for name in ("places_regions", "places_aliases"):
        yield from _rows(know, name, "name", _place, "type", _places)
    yield from _rows(know, "speech", "word", _heard, "sort", lambda w: f"heard: {_listed(w.heard)}")
    yield from _rows(know, "status", "word", _decides, "status", _decisions)
    yield from _rows(know, "embedding", "word", _embeds, "does", _decisions)
    yield from _rows(know, "nouns", "word", _classed, "classes", lambda w: f"words: {_listed(w.classes)}")
    yield from _rows(know, "domains", "word", _in_text("word"), "domain", lambda w: f"words: {_listed(w.classes)}")
    yield from _rows(know, "demonyms", "words", lambda row: _nation(row, know), "country", _places)
    yield from _rows(know, "frames", "part", _plays, "role", _parts)


def _kinds(know: Knowledge) -> Iterator[Claim]:
    for kind, text, is_yes, where, is_own in examples(know.tables):
        holds = _of_kind(kind) if is_yes else _not_of_kind(kind)
        yield Claim("kinds", kind, text, where, is_own, holds, kind if is_yes else f"no {kind}", _told)


def _triggers(know: Knowledge) -> Iterator[Claim]:
    for sense in know.events.senses:
        where = f"{sense.at[0]}: line {sense.at[1]}" if sense.at else f"{know.events.kinds[sense.kind].family}.yaml"
        word = " ".join(sense.words)
        yield Claim("triggers", word, sense.example, where, bool(sense.at), _tells(sense.kind), sense.kind, _parts)


def _named(know: Knowledge) -> Iterator[Claim]:
    """Names that are looked up in the text as it stands; a name that is a common word only in a publisher's field."""

    def outlet(row: Row) -> Holds:
        def holds(w: Workings) -> bool:
            found = {one.id for *_, one in know.outlets.match(w.reading.story.text)}
            whole = know.outlets.resolve(row["name"]) if row["bare"] == "no" else None
            is_whole = whole is not None and whole.id == row["id"] and row["name"] in w.reading.story.text
            return row["id"] in found or is_whole

        return holds

    def among(name: str) -> Callable[[Row], Holds]:
        look = know.actors.match if name == "actors" else know.items.match
        return lambda row: lambda w: any(one.id == row["id"] for *_, one in look(w.reading.story.text))

    def noun(row: Row) -> Holds:
        return lambda w: any(one.noun == row["noun"] for *_, one in know.actors.nouns(w.reading.story.text))

    def names(w: Workings) -> str:
        text = w.reading.story.text
        looks = (know.actors.match, know.items.match, know.outlets.match)
        return ", ".join(f"{text[start:end]} = {one.name}" for look in looks for start, end, one in look(text))

    for table, key, holds in (
        ("actors", "id", among("actors")), ("agents", "noun", noun), ("items", "id", among("items")),
        ("outlets", "id", outlet),
    ):  # fmt: skip
        yield from _rows(know, table, key, holds, key, names)


def _rows(
    know: Knowledge,
    table: str,
    key: str,
    holds: Callable[[Row], Holds],
    asks: str,
    shows: Callable[[Workings], str],
) -> Iterator[Claim]:
    for row in know.tables.rows(table):
        where = f"{row.file}: line {row.line}"
        asked = f"{row[asks]}" if asks == key else f"{asks} {row[asks]}"
        yield Claim(table, row[key], row["example"], where, row.is_own, holds(row), asked, shows, table not in NAMES)


def _any(test: Callable[[Account], bool]) -> Holds:
    return lambda w: any(test(account) for account in w.reading.accounts)


def _of_kind(kind: str) -> Holds:
    return _any(lambda account: account.kind == kind)


def _tells(kind: str) -> Holds:
    """Whether a deed of the kind is told, be it too bare to give an account by itself."""
    return lambda w: any(told == kind for told, _ in w.roles) or any(a.kind == kind for a in w.reading.accounts)


def _not_of_kind(kind: str) -> Holds:
    return lambda w: all(account.kind != kind for account in w.reading.accounts)


def _heard(row: Row) -> Holds:
    """Whether the word is heard to tell what somebody says, or names who does; who is unsaid leaves a deed at least."""
    words = row["word"].lower().split()
    return lambda w: any(word in w.heard for word in words) or (row["sort"] in NOBODY and bool(w.roles))


def _decides(row: Row) -> Holds:
    """Whether the status comes out; a verb of occurring lends the deed the mood that it has itself."""
    if row["relation"] == OCCURRENCE:
        return lambda w: any(status != row["status"] for _, status in w.decided)
    return lambda w: row["status"] in {status for _, status in w.decided} | {a.status for a in w.reading.accounts}


def _embeds(row: Row) -> Holds:
    """Whether the deed comes out as the word leaves it; a word that leaves it a fact lets nothing else decide."""
    wanted = OUTCOMES_OF.get(row["does"], row["does"])

    def holds(w: Workings) -> bool:
        statuses = {status for _, status in w.decided}
        return wanted in statuses or (wanted == "happened" and not statuses and row["word"].lower() in w.classes)

    return holds


def _classed(row: Row) -> Holds:
    return lambda w: set(cell_list(row["classes"])) <= w.classes.get(row["word"].lower(), frozenset())


def _in_text(column: str) -> Callable[[Row], Holds]:
    return lambda row: lambda w: row[column].lower() in w.classes or row[column].lower() in w.reading.story.text.lower()


def _nation(row: Row, know: Knowledge) -> Holds:
    """Whether a nationality of the row stands in the text, leads to its country, and is taken for no place."""
    words = cell_list(row["words"])

    def holds(w: Workings) -> bool:
        told = [word for word in words if word in w.reading.story.text]
        placed = [m.quote.text for m in w.reading.mentions if isinstance(m.value, Place) and m.value.lat is not None]
        leads = any(know.gazetteer.country_of_demonym(word) == row["country"] for word in told)
        return leads and not any(word in quote for word in told for quote in placed)

    return holds


def _plays(row: Row) -> Holds:
    """Whether a deed of the row's kind has the role; a row for no role has a deed of its kind at least."""
    kind, role = row["kind"], row["role"]
    return lambda w: any(kind in (ANY_KIND, told) and (role == NO_ROLE or role in roles) for told, roles in w.roles)


def _place(row: Row) -> Holds:
    """Whether a place stands where one of the row's names does."""
    names = (row["name"], *cell_list(row["aliases"]), row.get("code", ""))

    def holds(w: Workings) -> bool:
        for mention in w.reading.mentions:
            value = mention.value
            is_named = any(name and name.removeprefix("the ") in mention.quote.text for name in names)
            if isinstance(value, Place) and value.lat is not None and (is_named or value.name == row["name"]):
                return True
        return False

    return holds


def _told(w: Workings) -> str:
    """The accounts in brief."""
    return "; ".join(
        f"{a.kind} {a.status}{f' by {a.method}' if a.method else ''}"
        + (f", says {a.sources[-1].name}" if a.sources else "")
        for a in w.reading.accounts
    )


def _places(w: Workings) -> str:
    return ", ".join(m.quote.text for m in w.reading.mentions if m.label == "place")


def _decisions(w: Workings) -> str:
    return _listed(f"{status} by {word}" for word, status in w.decided) or _told(w)


def _parts(w: Workings) -> str:
    return "; ".join(f"{kind} with {_listed(roles) or 'no role'}" for kind, roles in w.roles)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
