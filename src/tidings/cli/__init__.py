"""The command line: one thin file a verb; results go to stdout, everything else to stderr."""

from tidings.cli.app import app, main

__all__ = ["app", "main"]
