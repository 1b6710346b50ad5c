"""Shares of an actor that stand for it: "thousands of Syrians", "some of the members", "the remnants of ISIS"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from tidings.knowledge import Knowledge
from tidings.reading.actor_names import Found
from tidings.reading.actor_phrases import first_token

CLOSE = 2  # tokens between the share and its "of": "some, of"
SHARE = "actors.share_of/1"


def shared(doc: Doc, know: Knowledge, actors: Sequence[Found]) -> list[Found]:
    """The actors, those that a share of is named widened to it; a known name keeps its own mention beside."""
    out: list[Found] = []
    taken = {f.head for f in actors}
    for one in actors:
        share = _share(doc[one.head], know)
        if share is None or share.i in taken:
            out.append(one)
            continue
        if one.actor.id is not None:
            out.append(one)
        out.append(Found(first_token(share, share.i), one.last, share.i, one.actor, SHARE))
    return out


def _share(token: Token, know: Knowledge) -> Token | None:
    """The outermost share word that "of" ties to the token: the tens in "tens of thousands of people"."""
    found = None
    while token.dep_ == "pobj" and token.head.lower_ == "of":
        of, token = token, token.head.head
        is_share = token.lower_ in know.actors.words("share") or token.tag_ == "CD"
        if not is_share or token.i > of.i:  # "Of the voters, 30,290 are" may be parsed so
            break
        found = token
    return found
