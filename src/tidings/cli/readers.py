"""The options that choose who reads, and what a language model's reading took."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tidings.cli.terminal import note
from tidings.errors import WrongCall

if TYPE_CHECKING:
    from tidings.reading import Reader

ReaderName = Annotated[
    str,
    typer.Option(
        "--reader", metavar="NAME", help="Who reads: rules, network, or llm (a language model); see docs/readers.md."
    ),
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
    if not reader.name.startswith("llm"):
        return {"name": reader.name}
    from tidings.reading.llm import LlmReader

    assert isinstance(reader, LlmReader)
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
        cost = "unknown (set TIDINGS_LLM_PRICE)" if told["cost"] is None else f"{told['cost']:.4f}"
        missing = f" (answers without a count: {told['uncounted']:,})" if told["uncounted"] else ""
        stories = (
            f"asked about {told['asked']:,}, from the cache {told['cached']:,}, left unread {told['unanswered']:,}"
        )
        note(f"{told['name']}: stories {stories}.")
        note(f"  tokens sent {told['sent']:,}, answered {told['answered']:,}{missing}; cost {cost}.")
        lost = ", ".join(f"{why} {count:,}" for why, count in told["dropped"].items())
        note(f"  quotes found in the stories {told['located']:,}; parts dropped: {lost or 'none'}.")
