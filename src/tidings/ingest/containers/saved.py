"""Pages that a browser saved "complete": the page and, in a folder beside it, its images, styles and frames."""

from __future__ import annotations

import re
from collections.abc import Iterable

# how browsers name the folder beside "page.html": Firefox and Chrome with the first, Edge by its language
ENDING = re.compile(
    r"(?:_files|_file|-filer|-Dateien|_fichiers|_archivos|_arquivos|_ficheros|_bestanden|_soubory|_pliki|-tiedostot"
    r"|_elemei|_fajlovi|_datoteke|_dosyalar|\.files)$"
)
PAGE = (".html", ".htm", ".xhtml")


def is_assets(folder: str, beside: Iterable[str]) -> bool:
    """Whether a folder of that name holds what one of the pages beside it needs to be shown.

    >>> is_assets("Two held_files", ["Two held.html"]), is_assets("Two held_files", ["notes.txt"])
    (True, False)
    """
    stem = ENDING.sub("", folder)
    return stem != folder and any(name in beside for name in (stem + ending for ending in PAGE))


def assets(names: set[str]) -> set[str]:
    """Return those of an archive's member names that lie in such a folder."""
    return {name for name in names if any(_lies_in_assets(name, at.start(), names) for at in re.finditer("/", name))}


def _lies_in_assets(name: str, slash: int, names: set[str]) -> bool:
    return bool(ENDING.search(name[:slash])) and is_assets(name[:slash], names)
