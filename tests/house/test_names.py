"""What is public is meant to be: listed, sorted, and explained."""

from __future__ import annotations

import ast
import importlib
import types
from collections.abc import Iterator

import pytest

import tidings
from tests.house.source import Module, modules

PACKAGES = [m for m in modules() if m.is_package]


def rank(name: str) -> tuple[int, str]:
    """Constants first, then classes, then functions."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2, name)


def public(module: types.ModuleType) -> set[str]:
    """Names without underscore, the package's own modules left out."""
    return {name for name, value in vars(module).items() if name[0] != "_" and not is_own(value)}


def is_own(value: object) -> bool:
    return isinstance(value, types.ModuleType) and value.__name__.startswith("tidings.")


def documented(module: Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield the module, its public classes and functions, and the public methods of its public classes."""
    yield module.name, module.tree
    for node in module.tree.body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name[0] != "_":
            yield node.name, node
        if isinstance(node, ast.ClassDef) and node.name[0] != "_":
            inner = [n for n in node.body if isinstance(n, ast.FunctionDef) and n.name[0] != "_"]
            yield from ((f"{node.name}.{n.name}", n) for n in inner)


def test_the_public_names_are_sorted_and_complete() -> None:
    assert list(tidings.__all__) == sorted(tidings.__all__)
    assert [name for name in tidings.__all__ if not hasattr(tidings, name)] == []
    assert public(tidings) <= set(tidings.__all__)
    assert dir(tidings) == tidings.__all__


@pytest.mark.parametrize("module", PACKAGES, ids=lambda m: m.name)
def test_a_package_lists_only_what_it_has(module: Module) -> None:
    package = importlib.import_module(module.name)
    listed = list(getattr(package, "__all__", ()))
    assert len(listed) == len(set(listed))
    assert listed == sorted(listed, key=rank)
    assert [name for name in listed if not hasattr(package, name)] == []


@pytest.mark.parametrize("module", modules(), ids=lambda m: m.name)
def test_every_public_name_has_a_docstring(module: Module) -> None:
    assert [name for name, node in documented(module) if not ast.get_docstring(node)] == []  # type: ignore[arg-type]


@pytest.mark.parametrize("word", ["record", "object", "data", "info", "manager", "helper", "processor", "utils"])
def test_words_that_say_nothing_name_no_module_and_no_class(word: str) -> None:
    names = [part for m in modules() for part in m.name.lower().split(".")]
    names += [n.name.lower() for m in modules() for n in ast.walk(m.tree) if isinstance(n, ast.ClassDef)]
    assert [name for name in names if name in (word, f"{word}s")] == []
