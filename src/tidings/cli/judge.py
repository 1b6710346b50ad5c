"""tidings judge: what a person says of pairs, events and outlets."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tidings.cli import byhand, placing
from tidings.cli.options import AsJson, CaseFile, opened
from tidings.cli.terminal import note, say_json, say_wrapped
from tidings.cli.words import judgement_words, undone_words
from tidings.errors import WrongCall
from tidings.output.judgements import judgement_json

if TYPE_CHECKING:
    from tidings.case import Analyst
    from tidings.model import Judgement

Word = Annotated[
    str,
    typer.Argument(
        metavar="SAID",
        help="same, different, unsure, split, accept, reject, edit, credibility, grade, comment, tag, add, mend, "
        "merge-entities, split-entity, undo, list.",
    ),
]
What = Annotated[
    list[str] | None, typer.Argument(metavar="WHAT…", help="What it is said of, and what is said; see above.")
]
Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="The reason, kept with the judgement.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; without it the user's login name.")]


LIST = "list"
ALIKE = 5  # outlets named when one is not known


class _Way(NamedTuple):
    """How a judgement is written, and what makes it."""

    form: str
    make: Callable[[Analyst, list[str], str], Judgement]
    least: int = 2  # words where the form ends in any number of them

    def takes(self, what: list[str]) -> bool:
        """Whether these are as many words as the form has."""
        return len(what) >= self.least if "…" in self.form else len(what) == len(self.form.split())


WAYS: dict[str, _Way] = {
    "same": _Way("LEFT RIGHT", lambda who, what, why: who.same(what[0], what[1], why)),
    "different": _Way("LEFT RIGHT", lambda who, what, why: who.different(what[0], what[1], why)),
    "unsure": _Way("LEFT RIGHT", lambda who, what, why: who.unsure(what[0], what[1], why)),
    "split": _Way("EVENT ACCOUNT…", lambda who, what, why: who.split(what[0], what[1:], why)),
    "accept": _Way("EVENT", lambda who, what, why: who.accept(what[0], why)),
    "reject": _Way("EVENT", lambda who, what, why: who.reject(what[0], why)),
    "edit": _Way("EVENT FIELD VALUE", lambda who, what, why: who.edit(what[0], what[1], what[2], why)),
    "credibility": _Way("EVENT NUMBER", lambda who, what, why: who.credibility(what[0], _number(what[1]), why)),
    "grade": _Way("OUTLET LETTER", lambda who, what, why: who.grade(what[0], what[1].upper(), why)),
    "comment": _Way("EVENT WORDS", lambda who, what, why: who.comment(what[0], what[1])),
    "tag": _Way("EVENT WORD", lambda who, what, why: who.tag(what[0], what[1], why)),
    "add": _Way("STORY KIND STATUS WORDS PART=WORDS…", byhand.add, least=4),
    "mend": _Way("ACCOUNT PART OLD NEW", byhand.mend),
    "merge-entities": _Way("ENTITY ENTITY", lambda who, what, why: who.merge(what[0], what[1], why)),
    "split-entity": _Way("ENTITY WORDS", lambda who, what, why: who.part(what[0], what[1], why)),
    "undo": _Way("JUDGEMENT", lambda who, what, why: who.undo(what[0], why)),
}


def judge(
    case: CaseFile, said: Word, what: What = None, because: Because = "", by: By = None, as_json: AsJson = False
) -> None:
    """Say what you decide, so that it stands before the rules.

    What was judged before stays as it is, and so does what the accounts tell.
    Of two accounts or events: same, different, unsure LEFT RIGHT. Of an event: split EVENT ACCOUNT…, accept EVENT,
    reject EVENT, edit EVENT FIELD VALUE, credibility EVENT 1-6, comment EVENT WORDS, tag EVENT WORD. Of an outlet:
    grade OUTLET A-F. Of what a story tells: add STORY KIND STATUS WORDS PART=WORDS…, an account that was missed; mend
    ACCOUNT PART OLD NEW, its words ("-" for none). Of names: merge-entities ENTITY ENTITY are one, split-entity ENTITY
    WORDS is not called so; see tidings entities. An undo JUDGEMENT takes any of these back; list shows all of them.

    Example: tidings judge case.tidings grade Reuters B --by ana
    """
    from tidings.pipeline import Case

    given = what or []
    if said == LIST:
        _list(case, given, as_json=as_json)
        return
    way = WAYS.get(said)
    if way is None:
        raise WrongCall(f'"{said}" is nothing that is judged. Known: {", ".join((*WAYS, LIST))}.')
    if not way.takes(given):
        raise WrongCall(f"That is not all of it, or too much. Write: tidings judge {case} {said} {way.form}")
    with Case(case, create=False) as held:
        made = way.make(held.analyst(by or getpass.getuser()), given, because)
        outlets = held.outlets() if said == "grade" else []
    if as_json:
        say_json(judgement_json(made))
        return
    say_wrapped(judgement_words(made))
    if said == "grade" and made.left not in outlets:
        note(_unknown(made.left, outlets))
    if said == "edit" and made.field == "place" and made.right != "null" and not given[-1].startswith("{"):
        for line in placing.offers(case, made.left[:8], given[-1].strip()):
            note(line)
    if said in ("same", "split"):
        note(f"An event that is joined or split may have another id. See: tidings events {case}")
    note(f"To take it back: tidings judge {case} undo {made.id[:8]}")


def _list(case: str, of: list[str], *, as_json: bool) -> None:
    """Show what was judged, of one thing where one is named, oldest first."""
    if len(of) > 1:
        raise WrongCall(f'One at a time: tidings judge {case} list "{of[0]}"')
    with opened(case) as held:
        every = held.said(of[0] if of else None)
    for judged, stands, undone_by in every:
        if as_json:
            say_json(judgement_json(judged) | {"in_force": stands, "undone_by": undone_by})
        else:
            say_wrapped(judgement_words(judged) + undone_words(stands, undone_by))
    if not every:
        note(
            f"Nothing was judged of {of[0]}. Everything: tidings judge {case} list" if of else "Nothing was judged yet."
        )


def _unknown(outlet: str, known: list[str]) -> str:
    """Say that no story is of the outlet, and which names are alike."""
    by_fold = {name.casefold(): name for name in known}
    near = get_close_matches(outlet.casefold(), by_fold, n=ALIKE, cutoff=0.5)
    parts = [key for key in by_fold if outlet.casefold() in key or key in outlet.casefold()]
    alike = [by_fold[key] for key in dict.fromkeys((*parts, *near))][:ALIKE]
    more = f"; and {len(known) - ALIKE:,} more" if len(known) > ALIKE else ""
    names = f" Alike: {'; '.join(alike)}." if alike else f" It has: {'; '.join(known[:ALIKE])}{more}." if known else ""
    return f'No story of the case is by "{outlet}", so that the grade counts for nothing yet.{names}'


def _number(given: str) -> int:
    if not given.isdecimal():
        raise WrongCall(f'"{given}" is no credibility. It runs from 1 (confirmed) to 6 (cannot be judged).')
    return int(given)
