"""tidings judge: what a person says of pairs, events and outlets."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tidings.cli.options import AsJson, CaseFile
from tidings.cli.terminal import note, say_json, say_wrapped
from tidings.cli.words import judgement_words
from tidings.errors import WrongCall
from tidings.output.judgements import judgement_json

if TYPE_CHECKING:
    from tidings.case import Analyst
    from tidings.model import Judgement

Word = Annotated[
    str,
    typer.Argument(
        metavar="SAID",
        help="same, different, unsure, split, accept, reject, edit, credibility, grade, comment, tag or undo.",
    ),
]
What = Annotated[list[str], typer.Argument(metavar="WHAT…", help="What it is said of, and what is said; see above.")]
Because = Annotated[str, typer.Option("--because", metavar="WORDS", help="The reason, kept with the judgement.")]
By = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; without it the user's login name.")]


class _Way(NamedTuple):
    """How a judgement is written, and what makes it."""

    form: str
    make: Callable[[Analyst, list[str], str], Judgement]


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
    "undo": _Way("JUDGEMENT", lambda who, what, why: who.undo(what[0], why)),
}


def judge(
    case: CaseFile, said: Word, what: What, because: Because = "", by: By = None, as_json: AsJson = False
) -> None:
    """Say what you decide, so that it stands before the rules.

    What was judged before stays as it is, and so does what the accounts tell.
    Of two accounts or events: same, different, unsure LEFT RIGHT. Of an event: split EVENT ACCOUNT…, accept EVENT,
    reject EVENT, edit EVENT FIELD VALUE, credibility EVENT 1-6, comment EVENT WORDS, tag EVENT WORD. Of an outlet:
    grade OUTLET A-F. An undo JUDGEMENT takes any of these back. All of it stands in: tidings show

    Example: tidings judge case.tidings grade Reuters B --by ana
    """
    from tidings.pipeline import Case

    way = WAYS.get(said)
    if way is None:
        raise WrongCall(f'"{said}" is nothing that is judged. Known: {", ".join(WAYS)}.')
    if len(what) != len(way.form.split()) and not ("…" in way.form and len(what) > 1):
        raise WrongCall(f"That is not all of it, or too much. Write: tidings judge {case} {said} {way.form}")
    with Case(case, create=False) as held:
        made = way.make(held.analyst(by or getpass.getuser()), what, because)
    if as_json:
        say_json(judgement_json(made))
        return
    say_wrapped(judgement_words(made))
    note(f"To take it back: tidings judge {case} undo {made.id[:8]}")


def _number(given: str) -> int:
    if not given.isdecimal():
        raise WrongCall(f'"{given}" is no credibility. It runs from 1 (confirmed) to 6 (cannot be judged).')
    return int(given)
