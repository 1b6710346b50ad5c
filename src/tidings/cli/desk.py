"""tidings desk: look at a case in the browser, check it and decide."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from tidings.cli.options import CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import note, say

PORT = 8765
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Listen there; 0 takes a free port.")]
Stay = Annotated[bool, typer.Option("--no-open", help="Open no browser; print the link alone.")]
Name = Annotated[str | None, typer.Option("--by", metavar="NAME", help="Who judges; without it the user's login name.")]


def desk(
    case: CaseFile, port: Port = PORT, no_open: Stay = False, name: Name = None, knowledge: KnowledgeFolder = None
) -> None:
    """Open a case in the browser.

    Shows events on timeline, map and table, each with its words, and what is to be decided. Answers on this machine
    alone and only to who has the link that is printed. Asks nothing of the network. Looking changes nothing; what is
    decided becomes a judgement in the case, signed and with its moment. Ends with Ctrl-C.

    Example: tidings desk case.tidings
    """
    from tidings.web.app import desk_app
    from tidings.web.desk import WIDE, Desk
    from tidings.web.doors import PRIMED
    from tidings.web.gate import Session
    from tidings.web.serve import check_page, listening, serve

    check_page()
    held = Desk.open(case, analyst=name, know=tables(knowledge), primed=PRIMED, wide_from=WIDE)
    try:
        with listening(port) as on:
            session = Session(on.getsockname()[1])
            say(session.url)
            note("The desk is open until Ctrl-C. The link is its key: keep it to yourself.")
            if not no_open:
                webbrowser.open(session.url)
            serve(desk_app(held, session), on)
    except KeyboardInterrupt:
        note("The desk is closed.")
    finally:
        held.close()
