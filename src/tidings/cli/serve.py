"""tidings serve: a case as a read-only HTTP service for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tidings.cli.options import CaseFile, KnowledgeFolder, WithoutPersons, opened
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import note, say

if TYPE_CHECKING:
    from tidings.web.api.gate import Rates
    from tidings.web.api.privacy import Shown
    from tidings.web.api.tokens import Tokens

PORT = 8766
Port = Annotated[int, typer.Option("--port", metavar="N", min=0, max=65535, help="Listen there; 0 takes a free port.")]
Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="On which address of this machine.")]
TokenFile = Annotated[
    str | None, typer.Option("--token-file", metavar="FILE", help="Where tokens are kept; else CASE.tokens.")
]
NewToken = Annotated[
    str | None, typer.Option("--new-token", metavar="NAME", help="Make a token for NAME, print it once, and end.")
]
Rate = Annotated[int, typer.Option("--rate", metavar="N", min=1, help="Calls a minute that one token may make.")]


def serve(
    case: CaseFile,
    port: Port = PORT,
    host: Host = "127.0.0.1",
    token_file: TokenFile = None,
    new_token: NewToken = None,
    rate: Rate = 600,
    without_persons: WithoutPersons = False,
    knowledge: KnowledgeFolder = None,
) -> None:
    """Let other programs read a case over HTTP.

    Answers on this machine alone unless --host says otherwise, and only to who sends a token; the case stays as it is.
    The first start makes a token and prints it once; its file keeps only a hash. The routes are described at
    /v1/openapi.json. With --without-persons no answer tells a private person's name, and none is found by it. Ends with
    Ctrl-C.

    Example: tidings serve case.tidings --new-token ana
    """
    from tidings.case.places import beside
    from tidings.web.api.tokens import Tokens

    tokens = Tokens(Path(token_file) if token_file else beside(case, "tokens"))
    if new_token is not None:
        opened(case).close()
        say(tokens.make(new_token))
        note("It is not shown again. Send it as the header: Authorization: Bearer TOKEN")
        return
    from tidings.web.api.gate import Rates
    from tidings.web.api.privacy import Shown
    from tidings.web.desk import Desk

    held = Desk.open(case, know=tables(knowledge))
    try:
        _answer(Shown(held, with_persons=not without_persons), tokens, Rates(rate), (host, port))
    except KeyboardInterrupt:
        note("The case is served no more.")
    finally:
        held.close()


def _answer(shown: Shown, tokens: Tokens, rates: Rates, at: tuple[str, int]) -> None:
    from tidings.web.api.app import api_app, is_loopback
    from tidings.web.serve import listening
    from tidings.web.serve import serve as answering

    with listening(at[1], at[0]) as on:
        host, port = on.getsockname()[:2]
        say(f"http://{f'[{host}]' if ':' in host else host}:{port}/v1/openapi.json")
        if not tokens.hashes():
            note(f"The first token, not shown again: {tokens.make('first')}")
        if not is_loopback(at[0]):
            note("Other machines reach this, and nothing is encrypted: put a server with TLS before it.")
        note("The case is served until Ctrl-C.")
        answering(api_app(shown, tokens, rates), on)
