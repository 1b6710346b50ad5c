"""Judgements as plain values."""

from __future__ import annotations

from typing import Any

from tidings.model import Judgement
from tidings.model.byhand import mend_of, missed_of

NO_WORDS = "–"


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """Return what was said of what, by whom, when and why; the anchors are left out."""
    names = ("id", "verdict", "subject", "left", "right", "field", "because", "by", "at")
    return {name: getattr(judgement, name) for name in names}


def hand_words(judgement: Judgement) -> str:
    """Return what an account by hand is, or which of its words became which."""
    if judgement.verdict == "add":
        missed = missed_of(judgement.right or "")
        return f"{missed.kind}: {' … '.join(one.quote.text for one in missed.pieces if one.part == 'mention')}"
    mend = mend_of(judgement.right or "")
    words = (mend.old, mend.new.quote if mend.new else None)
    return f"{mend.part}: {' → '.join(quote.text if quote else NO_WORDS for quote in words)}"
