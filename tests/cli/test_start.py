"""What a first read does not load: a database, a command line of spaCy, a client of the web, a language model."""

from __future__ import annotations

import subprocess
import sys

import pytest
import spacy

from tests.cli.conftest import REPORTS

ONE = str(REPORTS / "01-wire.txt")
UNUSED = ("sqlalchemy", "tidings.case", "tidings.linking", "spacy.cli", "httpx", "docx", "tidings.reading.llm")
RUN = """
import sys
from tidings.cli import app
app({args}, standalone_mode=False)
print([name for name in {names} if name in sys.modules], file=sys.stderr)
"""


def loaded(args: list[str], names: tuple[str, ...]) -> str:
    """What of the names a new process has loaded after the command."""
    code = RUN.format(args=args, names=names)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr.strip()


@pytest.mark.slow
def test_a_read_loads_nothing_that_it_does_not_use() -> None:
    assert loaded(["read", ONE], UNUSED) == "[]"


@pytest.mark.slow
def test_spacy_still_has_its_command_line() -> None:
    code = (
        "import tidings.reading, spacy, sys;"
        "print('spacy.cli' in sys.modules, spacy.info(silent=True)['spacy_version'], 'spacy.cli' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", spacy.__version__, "True"]
