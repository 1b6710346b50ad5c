"""A check finds what was changed behind the case's back."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from tests.builders import account, case_of, event, links, reading, story
from tests.stores import Stores
from tidings.case import CaseStore
from tidings.model import Judgement

STORY = story("Rebels attacked Mora on Thursday, killing six.", "2015-10-16")
ACCOUNT = account(STORY, "attacked", roles={"actor": ["Rebels"]})


@pytest.fixture
def path(tmp_path: Path) -> Path:
    at = tmp_path / "a.case"
    with case_of(reading(STORY, ACCOUNT), reading(story("Two bombs exploded.")), path=str(at)) as case:
        case.replace_links(links(event(ACCOUNT)))
        case.judge(Judgement("event", "e", None, "accept", 1.0, (), "ana", "2024-01-01T00:00:00+00:00"))
    return at


@pytest.mark.parametrize(
    ("statements", "said"),
    [
        (["UPDATE story SET text = replace(text, 'Thursday', 'Thursdaz')"], "its text is not the text that was read"),
        (["UPDATE story SET text = replace(text, 'attacked', 'attacced')"], 'should read "attacked"'),
        (["UPDATE story SET text = text || '!'"], "characters, its span"),
        (["UPDATE story SET source_id = 'x'"], "its id does not follow"),
        (["UPDATE account SET body = replace(body, '[0,6,', '[1,7,')"], 'Span 1-7 should read "Rebels"'),
        (["UPDATE account SET status = 'denied'"], "its id does not follow from its contents"),
        (["UPDATE account SET body = '{}'"], "its reading cannot be loaded"),
        (["UPDATE blob SET packed = x'00'"], "cannot be unpacked"),
        (["UPDATE document SET size = size + 1"], "bytes, not"),
        (["DELETE FROM event_account"], "no account tells it"),
        (["DELETE FROM event_account"], "does not tell its event"),
        (['UPDATE statement SET start = 3, "end" = 999'], "3-999 is not in the story"),
        (["DELETE FROM document"], "refers to a row of document"),
        (["DROP TRIGGER story_fts_update", "UPDATE story SET text = upper(text) || ' zeppelin'"], "does not match"),
        (["DROP TRIGGER judgement_is_not_changed", "UPDATE judgement SET \"by\" = 'bob'"], "judgement .*: its id"),
    ],
)
def test_a_change_is_found(both: Stores, path: Path, statements: list[str], said: str) -> None:
    both.by_hand(path, *statements)
    with CaseStore.open(path) as case:
        faults = "\n".join(map(str, case.check()))
    assert re.search(said, faults), faults


def test_other_bytes_under_the_same_hash_are_found(both: Stores, path: Path) -> None:
    both.by_hand(path, f"UPDATE blob SET packed = x'{zlib.compress(b'forged').hex()}'")
    with CaseStore.open(path) as case:
        assert "its bytes do not have this SHA-256" in {fault.what for fault in case.check()}


@pytest.mark.file
def test_a_byte_changed_on_disk_is_found(path: Path) -> None:
    raw = path.read_bytes()
    at = raw.index(b"Rebels attacked Mora")
    path.write_bytes(raw[:at] + b"r" + raw[at + 1 :])
    with CaseStore.open(path) as case:
        assert case.check() != []


def test_a_sound_case_has_no_faults(path: Path) -> None:
    with CaseStore.open(path) as case:
        assert case.check() == []
