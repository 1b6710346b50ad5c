"""The stories that wait to be linked, and the line in which they come up part by part."""

from __future__ import annotations

from dataclasses import dataclass, field

import sqlalchemy as sa

from tidings.case import finding as f
from tidings.case import schema as t

AHEAD = 10_000  # stories put in order together


@dataclass(slots=True)
class Line:
    """Stories in the order in which they are linked, so that not all that wait are put in order for each part.

    It holds as long as only its own stories left those that wait: whoever writes between two parts changes their count.
    """

    stories: list[str] = field(default_factory=list)
    count: int = 0  # of all that wait once the last part is linked

    def next(self, most: int, count: int) -> list[str]:
        """Take out the first so many, where `count` wait."""
        part, self.stories = self.stories[:most], self.stories[most:]
        self.count = count - len(part)
        return part


def count(connection: sa.Connection) -> int:
    """Return how many stories wait."""
    return connection.execute(sa.select(sa.func.count()).select_from(f.unlinked)).scalar_one()


def marked(connection: sa.Connection) -> int:
    """Return how many stories have marks."""
    return connection.execute(sa.select(sa.func.count()).select_from(f.mark)).scalar_one()


def stale(connection: sa.Connection) -> list[str]:
    """Return the stories that changed or went since they were marked."""
    asked = sa.select(f.unlinked.c.story).join(f.mark, f.mark.c.story == f.unlinked.c.story)
    return list(connection.execute(asked).scalars())


def come(connection: sa.Connection, most: int) -> list[str]:
    """Return the first stories, by date, that were never marked."""
    u, s = f.unlinked.c, t.story.c
    asked = sa.select(u.story).outerjoin(t.story, s.id == u.story).where(u.story.not_in(sa.select(f.mark.c.story)))
    ordered = asked.order_by(s.find_published_from.nulls_first(), u.story).limit(most)
    return list(connection.execute(ordered).scalars())
