"""The outlet table: by name, by domain, by publisher field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.knowledge.names import GUARD, fold
from tidings.knowledge.outlets import Outlets
from tidings.knowledge.tables import table

OUTLETS = Outlets.load()


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Reuters reported", ["reuters"]),
        ("told AFP on Monday", ["agence-france-presse"]),
        ("The Sun said", ["sun"]),
        ("the sun rose", []),
        ("The Associated Press", ["associated-press"]),
        ("state news agency SANA", ["syrian-arab-news-agency"]),
        ("a map of the town", []),
    ],
)
def test_names_in_text(text: str, want: list[str]) -> None:
    assert [outlet.id for _, _, outlet in OUTLETS.match(text)] == want


@pytest.mark.parametrize(
    ("address", "want"),
    [
        ("https://www.reuters.com/world/1", "reuters"),
        ("news.sky.com", "sky-news"),
        ("http://edition.cnn.com:80/x", "cnn"),
        ("https://example.org", None),
        ("http://[bad", None),
        ("", None),
    ],
)
def test_by_domain(address: str, want: str | None) -> None:
    outlet = OUTLETS.by_domain(address)
    assert (outlet.id if outlet else None) == want


@pytest.mark.parametrize(
    ("field", "want"),
    [("reuters", "reuters"), ("THE GUARDIAN", "guardian"), ("Guardian", "guardian"), ("Nobody", None)],
)
def test_a_publisher_field_resolves_whatever_its_capitals(field: str, want: str | None) -> None:
    outlet = OUTLETS.resolve(field)
    assert (outlet.id if outlet else None) == want


def test_the_table_is_whole() -> None:
    """At least three hundred outlets; no domain twice; parents exist; each example names its row."""
    assert len(OUTLETS) >= 300
    domains = [row.outlet.domain for row in OUTLETS.rows() if row.outlet.domain]
    assert len(domains) == len(set(domains))
    for cells in table("outlets"):
        assert not cells["parent"] or OUTLETS.named(cells["parent"]) is not None, cells
        names = [n.rstrip(GUARD) for n in (cells["name"], *cells["aliases"].split("|")) if n]
        assert any(fold(n) in fold(cells["example"]) for n in names), cells


@given(st.text())
def test_any_address_can_be_looked_up(address: str) -> None:
    outlet = OUTLETS.by_domain(address)
    assert outlet is None or outlet.domain
