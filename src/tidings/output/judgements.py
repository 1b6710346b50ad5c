"""Judgements as plain values."""

from __future__ import annotations

from typing import Any

from tidings.model import Judgement


def judgement_json(judgement: Judgement) -> dict[str, Any]:
    """Return what was said of what, by whom, when and why; the anchors are left out."""
    names = ("id", "verdict", "subject", "left", "right", "field", "because", "by", "at")
    return {name: getattr(judgement, name) for name in names}
