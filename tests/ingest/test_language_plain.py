"""Plain English is known as such without the identifier; everything else is shown to it."""

from __future__ import annotations

import pytest

from tidings.ingest import language as asked
from tidings.ingest.language import language

NEWS = "The army said on Monday that it had shot at the rebels, who fled from the village and into the hills by night."
SHORT = "Police in Mora said so."
GERMAN = "In Berlin war am Montag die Polizei im Einsatz, was an der Lage nichts will und so her wie hin ging, hieß es."
DUTCH = (
    "De politie is in Utrecht over de brug gegaan, want er was of is iets aan de hand, zo liet zij in het nieuws weten."
)


class Called(Exception):
    """The identifier was asked."""


def _raise() -> None:
    raise Called


def test_plain_english_needs_no_identifier(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_identifier", _raise)
    assert language(NEWS) == "en"


@pytest.mark.parametrize(
    "text", [SHORT, GERMAN, DUTCH, f"{NEWS} Об этом сообщила армия."], ids=["short", "de", "nl", "ru"]
)
def test_other_texts_are_shown_to_the_identifier(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_identifier", _raise)
    with pytest.raises(Called):
        language(text)
