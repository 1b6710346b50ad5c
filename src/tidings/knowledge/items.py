"""Known items: weapons, vehicles, equipment, materials, documents, drugs, money. Names and classes only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tidings.errors import KnowledgeError
from tidings.knowledge.names import GUARD, Names, plurals
from tidings.knowledge.own import BUILT_IN, Tables
from tidings.knowledge.tables import cell_list
from tidings.model.entity import Item


class Items:
    """All known items, by id and by name. Plurals are names too."""

    def __init__(self, rows: Iterable[tuple[Item, tuple[str, ...]]]) -> None:
        self._rows: dict[str, tuple[Item, tuple[str, ...]]] = {}
        for item, aliases in rows:
            if self._rows.setdefault(item.id or "", (item, aliases))[0] is not item:
                raise KnowledgeError("items", str(item.id), "the id stands twice")
        self._names = Names("items", self._forms())

    @classmethod
    def load(cls, tables: Tables = BUILT_IN) -> Items:
        """Read every item table."""
        return cls(map(_item, tables.rows("items")))

    def __len__(self) -> int:
        return len(self._rows)

    def match(self, text: str) -> list[tuple[int, int, Item]]:
        """Return (start, end, item) for each known name in the text, longest first, without overlaps.

        >>> [(s, e, item.category) for s, e, item in Items.load().match("two car bombs")]
        [(4, 13, 'ied.vbied')]
        """
        return self._names.find(text)

    def resolve(self, phrase: str) -> Item | None:
        """Return the item that the whole phrase names, or None."""
        return self._names.exactly(phrase)

    def named(self, ident: str) -> Item | None:
        """Return the item with that id, or None."""
        row = self._rows.get(ident)
        return row[0] if row else None

    def rows(self) -> tuple[tuple[Item, tuple[str, ...]], ...]:
        """Return every item with its aliases."""
        return tuple(self._rows.values())

    def _forms(self) -> Iterator[tuple[str, Item]]:
        """Each name once, and its plural where no other item has that very name."""
        listed = {name.rstrip(GUARD) for item, aliases in self._rows.values() for name in (item.name, *aliases)}
        given: set[str] = set()
        for item, aliases in self._rows.values():
            for name in (item.name, *aliases):
                yield name, item
                if name.endswith(GUARD):
                    continue
                for plural in plurals(name):
                    if plural not in listed and plural not in given:
                        given.add(plural)
                        yield plural, item


def _item(cells: dict[str, str]) -> tuple[Item, tuple[str, ...]]:
    item = Item(cells["name"], cells["id"], cells["maker"] or None, cells["category"] or None, cells["country"] or None)
    return item, cell_list(cells["aliases"])
