"""The stories behind the events as BibTeX and as CSL-JSON: one entry a story, with the first event it is cited for."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from tidings.model import Published
from tidings.model.links import Telling, Told
from tidings.output.cite import citation
from tidings.output.forms import Options
from tidings.output.summary import grade

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", **{sign: f"\\{sign}" for sign in "%#$&_"},
}  # fmt: skip


def bibtex(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield an entry a story, as @misc, which every BibTeX and BibLaTeX style knows."""
    for told, telling in _first_told(events):
        story = telling.story
        fields = {
            "title": story.headline or f"Untitled report ({story.id[:8]})",
            "author": _author(story.byline) or story.publisher,
            "publisher": story.publisher,
            "note": _provenance(told, telling),
            "abstract": f"“{citation(telling)['quote']}”",
            "keywords": f"{told.event.kind}, {told.event.status}",
        }
        lines = [f"  {name} = {{{{{_tex(value)}}}}}," for name, value in fields.items() if value]
        if story.url and re.fullmatch(r"[!-z|~]+", story.url) and "\\" not in story.url:  # no braces, no blanks
            lines.append(f"  url = {{{story.url}}},")
        lines += _tex_date(story.published)
        yield "\n".join((f"@misc{{tidings-{story.id},", *lines, "}\n\n"))


def csl(events: Iterable[Told], options: Options) -> Iterator[str]:
    """Yield an array with an item a story; what CSL has no name for stands under `custom`."""
    before = "[\n"
    for told, telling in _first_told(events):
        yield before + json.dumps(_csl_item(told, telling), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _first_told(events: Iterable[Told]) -> Iterator[tuple[Told, Telling]]:
    """Yield each story's first account, with its event; the ids seen are all that is kept."""
    seen: set[str] = set()
    for told in events:
        for telling in told.tellings:
            if telling.story.id not in seen:
                seen.add(telling.story.id)
                yield told, telling


def _provenance(told: Told, telling: Telling) -> str:
    origins = "; ".join(told.event.origins) or "none known"
    event = f"event {told.event.id} ({told.event.kind}, {told.event.status}, {grade(told)}; origins: {origins})"
    return f"Cited for {event}; document {citation(telling)['document']}"


def _csl_item(told: Told, telling: Telling) -> dict[str, object]:
    story, cited = telling.story, citation(telling)
    known = {
        "title": story.headline,
        "container-title": story.publisher,
        "URL": story.url,
        "language": story.language if story.language != "und" else None,
        "abstract": cited["quote"],
    }
    item: dict[str, object] = {"id": story.id, "type": "article-newspaper" if story.publisher else "webpage"}
    item |= {name: value for name, value in known.items() if value}
    if author := _author(story.byline):
        item["author"] = [{"literal": author}]
    if parts := _date_parts(story.published):
        item["issued"] = {"date-parts": parts}
    about = {"event": told.event.id, "kind": told.event.kind, "status": told.event.status, "grade": grade(told)}
    return item | {
        "keyword": f"{told.event.kind}, {told.event.status}",
        "note": _provenance(told, telling),
        "custom": about | {"origins": list(told.event.origins)} | cited,
    }


def _author(byline: str | None) -> str:
    """The byline without its "By"; names are not split, for a byline may hold several, or a desk."""
    return re.sub(r"^\s*by\b[\s:]*", "", byline or "", flags=re.I).strip()


def _date_parts(published: Published) -> list[list[int]]:
    """The day, month or year of publication, or the first and last day it may have been."""
    if published.date:
        known = {"year": 1, "month": 2}.get(published.precision, 3)
        return [[int(part) for part in published.date.split("-")[:known]]]
    ends = (published.earliest, published.latest)
    return [[int(part) for part in day.split("-")] for day in ends if day] if all(ends) else []


def _tex_date(published: Published) -> Iterator[str]:
    parts = _date_parts(published)
    if len(parts) != 1:
        return
    yield f"  date = {{{'-'.join(f'{part:02}' for part in parts[0])}}},"
    yield f"  year = {{{parts[0][0]:04}}},"
    if len(parts[0]) > 1:
        yield f"  month = {MONTHS[parts[0][1] - 1]},"


def _tex(value: str) -> str:
    plain = _CONTROL.sub(" ", value)
    return re.sub(r"[\\{}~^%#$&_]", lambda found: _TEX[found[0]], plain)
