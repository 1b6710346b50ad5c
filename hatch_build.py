"""Refuses to pack a wheel without the desk's page and the manual page, so that an installed Tidings lacks neither.

An editable install needs no page: `make desk` builds it beside the source when it is wanted. An sdist that was made
with both hands them on to the wheel made from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = "src/tidings/web/static/index.html"
SHARED = {  # made by `make man` -> where man and the shells look, below the folder that the wheel is installed to
    "man/tidings.1": "share/man/man1/tidings.1",
    "man/completions/tidings.bash": "share/bash-completion/completions/tidings",
    "man/completions/_tidings": "share/zsh/site-functions/_tidings",
    "man/completions/tidings.fish": "share/fish/vendor_completions.d/tidings.fish",
}


class NeedsPage(BuildHookInterface):  # type: ignore[type-arg]
    """Looks for what is made before anything is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise if something made is missing and the wheel is to be handed out."""
        if version == "editable":
            return
        if not (Path(self.root) / PAGE).is_file():
            raise FileNotFoundError(f"{PAGE} is missing: the desk's page is not built. Type: make desk")
        for name in SHARED:
            if not (Path(self.root) / name).is_file():
                raise FileNotFoundError(f"{name} is missing: the manual page is not written. Type: make man")
        build_data["shared_data"].update({str(Path(self.root) / name): place for name, place in SHARED.items()})
