"""What is longer than a row of an index may be is kept, found and linked in either store."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.builders import account, case_of, document, reading, story
from tests.stores import Server
from tidings.case import CaseStore, postgres
from tidings.case.migrations import MIGRATIONS, migrate, take_long_origins
from tidings.case.places import server as taken_apart
from tidings.knowledge import Knowledge
from tidings.model import Account
from tidings.pipeline import relink

KNOW = Knowledge()
DRAWN = random.Random(7)
LONG = "".join(" " if n % 9 == 0 else chr(DRAWN.randrange(0x4E00, 0x9FFF)) for n in range(4_000)).strip()  # not packed
STORY = story("Gunmen of Mora attacked a mill on Thursday, police said.", "2015-10-16", publisher="Delta Post")
TOLD = account(STORY, "attacked", roles={"actor": ["Gunmen of Mora"]}, sources=["police"])


def by(name: str) -> Account:
    """The account with another name for who did it."""
    return replace(TOLD, roles=tuple((role, tuple(replace(f, name=name) for f in some)) for role, some in TOLD.roles))


def said_by(name: str) -> Account:
    """The account with another name for who says so."""
    return replace(TOLD, sources=tuple(replace(one, name=name) for one in TOLD.sources))


def test_a_long_publisher_is_kept_whole_and_linked() -> None:
    one = replace(STORY, publisher=LONG)
    with case_of(reading(one, replace(TOLD, story=one.id))) as case:
        relink(case, KNOW)
        assert [story.publisher for told in case.told() for story, _, _ in told.tellings] == [LONG]
        assert [known.name for known in case.entities("outlet")] == [LONG]
        assert case.check() == []


@pytest.mark.parametrize("told", [by(f"Front X {LONG}"), said_by(LONG)], ids=["who did it", "who says so"])
def test_a_long_name_is_kept_whole_and_linked(told: Account) -> None:
    with case_of(reading(STORY, told)) as case:
        relink(case, KNOW)
        ((_, one, _),) = next(case.told()).tellings
        assert one == told
        assert case.check() == []


def test_long_names_that_begin_alike_are_two() -> None:
    other = story("Gunmen of Mora attacked a pump on Thursday, police said.", "2015-10-16")
    names = [f"Front X {LONG}{end}" for end in "ab"]
    second = replace(by(names[1]), story=other.id)
    with case_of(reading(STORY, by(names[0])), reading(other, second)) as case:
        relink(case, KNOW)
        assert sorted(known.name for known in case.entities("actor")) == names


def test_a_document_from_a_long_address_is_taken_once() -> None:
    origin = f"https://example.org/?{LONG}"
    with case_of() as case:
        for _ in range(2):
            with case.taking(document(STORY.text, origin)):
                case.put(reading(STORY))
        assert case.document(STORY.document).origin == origin
        with case._reading() as connection:
            assert connection.execute(sa.text("SELECT count(*) FROM document_origin")).scalar() == 1
        assert case.check() == []


def test_an_older_case_in_a_server_takes_long_addresses_from_now_on(server: Server) -> None:
    url = server.url_of(server.take())
    CaseStore.open(url).close()
    made = postgres.engine(taken_apart(url))
    step = MIGRATIONS.index(take_long_origins) + 1
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql("DROP INDEX document_origin_once")
        connection.exec_driver_sql("ALTER TABLE document_origin ADD PRIMARY KEY (document, origin)")
        connection.exec_driver_sql(f"DELETE FROM migration WHERE version >= {step}")
    migrate(made, url, new=False, steps=MIGRATIONS[:step])
    made.dispose()
    origin = f"https://example.org/?{LONG}"
    with CaseStore.open(url) as case:
        with case.taking(document(STORY.text, origin)):
            case.put(reading(STORY))
        assert case.document(STORY.document).origin == origin
