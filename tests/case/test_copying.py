"""A case moves between a file and a server without loss, either way and back."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.builders import account, case_of, document, event, links, origin, reading, story, take
from tests.stores import Server, Stores
from tidings.case import CaseStore, copying
from tidings.case.copying import Rows, copy
from tidings.errors import CaseError, UnreadableBytes, WrongCall
from tidings.model import Lineage

FIRST = story("Rebels attacked Mora on Thursday, killing six.", "2015-10-16", publisher="Sahel Newswire")
SECOND = story("A NUL \x00 and a mark \uf8ff0 stand here; rebels \ue000 attacked Mora.")
ONE, OTHER = account(FIRST, "attacked", roles={"actor": ["Rebels"]}), account(SECOND, "attacked")
AT = "2024-01-01T00:00:0{}+00:00"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A case with a row in every table that a person or a program writes, and an archive."""
    path = tmp_path / "a.case"
    with case_of(reading(FIRST, ONE), reading(SECOND, OTHER), path=str(path)) as case:
        made = event(ONE, OTHER)
        near = Lineage(FIRST.id, SECOND.id, "copy", "near", "", 0.5)
        case.replace_links(links(made, origins=(origin(ONE, "police"),), lineage=(near,)))
        ana = case.analyst("ana", lambda: AT.format(1))
        ana.comment(made.id, "seen " * 2_000)
        ana.grade("Sahel Newswire", "B")
        case.problem(document("x", "b.pdf"), UnreadableBytes("Not a PDF.", reason="not-pdf"))
        case.archive.mkdir()
        (case.archive / "a.warc.gz").write_bytes(b"xxxRECORDyyy")
    return path


def whole(case: CaseStore) -> dict[str, Rows]:
    """Every row as it stands, with the numbers that only count."""
    with case._reading() as connection:
        return {
            table.name: [dict(row) for row in connection.execute(copying._asked(table)).mappings()]
            for table in copying._tables()
        }


def test_a_copy_of_a_copy_is_the_case_row_for_row(both: object, server: Server, source: Path, tmp_path: Path) -> None:
    told: list[tuple[str, int]] = []
    with CaseStore.open(source, create=False) as case, CaseStore.open(tmp_path / "b.case") as there:
        done = copy(case, there, lambda table, rows: told.append((table, rows)))
        before = whole(case)
        assert whole(there) == before
        assert there.verify() == case.verify()
        assert there.check() == case.check() == []
        assert there.fingerprint() == case.fingerprint()
        url = f"{server.url_of(server.take())}&files={tmp_path}"
        with CaseStore.open(url) as further, CaseStore.open(tmp_path / "c.case") as back:
            copy(there, further)
            assert further.check() == []
            copy(further, back)
            assert whole(back) == before
    assert done.rows == sum(map(len, before.values()))
    assert told[-1][1] == done.rows
    assert before["judgement"]


def test_a_copy_goes_on(both: object, source: Path, tmp_path: Path) -> None:
    """Numbers go on behind those that were copied, and what is new is found."""
    with CaseStore.open(source, create=False) as case, CaseStore.open(tmp_path / "b.case") as there:
        copy(case, there)
        take(there, reading(story("A third story, of a zeppelin.")))
        there.analyst("ben", lambda: AT.format(2)).tag(event(ONE, OTHER).id, "seen")
        assert [hit.story.text for hit in there.search("zeppelin")] == ["A third story, of a zeppelin."]
        assert [hit.story.id for hit in there.search("rebels attacked")] == [FIRST.id, SECOND.id]
        assert there.check() == []
        assert there.verify().rows == case.verify().rows + 1


def test_a_copy_goes_nowhere_where_something_is(both: object, source: Path, tmp_path: Path) -> None:
    with CaseStore.open(source, create=False) as case, CaseStore.open(tmp_path / "b.case") as there:
        there.problem("x.txt", UnreadableBytes("odd"))
        with pytest.raises(WrongCall, match=r"holds rows already \(in problem\)"):
            copy(case, there)
        there.archive.mkdir()
        with pytest.raises(WrongCall, match="another case's archive"):
            copy(case, there)


def test_a_copy_that_differs_is_none(
    both: object, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copying._note
    monkeypatch.setattr(copying, "_note", lambda told, page: real(told, [{"n": next(odd)} for _ in page]))
    odd = iter(range(10_000))
    with CaseStore.open(source, create=False) as case, CaseStore.open(tmp_path / "b.case") as there:
        with pytest.raises(CaseError, match="Nothing was copied"):
            copy(case, there)
        assert not any(whole(there).values())


def test_the_rows_of_a_page_stay_few(both: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many rows there are, no more than a page is in memory."""
    monkeypatch.setattr(copying, "AT_ONCE", 7)
    monkeypatch.setattr(copying, "FEW", {"blob": 2, "story": 3})
    pages: list[int] = []
    real = copying._note
    monkeypatch.setattr(copying, "_note", lambda told, page: (pages.append(len(page)), real(told, page)))
    many = [reading(story(f"Story {n} of a bomb.")) for n in range(20)]
    with case_of(*many) as case, CaseStore.open(tmp_path / "b.case") as there:
        copy(case, there)
        assert len(there.view().readings) == 20
        assert len(there.search("bomb", 50)) == 20
    assert max(pages) == 7


def test_a_table_of_every_sort_is_copied() -> None:
    """A table that is laid later is copied too, as `_tables` asks the schema."""
    names = {table.name for table in copying._tables()}
    assert names == set(copying.t.TABLES.tables) - {"migration"}
    assert isinstance(copying._tables()[0], sa.Table)


def test_a_copy_that_breaks_off_can_be_made_again(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(here: Path, there: Path) -> None:
        there.mkdir()
        (there / "a.warc.gz").write_bytes(b"xx")
        raise OSError("No space left on device")

    with CaseStore.open(source, create=False) as case, CaseStore.open(tmp_path / "b.case") as there:
        with monkeypatch.context() as broken:
            broken.setattr(copying.shutil, "copytree", full)
            with pytest.raises(OSError, match="No space"):
                copy(case, there)
        assert not there.archive.exists()
        copy(case, there)
        assert whole(there) == whole(case)
        assert (there.archive / "a.warc.gz").read_bytes() == b"xxxRECORDyyy"


@pytest.mark.parametrize("is_to", [False, True])
def test_what_a_store_says_is_told_under_its_own_name(
    both: Stores, source: Path, tmp_path: Path, is_to: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A table is gone, from which rows are read or to which they are written."""
    target = tmp_path / "b.case"
    with CaseStore.open(source, create=False) as case, CaseStore.open(target) as there:
        monkeypatch.setattr(copying, "_first", lambda *_: False)
        both.by_hand(target if is_to else source, "DROP TABLE problem")
        with pytest.raises(CaseError, match="problem") as said:
            copy(case, there)
        named = [one.path in str(said.value) for one in (case, there)]
    assert named == [not is_to, is_to]
