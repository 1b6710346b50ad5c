"""What the network learns from: head words of quotes, labels window by window, and which stories are held out."""

from __future__ import annotations

import ast
import sys
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.reading.network.fakes import vocabulary
from tidings.model import KINDS, STATUSES
from tidings.reading.language import parse
from tidings.reading.network.encoder import Windows
from tidings.reading.network.heads import ARCS

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "training"))
from windows import UNASKED, Example, examples  # noqa: E402
from words import head, learned, of_gold, sequences  # noqa: E402

TEXT = "The rebel army attacked the town of Mora on Friday. The attack killed ten people, police said."
GOLD: dict[str, Any] = {"text": TEXT, "sentences": [[0, 51], [52, 94]]}
RECORD: dict[str, Any] = {
    "kind": "attack",
    "status": "happened",
    "method": "armed-assault",
    "mentions": [{"s": 0, "trigger": "attacked"}, {"s": 1, "trigger": "The attack"}],
    "sources": [{"s": 1, "quote": "police"}],
    "roles": {"actor": [{"s": 0, "quote": "The rebel army"}], "target": [{"s": 1, "quote": "ten people"}]},
    "time": {"s": 0, "quote": "Friday"},
    "place": {"s": 0, "quote": "Mora"},
}


@pytest.mark.parametrize(
    ("quote", "wanted"),
    [
        ("The rebel army", "army"),
        ("Friday", "Friday"),
        ("on Friday", "Friday"),
        ("the town of Mora", "town"),
        ("attacked the town", "attacked"),
    ],
)
def test_the_head_of_a_quote(quote: str, wanted: str) -> None:
    doc, start = parse(TEXT), TEXT.index(quote)
    found = head(doc, start, start + len(quote))
    assert found is not None
    assert doc[found[0]].text == wanted


def test_quotes_are_looked_for_in_their_own_sentence() -> None:
    given = of_gold(GOLD, RECORD)
    assert [TEXT[start:end] for start, end in given["mentions"]] == ["attacked", "The attack"]
    assert [(name, TEXT[start:end]) for name, start, end in given["arcs"] if name == "target"] == [
        ("target", "ten people")
    ]


def test_a_record_without_a_quote_teaches_nothing() -> None:
    given = of_gold(GOLD, RECORD | {"mentions": [{"s": 1, "trigger": "attacked"}]})
    assert learned("a", parse(TEXT), [given])["incidents"] == []


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Example:
    folder = tmp_path_factory.mktemp("vocabulary")
    vocabulary(folder)
    story = learned("a", parse(TEXT), [of_gold(GOLD, RECORD)])
    (only,) = examples([story], Windows(folder))
    return only


def test_labels_of_a_story(example: Example) -> None:
    words = [token.text for token in parse(TEXT)]
    attack = 1 + KINDS.index("attack")
    assert [words[n] for n in np.flatnonzero(example.kinds == attack)] == ["attacked", "attack"]
    assert [words[n] for n in np.flatnonzero(example.kinds == UNASKED)] == [".", "The", ",", "."]
    assert example.status.tolist() == [STATUSES.index("happened")] * 2
    assert example.same.tolist() == [[1.0, 1.0], [1.0, 1.0]]
    played = {ARCS[label - 1]: words[n] for n, label in enumerate(example.arcs[0]) if label > 0}
    assert played == {"actor": "army", "target": "people", "source": "police", "time": "Friday", "place": "Mora"}


def test_words_beside_a_head_are_not_asked(example: Example) -> None:
    words = [token.text for token in parse(TEXT)]
    assert example.arcs[0][words.index("rebel")] == UNASKED
    assert example.arcs[0][words.index("town")] == 0


def test_texts_that_share_sequences_are_told() -> None:
    mine = sequences(TEXT)
    assert sequences(TEXT.upper()) == mine
    assert not sequences("The ministry of trade spoke of the price of grain in the south of the country.") & mine


def test_a_story_in_six_is_held_out_by_its_name_alone() -> None:
    """Read off the source, since training needs packages that tests do not."""
    source = (ROOT / "training" / "train_network.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    (function,) = [n for n in tree.body if isinstance(n, ast.FunctionDef) and n.name == "is_held"]
    scope: dict[str, Any] = {"zlib": zlib, "HELD": 6}
    exec(compile(ast.Module([function], []), "train_network.py", "exec"), scope)
    names = [f"guardian-{n}" for n in range(600)]
    held = [name for name in names if scope["is_held"](name)]
    assert 60 < len(held) < 140
    assert held == [name for name in names if scope["is_held"](name)]
