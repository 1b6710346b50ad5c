"""tidings serve: a case as a read-only HTTP service for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tidings.cli.options import CaseFile, KnowledgeFolder
from tidings.cli.options import knowledge as tables
from tidings.cli.terminal import note, say
from tidings.errors import WrongCall

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
    knowledge: KnowledgeFolder = None,
) -> None:
    """Let other programs read a case over HTTP.

    Answers on this machine alone unless --host says otherwise, and only to who sends a token; the case stays as it is.
    The first start makes a token and prints it once; its file keeps only a hash. The routes are described at
    /v1/openapi.json. Ends with Ctrl-C.

    Example: tidings serve case.tidings --new-token ana
    """
    from tidings.web.api.tokens import Tokens

    tokens = Tokens(Path(token_file or f"{case}.tokens"))
    if new_token is not None:
        _check_case(case)
        say(tokens.make(new_token))
        note("It is not shown again. Send it as the header: Authorization: Bearer TOKEN")
        return
    _answer(case, (host, port), rate, token_file, knowledge)


def _answer(case: str, at: tuple[str, int], rate: int, token_file: str | None, knowledge: str | None) -> None:
    from tidings.web.api.app import api_app, is_loopback, listening
    from tidings.web.api.gate import Rates
    from tidings.web.api.tokens import Tokens
    from tidings.web.desk import Desk
    from tidings.web.serve import serve as answering

    tokens = Tokens(Path(token_file or f"{case}.tokens"))
    held = Desk.open(case, know=tables(knowledge))
    try:
        with listening(*at) as on:
            host, port = on.getsockname()[:2]
            say(f"http://{f'[{host}]' if ':' in host else host}:{port}/v1/openapi.json")
            if not tokens.hashes():
                note(f"The first token, not shown again: {tokens.make('first')}")
            if not is_loopback(at[0]):
                note("Other machines reach this, and nothing is encrypted: put a server with TLS before it.")
            note("The case is served until Ctrl-C.")
            answering(api_app(held, tokens, Rates(rate)), on)
    except KeyboardInterrupt:
        note("The case is served no more.")
    finally:
        held.close()


def _check_case(case: str) -> None:
    if not Path(case).is_file():
        raise WrongCall(f"There is no case at {case}. Make one: tidings add {case} FILES")
