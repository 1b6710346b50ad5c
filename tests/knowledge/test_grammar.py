"""Small closed classes of words: every sort is asked for, and a sort that is not there is refused."""

from __future__ import annotations

import pytest

from tests.house.source import PACKAGE
from tidings.errors import KnowledgeError
from tidings.knowledge.grammar import words
from tidings.knowledge.tables import table

SORTS = sorted({row["sort"] for row in table("grammar")})


@pytest.mark.parametrize("sort", SORTS)
def test_a_sort_is_used_and_its_words_are_small_letters(sort: str) -> None:
    asking = [p for p in (PACKAGE / "reading").glob("*.py") if f'words("{sort}")' in p.read_text(encoding="utf-8")]
    assert asking
    assert words(sort)
    assert {word for word in words(sort) if word != word.lower()} == set()


def test_an_unknown_sort_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no such sort; the sorts are"):
        words("nonsense")


def test_sorts_that_exclude_each_other_do() -> None:
    assert not words("opening quote") & words("closing quote")
    assert not words("indefinite") & words("anaphoric")
    assert not words("speaker pronoun") & words("own voice")
    assert words("static preposition") <= words("setting preposition")
