"""tidings score: how well reading does on stories that people have annotated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.codes import DONE, WITH_PROBLEMS
from tidings.cli.options import AsJson, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.readers import LlmModel, LlmUrl, NoCache, ReaderName, check_options, chosen, note_spent
from tidings.cli.terminal import say, say_json, table, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from tidings.evaluate import Scores
    from tidings.model import Problem, Reading

GoldFolder = Annotated[str, typer.Argument(metavar="GOLD", help="Folder of stories, with their records in gold/.")]
AsSheet = Annotated[
    int | None, typer.Option("--sheet", metavar="N", min=1, help="Print the N worst stories, gold beside found.")
]
ByKind = Annotated[bool, typer.Option("--by-kind", help="Also count each kind of event.")]


def score(
    gold: GoldFolder,
    by_kind: ByKind = False,
    sheet: AsSheet = None,
    knowledge: KnowledgeFolder = None,
    reader: ReaderName = "rules",
    llm_url: LlmUrl = None,
    llm_model: LlmModel = None,
    no_cache: NoCache = False,
    as_json: AsJson = False,
) -> int:
    """Compare what is read with what people marked.

    Reads the annotated stories of a folder. Changes nothing. Counts come first, ratios last; "row F1" is how much of a
    found account is right, field by field. A story that the reader leaves unread counts as one with nothing found.

    Example: tidings score gold/dev --by-kind
    """
    from tidings import pipeline

    check_options((reader,), llm_url, llm_model, no_cache)
    by, unread = chosen(reader, llm_url, llm_model, no_cache), []

    def noted(problem: Problem) -> None:
        unread.append(problem)
        warn(f"{problem.origin}: {problem.detail}")

    read = partial(pipeline.read, know=tables(knowledge), on_problem=noted, reader=by)
    if sheet is not None:
        _say_sheets(Path(gold), sheet, read, as_json)
    else:
        _say_scores(Path(gold), read, by_kind, as_json)
    note_spent(by)
    return WITH_PROBLEMS if unread else DONE


def _say_scores(gold: Path, read: Callable[[Path], Iterable[Reading]], by_kind: bool, as_json: bool) -> None:
    from tidings import evaluate

    scores = evaluate.score_gold(gold, read)
    if as_json:
        kinds = {"by_kind": _kinds(scores)} if by_kind else {}
        say_json(scores.ratios() | kinds)
        return
    table(("figure", "value"), ((name, _figure(value)) for name, value in scores.ratios().items()), right=("value",))
    if by_kind:
        rows = ((kind, *map(_figure, counts.values())) for kind, counts in _kinds(scores).items())
        table(_KIND_HEADS, rows, right=_KIND_HEADS[1:])


def _say_sheets(gold: Path, most: int, read: Callable[[Path], Iterable[Reading]], as_json: bool) -> None:
    from tidings.evaluate.sheet import sheets

    for one in sheets(gold, read)[:most]:
        if as_json:
            say_json(asdict(one))
            continue
        say(f"{one.story}  row F1 {one.row_f1:.3f}  lost {one.lost:.1f}")
        for line in one.lines:
            say(line)
        say()


_KIND_HEADS = ("kind", "gold", "predicted", "found", "F1")


def _kinds(scores: Scores) -> dict[str, dict[str, Any]]:
    """Counts and F1 by kind, the most frequent first."""
    from tidings.evaluate.accounts import f1

    ranked: Iterable[str] = sorted(scores.by_kind, key=lambda kind: (-scores.by_kind[kind]["gold"], kind))
    counts = {kind: {name: scores.by_kind[kind][name] for name in _KIND_HEADS[1:4]} for kind in ranked}
    return {kind: c | {"F1": f1(c["found"], c["gold"], c["predicted"])} for kind, c in counts.items()}


def _figure(value: float | int | None) -> str:
    if value is None:
        return "-"
    return str(value) if isinstance(value, int) else f"{value:.3f}"
