"""What a case in a server promises beyond a case in a file: errors that say what to do, and many who work at once."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.builders import account, case_of, event, links, reading, story, take
from tests.stores import Server
from tidings.case import CaseStore, postgres, words
from tidings.case.migrations import MIGRATIONS, migrate, version
from tidings.case.places import server as taken_apart
from tidings.errors import CaseError, UnreadableBytes, WrongCall

STORY = story("Rebels attacked Mora on Thursday, killing six.", "2015-10-16")
ACCOUNT = account(STORY, "attacked", roles={"actor": ["Rebels"]})


@pytest.fixture(autouse=True)
def _on_both_stores() -> None:
    """These tests are of the server alone."""


@pytest.fixture
def url(server: Server) -> Iterator[str]:
    """The URL of a case that is there and holds nothing."""
    schema = server.take()
    CaseStore.open(server.url_of(schema)).close()
    yield server.url_of(schema)
    server.give_back([schema])


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://a/b", r"names no PostgreSQL database. Write: postgresql://USER@HOST/DATABASE\?schema=NAME"),
        ("postgresql://ana@host", "names no PostgreSQL database"),
        ("postgresql://ana@host:port/db", "is no URL of a case"),
        ("postgresql://ana@host/db?schema=Mali-2024", '"Mali-2024" is no name of a schema'),
    ],
)
def test_a_url_that_names_no_case_says_how_one_is_written(url: str, said: str) -> None:
    with pytest.raises(WrongCall, match=said):
        CaseStore.open(url)


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg.types.string", None)
    with pytest.raises(WrongCall, match=r"Type: pip install 'tidings\[postgres\]'"):
        CaseStore.open("postgresql://ana@localhost/cases")


def test_a_server_that_is_not_there_is_said(server: Server) -> None:
    with pytest.raises(CaseError, match=r"ana:\*\*\*@.* cannot be reached: .*refused.* pg_isready"):
        CaseStore.open("postgresql://ana:secret@127.0.0.1:9/cases")
    for one in (server.url.replace("/cases", "/none"), server.url.replace("//tidings@", "//nobody@")):
        with pytest.raises(CaseError, match=r"does not exist. Make it first: see docs/howto/team.md"):
            CaseStore.open(one)


@pytest.mark.parametrize(
    ("code", "words", "said"),
    [
        (None, 'FATAL:  password authentication failed for user "ana"', "Give it in the file ~/.pgpass"),
        (None, "fe_sendauth: no password supplied", "Give it in the file ~/.pgpass"),
        (None, 'FATAL:  no pg_hba.conf entry for host "10.0.0.1"', "ask who runs it"),
        ("57P01", "terminating connection due to administrator command", "cannot be reached"),
        ("25006", "cannot execute INSERT in a read-only transaction", "can only be read"),
        ("53100", "could not extend file: No space left on device", "cannot be used: could not extend file"),
        (None, "", "cannot be reached: no word of it"),
    ],
)
def test_what_a_server_says_ends_in_what_to_do(code: str | None, words: str, said: str) -> None:
    class Said(Exception):
        sqlstate = code

    why = sa.exc.OperationalError("", {}, Said(words))
    assert said in postgres.told(why, "postgresql://ana@host/db")


def test_an_absent_case_and_one_of_another_program(server: Server) -> None:
    schema = server.take()
    with pytest.raises(CaseError, match=r"There is no case at .* tidings add 'postgresql"):
        CaseStore.open(f"{server.url}&schema=nowhere", create=False)
    made = postgres.engine(taken_apart(server.url))
    with made.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(f"CREATE SCHEMA other_{schema}; CREATE TABLE other_{schema}.t (x int)")
    made.dispose()
    with pytest.raises(CaseError, match=r'holds tables of another program \("t"\).*\?schema=NAME'):
        CaseStore.open(f"{server.url}&schema=other_{schema}")


def test_a_reader_may_look_and_not_write(server: Server, url: str) -> None:
    schema = taken_apart(url).schema
    with case_of(reading(STORY, ACCOUNT), path=url) as case:
        case.replace_links(links(event(ACCOUNT)))
        with case._writing() as connection:
            reader = f"reader_{schema}"
            connection.exec_driver_sql(
                f"CREATE ROLE {reader} LOGIN; GRANT USAGE ON SCHEMA {schema} TO {reader}; "
                f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {reader}"
            )
    with CaseStore.open(url.replace("//tidings@", f"//{reader}@"), create=False) as case:
        assert [one.kind for one in case.events(text="rebels")] == ["attack"]
        assert len(case.search("rebels")) == 1
        assert case.check() == []
        assert case.verify().is_whole
        with pytest.raises(CaseError, match=r"permission denied.* The owner of the database can let you"):
            case.problem("x", UnreadableBytes("odd"))


def test_a_reader_sees_one_state_while_others_write(url: str) -> None:
    with CaseStore.open(url) as case, CaseStore.open(url) as other, case._reading() as connection:
        asked = sa.text("SELECT count(*) FROM story")
        assert connection.execute(asked).scalar_one() == 0
        take(other, reading(STORY))
        assert connection.execute(asked).scalar_one() == 0
        assert len(other.view().readings) == 1


def test_two_analysts_and_a_reader_of_documents_lose_nothing(url: str) -> None:
    """One judges, one tags, one adds, all at once: every word of each stays, and the chain of custody holds."""
    with case_of(reading(STORY, ACCOUNT), path=url) as case:
        case.replace_links(links(event(ACCOUNT)))
    key, failed = event(ACCOUNT).id, []

    def working(does: str) -> None:
        try:
            with CaseStore.open(url, create=False) as case:
                for n in range(12):
                    ana = case.analyst(does, lambda n=n: f"2024-05-01T10:00:{n:02}+00:00")  # type: ignore[misc]
                    if does == "ana":
                        ana.comment(key, f"seen {n}")
                    elif does == "ben":
                        ana.tag(key, f"tag {n}")
                    else:
                        take(case, reading(story(f"Story {n}: a bomb exploded.")))
        except BaseException as why:
            failed.append(why)

    threads = [threading.Thread(target=working, args=(name,)) for name in ("ana", "ben", "adding")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert failed == []
    with CaseStore.open(url) as case:
        assert [sum(said.by == name for said in case.in_force()) for name in ("ana", "ben")] == [12, 12]
        assert len(case.view().readings) == 13
        assert len(case.event(key).tags) == 12
        assert (case.verify().rows, case.verify().fault) == (13, None)
        assert case.check() == []


def test_any_change_is_seen_by_others(url: str) -> None:
    with CaseStore.open(url) as case, CaseStore.open(url) as other:
        before = other.stamp()
        assert other.stamp() == before
        assert case.check() == []
        assert other.stamp() == before
        case.problem("x", UnreadableBytes("odd"))
        assert other.stamp() != before


def test_an_older_case_in_a_server_is_brought_forward(url: str) -> None:
    def add_colour(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE story ADD COLUMN colour TEXT")
        connection.exec_driver_sql("ALTER TABLE story DROP COLUMN colour")

    made = postgres.engine(taken_apart(url))
    try:
        for _ in range(2):
            migrate(made, url, new=False, steps=(*MIGRATIONS, add_colour))
        assert version(made) == len(MIGRATIONS) + 1
        with pytest.raises(CaseError, match="Install a newer Tidings"):
            migrate(made, url, new=False)
        with made.connect().execution_options(writes=True) as connection, connection.begin():
            connection.exec_driver_sql(f"DELETE FROM migration WHERE version > {len(MIGRATIONS)}")
    finally:
        made.dispose()


TEXTS = [
    "The drone struck. " * 3 + "Nothing else.",
    "A drone. " + "Silence held over the town, the river and the bridge. " * 6,
    "Drones and more drones struck the bridge; a drone fell.",
    "An attack on the bridge. The attackers fled over the bridge.",
    "U.S. forces in Côte d'Ivoire: e-mail a@b.com, -5 degrees, 3.5 km, Nº 7, naïve Ærø straße.",
]


@pytest.mark.parametrize(
    "sought",
    ["drone", "drone bridge", '"over the bridge"', "stru*", "the", "3.5", "cote ivoire", "a@b.com", "strasse", "-5",
     '"attack on" flee*', "æro", "u.s.", "of"],
)  # fmt: skip
def test_the_same_words_find_the_same_stories_in_the_same_order(url: str, sought: str) -> None:
    """Stop words, hosts and signs are nothing special in either store."""
    found = []
    for path in (":memory:", url):
        with case_of(*(reading(story(text, headline=text[:9])) for text in TEXTS), path=path) as case:
            found.append([(hit.story.id, hit.snippet, hit.spans) for hit in case.search(sought)])
            found[-1].append(sorted(case.events(text=sought)))  # type: ignore[arg-type]
    assert found[0] == found[1]


def test_a_long_story_is_found_by_every_word_and_by_phrases_across_its_parts(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PART", 20)
    monkeypatch.setattr(words, "OVERLAP", 4)
    text = " ".join(f"word{n}" for n in range(100))
    with case_of(reading(story(text)), reading(story("word1 and word7")), path=url) as case:
        assert all(len(case.search(f'"word{n} word{n + 1} word{n + 2}"')) == 1 for n in range(97))
        assert [len(case.search(one)) for one in ("word3 word97", "word1 word99", '"word3 word97"', "word1")] == [
            1,
            1,
            0,
            2,
        ]
        assert case.check() == []


def test_words_longer_than_any_are_kept(url: str) -> None:
    text = " ".join("x" * 3_000 + str(n) for n in range(600)) + " 'quoted\\' end"
    with case_of(reading(story(text)), path=url) as case:
        assert len(case.search("end")) == len(case.search("x" * 3_000)) == 1
        assert case.check() == []


def test_no_more_than_some_are_weighed_anew(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond these the rank of the server decides which they are; all that were asked for come."""
    monkeypatch.setattr(words, "WEIGHED", 3)
    many = [reading(story(f"Day {n}: quiet. Attack {'attack ' * n}")) for n in range(6)]
    with case_of(*many, path=url) as case:
        assert [len(case.search("attack", most)) for most in (2, 6)] == [2, 6]


def test_a_url_is_taken_apart() -> None:
    found = taken_apart("postgresql://ana:geheim@db/cases?schema=mali&sslmode=require")
    assert (found.name, found.schema, found.files.name) == ("mali", "mali", "cases.mali")
    assert dict(found.url.query) == {"sslmode": "require"}
    assert "geheim" not in str(found.url)
