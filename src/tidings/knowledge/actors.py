"""Known actors: states, armed groups, forces, agencies, bodies, companies, parties, research centres.

Three sorts of table:

    actors*.tsv   who acts, with aliases (`names.py` says how capitals count)
    agents.tsv    nouns for people and forces: what "gunmen", "police", "spokesman" say about whoever they name
    agents_words.tsv  small words around names: titles, pronouns, prepositions

The states among actors also tell their adjective ("Turkish"), people ("Turks") and seat ("Ankara")
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tidings.errors import KnowledgeError
from tidings.knowledge.names import GUARD, Names, fold, plurals
from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import Row, cell_list, table
from tidings.model.entity import Actor

TYPES = frozenset(
    "armed group|state|government|military|police|intelligence|party|company|international body|outlet|"
    "research centre|civil group|person|group".split("|")
)
# PLOVER's sector of a type, where a row does not tell its own; IGO and NGO are its codes for bodies without a country
SECTORS = {
    "armed group": "REB",
    "state": "GOV",
    "government": "GOV",
    "military": "MIL",
    "police": "COP",
    "intelligence": "SPY",
    "party": "PTY",
    "company": "BUS",
    "international body": "IGO",
    "outlet": "JRN",
    "research centre": "EDU",
    "civil group": "NGO",
    "person": "UNK",
    "group": "UNK",
}
KNOWN_SECTORS = frozenset(
    "AGR BUS COP CRM CVL EDU ELI GOV IGO JRN JUD LAB LEG MED MIL NGO OPP PRE PRM PTY REB REF REL SOC SPY UAF "
    "UNK".split()
)
VALID = re.compile(r"(\d{4})?/(\d{4})?")  # first and last year, either end open: "2013/2018", "2015/", "/2003"
SORTS = frozenset({"member", "part", "body", "office", "person"})
SIDES = frozenset({"armed", "state", "civilian", "criminal", "political", "other"})


@dataclass(frozen=True, slots=True)
class Known:
    """One row of an actor table. `adjectives`, `people` and `seats` are filled for states and peoples only.

    `sector` is PLOVER's; `valid` the years in which the actor bore the name, as VALID says.
    """

    actor: Actor
    aliases: tuple[str, ...]
    sector: str = "UNK"
    parent: str | None = None
    wikidata: str | None = None
    valid: str | None = None
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """One noun of agents.tsv.

    `sort`: member ("fighters" of a group stand for it), part ("wing"), body ("police"), office ("spokesman" keeps
    the name of whom he speaks for), person ("villagers"). `refers` are the types of actor that "the <noun>" may
    point back to. `type` is what the noun makes of whom it names; `side` armed, state, civilian, criminal, ...
    """

    noun: str
    sort: str
    type: str
    side: str
    sector: str
    refers: tuple[str, ...]


class Actors:
    """All known actors, by id and by name."""

    def __init__(self, rows: tuple[Known, ...], agents: dict[str, Agent], words: dict[str, frozenset[str]]) -> None:
        self._rows = {row.actor.id or "": row for row in rows}
        if len(self._rows) != len(rows):
            ids = [row.actor.id for row in rows]
            twice = sorted({str(i) for i in ids if ids.count(i) > 1})
            raise KnowledgeError("actors", ", ".join(twice), "an id stands twice")
        self._names = Names("actors", ((n, r.actor) for r in rows for n in (r.actor.name, *r.aliases)))
        self._adjectives = {fold(word.rstrip(GUARD)): row.actor for row in rows for word in row.adjectives}
        self._people = {fold(word): row.actor for row in rows for word in row.people}
        self._kin = Names("actors", {w: r.actor for r in rows for w in (*r.adjectives, *r.people)}.items())
        self._seats = Names("actors", ((seat, row.actor) for row in rows for seat in row.seats))
        self._agents = agents
        self._nouns = Names("agents", agents.items())
        self._words = words

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> Actors:
        """Read every actor table and the agent nouns."""
        return cls(tuple(map(_known, tables.rows("actors"))), _agents(tables), _words())

    def __len__(self) -> int:
        return len(self._rows)

    def match(self, text: str) -> list[tuple[int, int, Actor]]:
        """Return (start, end, actor) for each known name in the text, longest first, without overlaps."""
        return self._names.find(text)

    def seats(self, text: str) -> list[tuple[int, int, Actor]]:
        """Return the seats of government in the text; whether one stands for its state is for the reader to say."""
        return self._seats.find(text)

    def resolve(self, phrase: str) -> Actor | None:
        """Return the actor that the whole phrase names, or None.

        >>> Actors.load().resolve("ISIS").name
        'Islamic State'
        """
        bare = phrase.removesuffix("'s").removesuffix("’s")
        for form in (phrase, bare, bare[4:] if bare[:4].lower() == "the " else ""):
            actor = self._names.exactly(form) if form else None
            if actor:
                return actor
        return None

    def named(self, ident: str) -> Actor | None:
        """Return the actor with that id, or None."""
        row = self._rows.get(ident)
        return row.actor if row else None

    def row(self, ident: str) -> Known | None:
        """Return the whole row with that id, or None."""
        return self._rows.get(ident)

    def rows(self) -> tuple[Known, ...]:
        """Return every row."""
        return tuple(self._rows.values())

    def sector(self, actor: Actor) -> str:
        """Return the PLOVER sector of an actor: its row's, else that of its type."""
        row = self._rows.get(actor.id or "")
        return row.sector if row else SECTORS[actor.type]

    def of_adjective(self, word: str) -> Actor | None:
        """Return the state or people of an adjective ("Turkish"), or None."""
        return self._adjectives.get(fold(word))

    def of_people(self, word: str) -> Actor | None:
        """Return the state or people of a plural ("Turks"), or None."""
        return self._people.get(fold(word))

    def kin(self, text: str) -> list[tuple[int, int, Actor]]:
        """Return (start, end, actor) for each adjective or plural of a state or people in the text."""
        return self._kin.find(text)

    def agent(self, noun: str) -> Agent | None:
        """Return what a noun, singular or plural, says about whom it names, or None."""
        return self._agents.get(noun.lower())

    def nouns(self, text: str) -> list[tuple[int, int, Agent]]:
        """Return (start, end, agent) for each agent noun in the text, longest first, without overlaps."""
        return self._nouns.find(text)

    def agents(self) -> tuple[Agent, ...]:
        """Return every agent noun's row."""
        return tuple(dict.fromkeys(self._agents.values()))

    def words(self, use: str) -> frozenset[str]:
        """Return the small words of one use, as agents_words.tsv lists them."""
        return self._words[use]


def _known(cells: Row) -> Known:
    if cells["type"] not in TYPES:
        raise cells.fault(f'no type "{cells["type"]}"; the types are {", ".join(sorted(TYPES))}')
    sector, valid = cells.get("sector") or SECTORS[cells["type"]], cells.get("valid") or None
    if sector not in KNOWN_SECTORS:
        raise cells.fault(f'no sector "{sector}"; the sectors are {", ".join(sorted(KNOWN_SECTORS))}')
    if valid and (not VALID.fullmatch(valid) or _ends_early(valid)):
        raise cells.fault(f'"{valid}" is no span of years; write 2013/2018, 2015/ or /2003')
    return Known(
        Actor(cells["name"], cells["id"], cells["type"], cells["country"] or None),
        cell_list(cells["aliases"]),
        sector,
        cells.get("parent") or None,
        cells.get("wikidata") or None,
        valid,
        cell_list(cells.get("adjectives", "")),
        cell_list(cells.get("people", "")),
        cell_list(cells.get("seats", "")),
    )


def _ends_early(valid: str) -> bool:
    since, _, until = valid.partition("/")
    return bool(since and until and until < since) or not (since or until)


def _agents(tables: Tables) -> dict[str, Agent]:
    agents: dict[str, Agent] = {}
    for cells in tables.rows("agents"):
        noun = cells["noun"]
        for column, known in (("sort", SORTS), ("side", SIDES), ("type", TYPES), ("sector", KNOWN_SECTORS)):
            if cells[column] not in known:
                raise cells.fault(f'no {column} "{cells[column]}"; known are {", ".join(sorted(known))}')
        refers = cell_list(cells["refers"])
        agent = Agent(noun, cells["sort"], cells["type"], cells["side"], cells["sector"], refers)
        for form in (noun, *(cell_list(cells["plural"]) or plurals(noun))):
            if agents.setdefault(form, agent) != agent:
                raise cells.fault(f'"{form}" stands twice')
    return agents


def _words() -> dict[str, frozenset[str]]:
    by_use: dict[str, set[str]] = {}
    for cells in table("agents_words"):
        by_use.setdefault(cells["use"], set()).add(cells["word"])
    return {use: frozenset(words) for use, words in by_use.items()}
