"""The desk on a port of this machine, until it is interrupted."""

from __future__ import annotations

import ipaddress
import socket
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp

from tidings.errors import WrongCall
from tidings.web.app import STATIC, UNBUILT

LOOPBACK = "127.0.0.1"
LAST_WORDS = 1  # seconds for answers under way when the desk ends; streams of news would go on for ever


def listening(port: int, host: str = LOOPBACK) -> socket.socket:
    """Return a socket that listens there, on this machine alone unless a host is given; 0 takes any free port."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError as why:
        raise WrongCall(f'"{host}" is no address of this machine. Write: --host {LOOPBACK}') from why
    made = socket.socket(socket.AF_INET6 if address.version == 6 else socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except (OSError, OverflowError) as why:
        made.close()
        raise WrongCall(f"Port {port} of {host} cannot be had: {why}. Take any free one: --port 0") from why
    made.listen()
    return made


def check_page(static: Path = STATIC) -> None:
    """Raise WrongCall if the page has not been built."""
    if not (static / "index.html").is_file():
        raise WrongCall(UNBUILT)


def serve(app: ASGIApp, on: socket.socket) -> None:
    """Answer on the socket until interrupted."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, lifespan="off",
        timeout_graceful_shutdown=LAST_WORDS,
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[on])
