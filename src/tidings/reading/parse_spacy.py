"""spaCy without its command line, which takes two fifths of its import and which nothing here calls.

`import spacy` brings one function of that command line, and with it all the rest: a web client, templates, a terminal.
Here that function is fetched when somebody calls it.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

COMMAND_LINE, INFO = "spacy.cli", "spacy.cli.info"


def _info(*args: Any, **named: Any) -> Any:
    """Answer `spacy.info()` as spaCy does."""
    from spacy.cli.info import info

    return info(*args, **named)


def _import() -> None:
    """Import spaCy while stand-ins hold the place of its command line; who asks for that later gets the real one."""
    if "spacy" in sys.modules:
        return
    stands_in = ModuleType(INFO)
    stands_in.info = _info  # type: ignore[attr-defined]
    sys.modules |= {COMMAND_LINE: ModuleType(COMMAND_LINE), INFO: stands_in}
    try:
        __import__("spacy")
    finally:
        del sys.modules[COMMAND_LINE], sys.modules[INFO]


_import()
