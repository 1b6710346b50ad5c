"""The table of forms: each row can be loaded, says what it is, and writes what it says."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.house.source import ROOT
from tests.output.told import NAMED_ONLY, TOLD, UNDATED
from tidings.errors import WrongCall
from tidings.output.forms import FORMS, Form, Options, form_named

ALL = [TOLD, NAMED_ONLY, UNDATED]
MAY_BE_EMPTY = {"exchange", "ftm", "jsonl", "plover", "bibtex"}  # nothing stands around their entries


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_form_writes_what_it_says(form: Form) -> None:
    pieces = list(form.write(ALL))
    assert pieces
    assert {type(piece) for piece in pieces} == {str if form.is_text else bytes}
    assert b"".join(form.write_bytes(ALL)) == b"".join(p if isinstance(p, bytes) else p.encode() for p in pieces)


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
@pytest.mark.parametrize("events", [[], [UNDATED]], ids=["none", "undated"])
def test_a_form_writes_few_events_too(form: Form, events: list) -> None:
    assert b"".join(form.write_bytes(events)) or form.name in MAY_BE_EMPTY


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_a_row_is_whole(form: Form) -> None:
    assert form.suffix.startswith(".")
    assert "/" in form.media_type
    assert form.about[-1] != "."
    assert bool(form.needs) == bool(form.extra)


def test_the_page_of_exports_names_every_form() -> None:
    text = (ROOT / "docs" / "exports.md").read_text(encoding="utf-8")
    assert [name for name in FORMS if f"`{name}`" not in text] == []


def test_a_variant_by_account_differs() -> None:
    for form in FORMS.values():
        by_event, by_account = (b"".join(form.write_bytes(ALL, Options(accounts=a))) for a in (False, True))
        assert (by_event != by_account) is form.has_accounts, form.name


def test_an_unknown_form() -> None:
    with pytest.raises(WrongCall, match=r'There is no form "docx". Known: csv, '):
        form_named("docx")


def test_a_library_that_is_not_there_is_named_with_the_extra_that_brings_it() -> None:
    form = Form("x", ".x", "a/x", "x", "nowhere:write", needs="tidings", extra="arrow")
    with pytest.raises(WrongCall, match=r"needs tidings, which is not installed. Type: pip install 'tidings\[arrow\]'"):
        form.write([])
    with pytest.raises(ModuleNotFoundError):
        Form("x", ".x", "a/x", "x", "nowhere:write").write([])


def test_the_table_loads_no_writer() -> None:
    code = "import sys, tidings.output.forms; print([m for m in sys.modules if m in ('pyarrow', 'lxml', 'networkx')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
