"""The verbs, and what holds for each of them: exit codes, errors as one line, --quiet and --traceback."""

from __future__ import annotations

import gc
import inspect
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from traceback import print_exc
from typing import Annotated, Any, NoReturn

import typer

from tidings.cli import (
    add,
    alerts,
    capability,
    case_build,
    case_copy,
    check,
    desk,
    entities,
    events,
    export,
    fetch,
    import_,
    judge,
    lineage,
    mcp,
    problems,
    read,
    report,
    score,
    search,
    serve,
    show,
    stories,
    verify,
    version,
    watch,
)
from tidings.cli.codes import DONE, FAILED, INTERRUPTED, WRONG
from tidings.cli.terminal import quieted, settle_stdout, warn
from tidings.errors import TidingsError, WrongCall

Verb = Callable[..., int | None]  # returns its exit code; None is DONE
VERBS: tuple[Verb, ...] = (
    add.add, import_.import_, fetch.fetch, watch.watch, alerts.alerts, read.read, events.events, show.show, judge.judge,
    stories.stories, entities.entities,
    search.search, problems.problems, capability.capability, report.report, export.export, lineage.lineage, desk.desk,
    serve.serve, mcp.mcp, check.check, verify.verify, score.score, version.version,
)  # fmt: skip
HELP = """Read open-source reports and keep what they tell as evidence, every value with the words it came from.

Start with: tidings add case.tidings REPORTS, then: tidings events case.tidings

Exit codes: 0 done, 1 failed, 2 wrong call, 3 done but some inputs became Problems, 130 interrupted.
"""
# Between collections of garbage: what modules and tables load all stays, and a sixth of a start went into searching it.
SELDOM = (100_000, 50, 100)
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No notes and no progress on stderr.")]
Traceback = Annotated[bool, typer.Option("--traceback", help="Show where in the program an error arose.")]
_SHARED = tuple(
    inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=False, annotation=annotation)
    for name, annotation in (("quiet", Quiet), ("traceback", Traceback))
)

app = typer.Typer(
    name="tidings",
    help=HELP,
    rich_markup_mode=None,  # brackets in help and in quotes stay brackets
    pretty_exceptions_enable=False,
    add_completion=True,
    no_args_is_help=True,
)


def main() -> NoReturn:
    """Run the command line and exit with its code."""
    gc.set_threshold(*SELDOM)
    app()
    sys.exit(DONE)


def guarded(verb: Verb) -> Callable[..., None]:
    """Return the verb with the shared options; what it raises becomes one line on stderr and an exit code."""

    def command(*, quiet: bool, traceback: bool, **given: Any) -> None:
        settle_stdout()
        with quieted(quiet):
            try:
                code = verb(**given) or DONE
                sys.stdout.flush()
            except Exception as why:
                if traceback:
                    print_exc()
                code = _told(why)
            except KeyboardInterrupt:
                warn("Interrupted.")
                code = INTERRUPTED
        raise typer.Exit(code)

    signature = inspect.signature(verb, eval_str=True)
    signature = signature.replace(parameters=[*signature.parameters.values(), *_SHARED], return_annotation=None)
    command.__signature__ = signature  # type: ignore[attr-defined]  # what Typer makes the options from
    command.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
    command.__doc__ = verb.__doc__
    return command


def _told(why: Exception) -> int:
    """Say what went wrong in one line and return the exit code."""
    if isinstance(why, BrokenPipeError):
        _abandon_stdout()
        return DONE
    if isinstance(why, typer.Exit | typer.Abort) or type(why).__module__.startswith(("typer.", "click.")):
        raise why
    if isinstance(why, TidingsError):
        warn(f"tidings: {why}")
        return WRONG if isinstance(why, WrongCall) else FAILED
    if isinstance(why, OSError):
        warn(f"tidings: {why.filename or 'the system'}: {why.strerror or why}. Look at the path and its permissions.")
        return FAILED
    warn(f"tidings: a fault in the program: {type(why).__name__}: {why}. For a report, type it again with --traceback")
    return FAILED


def _abandon_stdout() -> None:
    """The reader of stdout has gone (`| head`): what is still in the buffer goes nowhere, in silence."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


for _verb in VERBS:
    app.command(name=_verb.__name__.rstrip("_"))(guarded(_verb))
_case = typer.Typer(name="case", help="Cases out of archives and stores.", rich_markup_mode=None, no_args_is_help=True)
_case.command(name="build")(guarded(case_build.build))
_case.command(name="copy")(guarded(case_copy.copy))
app.add_typer(_case)
