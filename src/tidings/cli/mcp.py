"""tidings mcp: a case for language models, over the Model Context Protocol."""

from __future__ import annotations

from typing import Annotated

import typer

from tidings.cli.options import CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import note
from tidings.errors import WrongCall

WithPersons = Annotated[bool, typer.Option("--with-persons", help="Tell the names of private persons, too.")]


def mcp(case: CaseFile, with_persons: WithPersons = False, knowledge: KnowledgeFolder = None) -> None:
    """Let an assistant ask a case over the Model Context Protocol.

    Speaks on standard input and output, as assistants start it. Its tools read events, stories and sources, with their
    words, status, origins and grades; the case stays as it is. The names of private persons are masked. Asks nothing of
    the network; what the assistant is told, it may send on. Needs: pip install 'tidings[mcp]'

    Example: tidings mcp case.tidings
    """
    try:
        from tidings.web.mcp import server
    except ModuleNotFoundError as why:
        if why.name is None or why.name.split(".")[0] != "mcp":
            raise
        raise WrongCall("mcp is not installed. Type: pip install 'tidings[mcp]'") from why
    from tidings.web.desk import Desk

    held = Desk.open(case, know=tables(knowledge))
    try:
        note("The case waits for an assistant on standard input. Ends with Ctrl-C.")
        server(held, with_persons=with_persons).run("stdio")
    finally:
        held.close()
