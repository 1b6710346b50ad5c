"""Build the site: the pages of docs/, the reference made from the program, and what the commands on the pages print.

`make docs` writes the pages to .docs and the site to site/; a broken link, a command that fails or a page without a
place in mkdocs.yml stops it. mkdocs.yml names places for pages that may not be there; they are left out.
"""

from __future__ import annotations

import importlib
import os
import posixpath
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import make_reference
import page_runs
import yaml

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
STAGED = ROOT / ".docs"
SITE = ROOT / "site"
GUESTS = {  # pages that stand elsewhere in the repository, and their place on the site
    "README.md": "readme.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "THIRD_PARTY.md": "reference/third-party.md",
    "examples/README.md": "examples.md",
    "src/tidings/reading/network/weights/CARD.md": "reference/network-card.md",
    "training/README.md": "reference/training.md",
    "training/annotations/README.md": "reference/annotations.md",
}
RUN = ("tutorial.md", "howto/", "exports.md")  # pages whose commands are run
SHOWN = (".css", ".js", ".svg", ".png", ".webp")  # endings of what pages show and need
LINK = re.compile(r"(?<!!)\[(?P<text>[^\]]+)\]\((?P<target>[^)\s]+)\)")
MADE = re.compile(r"^<!-- made: (?P<name>[a-z]+)(?P<words>(?: [\w.]+)*) -->$", re.M)
FENCED = re.compile(r"(^```.*?^```$)", re.M | re.S)
LEFT_OUT = re.compile(r"^<!-- [A-Z]+: .+ -->\n", re.M)


def own_pages() -> dict[str, Path]:
    """Return the pages of the site that stand in the repository, by their place on the site."""
    own = {path.relative_to(DOCS).as_posix(): path for path in sorted(DOCS.rglob("*.md"))}
    return own | {place: ROOT / name for name, place in GUESTS.items() if (ROOT / name).exists()}


def stage(into: Path, *, run: bool = True) -> None:
    """Write every page, and mkdocs.yml with the places of those that are there."""
    pages = own_pages()
    shutil.rmtree(into, ignore_errors=True)
    for place, path in pages.items():
        text = path.read_text(encoding="utf-8")
        if run and place.startswith(RUN):
            with tempfile.TemporaryDirectory() as folder:
                text = page_runs.with_outputs(text, Path(folder))
        text = MADE.sub(made, LEFT_OUT.sub("", text))
        write(into / "pages" / place, outside_fences(text, lambda part, at=place, of=path: linked(part, at, of, pages)))
    for place, make in make_reference.PAGES.items():
        write(into / "pages" / place, make())
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    there = {*pages, *make_reference.PAGES}
    settings |= {"docs_dir": "pages", "site_dir": "site", "nav": list(places(settings["nav"], there, pages))}
    settings["theme"]["custom_dir"] = "theme"
    shutil.copytree(DOCS / "theme", into / "theme")
    for path in (p for p in DOCS.rglob("*") if p.suffix in SHOWN):
        target = into / "pages" / path.relative_to(DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    write(into / "mkdocs.yml", yaml.safe_dump(settings, sort_keys=False, allow_unicode=True))


def write(path: Path, text: str) -> None:
    """Write a file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def outside_fences(text: str, change: Callable[[str], str]) -> str:
    """Return the text with what is not code changed."""
    return "".join(part if part.startswith("```") else change(part) for part in FENCED.split(text))


def linked(text: str, place: str, path: Path, pages: Mapping[str, Path]) -> str:
    """Return the text with links to files of the repository as links on the site, or as the file's name in code."""
    where = {file.resolve(): at for at, file in pages.items()}

    def one(match: re.Match[str]) -> str:
        target, _, anchor = match["target"].partition("#")
        here = posixpath.dirname(place) or "."
        made_here = posixpath.normpath(posixpath.join(here, target)) in make_reference.PAGES
        if "://" in target or not target or made_here:
            return match[0]
        file = (path.parent / target).resolve()
        if file in where:
            return f"[{match['text']}]({posixpath.relpath(where[file], here)}{'#' * bool(anchor)}{anchor})"
        if not file.exists() or not file.is_relative_to(ROOT):
            return match[0]  # broken: the build says so
        name = file.relative_to(ROOT).as_posix()
        return match["text"] if match["text"].strip("`") in (name, file.name) else f"{match['text']} (`{name}`)"

    return LINK.sub(one, text)


def made(match: re.Match[str]) -> str:
    """Return what stands in the place of a line `<!-- made: NAME -->`."""
    if match["name"] == "thresholds":
        module, *names = match["words"].split()
        return thresholds(module, names)
    return str(make_reference.PARTS[match["name"]]())


def thresholds(module: str, names: list[str]) -> str:
    """A table of numbers as the module has them now."""
    there = importlib.import_module(f"tidings.{module}")
    if gone := [name for name in names if not hasattr(there, name)]:
        raise LookupError(f"no {', '.join(gone)} in tidings.{module}: a line `made: thresholds` of a page names them")
    rows = [(f"`{module}.{name}`", getattr(there, name)) for name in names]
    return make_reference.table(("number", "value"), rows)


def places(nav: Any, there: set[str], pages: Mapping[str, Path]) -> Iterator[Any]:
    """Yield the nav without pages that are not there; "decisions/*" stands for every page in that folder."""
    for entry in nav:
        if isinstance(entry, str):
            if entry.endswith("/*"):
                yield from ({title(pages[p]): p} for p in sorted(pages) if p.startswith(entry[:-1]))
            elif entry in there:
                yield entry
            continue
        ((name, inner),) = entry.items()
        if isinstance(inner, str):
            if inner in there:
                yield {name: inner}
        elif kept := list(places(inner, there, pages)):
            yield {name: kept}


def title(path: Path) -> str:
    """The page's first heading."""
    return path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")


def homeless(staged: Path) -> list[str]:
    """Return the staged pages that the nav leads to from nowhere."""
    nav = yaml.safe_load((staged / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    named = set(re.findall(r"[\w./-]+\.md", yaml.safe_dump(nav, allow_unicode=True, width=10_000)))
    there = {p.relative_to(staged / "pages").as_posix() for p in (staged / "pages").rglob("*.md")}
    return sorted(there - named)


def build(staged: Path, site: Path) -> None:
    """Make the site of the staged pages. Raises RuntimeError with what the builder says, if it has a fault to tell."""
    if lost := homeless(staged):
        raise RuntimeError(f"no place in mkdocs.yml for {', '.join(lost)}")
    builder = Path(sys.executable).with_name("zensical")
    told = subprocess.run(
        [str(builder), "build", "--strict", "--clean", "-f", str(staged / "mkdocs.yml")],
        capture_output=True, text=True, check=False, env=os.environ | {"NO_COLOR": "1"},
    )  # fmt: skip
    if told.returncode or "Warning" in told.stdout + told.stderr:
        raise RuntimeError(re.sub(r"\x1b\[[0-9;]*m", "", told.stdout + told.stderr))
    shutil.rmtree(site, ignore_errors=True)
    shutil.copytree(staged / "site", site)


def main() -> None:
    """Build the site."""
    stage(STAGED)
    build(STAGED, SITE)
    sys.stdout.write("The site is in site/: open site/index.html\n")


if __name__ == "__main__":
    main()
