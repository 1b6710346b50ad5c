"""A report that an analyst would sign after editing: what events tell, in sentences with notes, in four forms."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from typing import cast

from tidings.errors import WrongCall
from tidings.output.report.compose import Asked, dossier
from tidings.output.report.parts import Dossier, Note, Sentence

__all__ = ["FORMS", "Asked", "Dossier", "Note", "Sentence", "dossier", "written"]

FORMS = {  # by the ending of a file: module and function; a form's library is loaded when it is wanted
    ".html": ("html", "dossier_html"),
    ".md": ("markdown", "dossier_markdown"),
    ".docx": ("docx", "dossier_docx"),
    ".pdf": ("pdf", "dossier_pdf"),
}


def written(report: Dossier, suffix: str) -> bytes:
    """Return the report as the bytes of a file with this ending; raise WrongCall for one that no form has."""
    if suffix not in FORMS:
        raise WrongCall(f'No report is written as "{suffix}". The file may end in {", ".join(FORMS)}.')
    module, function = FORMS[suffix]
    found = getattr(importlib.import_module(f"tidings.output.report.{module}"), function)
    made = cast(Callable[[Dossier], bytes | Iterable[str]], found)(report)
    return made if isinstance(made, bytes) else "".join(made).encode("utf-8")
