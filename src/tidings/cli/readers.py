"""The options that choose who reads, and what a language model's reading took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.terminal import note
from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.reading import Reader

ReaderName = Annotated[
    str, typer.Option("--reader", metavar="NAME", help="Who reads: rules, or llm (a language model; docs/readers.md).")
]
LlmUrl = Annotated[
    str | None,
    typer.Option("--llm-url", metavar="URL", help="Where the language model is, as http://localhost:11434/v1."),
]
LlmModel = Annotated[str | None, typer.Option("--llm-model", metavar="MODEL", help="Which language model.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the language model again what it answered before.")]


def chosen(named: str, url: str | None, model: str | None, no_cache: bool) -> Reader:
    """Return the reader of that name, set up by the options and, where these are silent, by the environment."""
    from tidings.reading import reader_of

    sort, _, own = named.partition(":")
    if sort != "llm":
        return reader_of(named)
    from tidings.reading.llm import LlmReader, Settings

    return LlmReader(Settings.found(url, own or model, cached=not no_cache))


def check_options(names: tuple[str | None, ...], url: str | None, model: str | None, no_cache: bool) -> None:
    """Raise WrongCall where options of the language model are given and none is asked."""
    given = "--llm-url" if url else "--llm-model" if model else "--no-cache" if no_cache else None
    if given and not any((name or "").partition(":")[0] == "llm" for name in names):
        raise WrongCall(f"{given} is for a language model. Add: --reader llm")


def spent_json(reader: Reader) -> dict[str, Any]:
    """Return what the reader asked and what became of the answers; for rules the name alone."""
    from tidings.reading.llm import LlmReader

    if not isinstance(reader, LlmReader):
        return {"name": reader.name}
    spent = reader.spent
    names = ("asked", "cached", "unanswered", "sent", "answered", "uncounted", "located")
    counts = {name: getattr(spent, name) for name in names}
    dropped = dict(sorted(spent.dropped.items()))
    return {"name": reader.name, **counts, "dropped": dropped, "cost": spent.cost(reader.settings.price)}


def note_spent(*readers: Reader) -> None:
    """Say on stderr what each language model was asked, what that took, and how much of it was found in the stories."""
    for told in map(spent_json, readers):
        if "asked" not in told:
            continue
        cost = "cost unknown (set TIDINGS_LLM_PRICE)" if told["cost"] is None else f"cost {told['cost']:.4f}"
        missing = f" ({told['uncounted']:,} answers without a count)" if told["uncounted"] else ""
        asked = f"{told['asked']:,} stories asked about, {told['cached']:,} from the cache"
        left = f", {told['unanswered']:,} left unread" if told["unanswered"] else ""
        tokens = f"{told['sent']:,} tokens sent, {told['answered']:,} answered{missing}, {cost}"
        note(f"{told['name']}: {asked}{left}. {tokens}.")
        lost = ", ".join(f"{count:,} {why}" for why, count in told["dropped"].items())
        note(f"  {told['located']:,} quotes found in the stories; dropped: {lost or 'none'}.")
