"""How the names of a case are resolved: by tables, learnt from its stories, or alone; and what ties them.

python bench/entities.py CASE…    # cases that tidings add has made

For each sort of entity it prints entities, names and how many of these several stories share, by standing; then how
many names each way of tying brings, and with --list every name that another ties, with its words, to be read by a
person. The share of those that are right is for the reader to say.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable

from tidings.case import CaseStore
from tidings.case.entities import Alias, Known
from tidings.model.naming import SORTS

STANDINGS = ("table", "learnt", "alone")
AROUND = 60  # characters before and behind a name that are shown
TIES = ("full name before", "in brackets", "also called")


def counts(found: Iterable[Known]) -> str:
    """Return one line: entities, their names, and those that several stories name, by standing."""
    found = list(found)
    parts = []
    for standing in STANDINGS:
        some = [one for one in found if one.standing == standing]
        names, shared = sum(len(one.aliases) for one in some), sum(one.stories > 1 for one in some)
        parts.append(f"{standing} {len(some)} entities, {names} names, {shared} in several stories")
    return "; ".join(parts)


def context(text: str, alias: Alias) -> str:
    """Return the name in its words."""
    start, end = alias.start or 0, alias.end or 0
    return " ".join(f"{text[max(0, start - AROUND) : start]}«{text[start:end]}»{text[end : end + AROUND]}".split())


def main() -> None:
    """Print the counts of each case."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("cases", nargs="+")
    asked.add_argument("--list", action="store_true")
    given = asked.parse_args()
    for path in given.cases:
        with CaseStore.open(path, create=False) as case:
            found = case.entities()
            print(f"{path}: {case.counts()['stories']} stories")
            for sort in SORTS:
                print(f"    {sort}: {counts(one for one in found if one.sort == sort)}")
            tied = [(one, alias) for one in found for alias in one.aliases if alias.tie or alias.how in TIES]
            print(f"    names by tie: {dict(Counter(alias.tie or alias.how for _, alias in tied))}")
            for one, alias in tied if given.list else ():
                print(f"    {one.name} <- {alias.words}: {context(case.reading(alias.story).story.text, alias)}")


if __name__ == "__main__":
    main()
