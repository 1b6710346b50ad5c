"""Refuses to pack a wheel without the desk's page, so that an installed Tidings needs no Node.

An editable install needs no page: `make desk` builds it beside the source when it is wanted. An sdist that was made
with the page hands it on to the wheel made from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

PAGE = "src/tidings/web/static/index.html"


class NeedsPage(BuildHookInterface):  # type: ignore[type-arg]
    """Looks for the page before anything is packed."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raise if the page is missing and the wheel is to be handed out."""
        if version != "editable" and not (Path(self.root) / PAGE).is_file():
            raise FileNotFoundError(f"{PAGE} is missing: the desk's page is not built. Type: make desk")
