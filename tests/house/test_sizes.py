"""Bounds that keep a file and a function readable. The aim is lower: 300 lines a file, 40 a function."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.house.source import programs, shown

FILE_LINES = 400
FUNCTION_LINES = 80


def test_no_file_is_too_long() -> None:
    sizes = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in programs()}
    assert {name: size for name, size in sizes.items() if size > FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    assert [name for path in programs() for name in long_functions(path)] == []


def long_functions(path: Path) -> list[str]:
    """The file's functions over the bound, each with its size in lines."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    functions = [n for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    sizes = {f"{shown(path)}: {n.name}": (n.end_lineno or n.lineno) - n.lineno + 1 for n in functions}
    return [f"{name} has {size} lines" for name, size in sizes.items() if size > FUNCTION_LINES]
