"""Annotated stories whose texts lie elsewhere: joins the annotations of this folder with the corpora they are of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ANNOTATIONS = Path(__file__).parent / "annotations" / "news.jsonl"
Json = dict[str, Any]


def annotated(corpora: Path, annotations: Path = ANNOTATIONS) -> Iterator[tuple[Json, list[Json]]]:
    """Yield story and records in the form of the gold files, for every annotated story whose corpus is at hand.

    Raises ValueError where a text is not the one that was annotated.
    """
    lines = [json.loads(line) for line in annotations.read_bytes().split(b"\n") if line]
    texts = {name: _texts(corpora / name) for name in {line["corpus"] for line in lines} if (corpora / name).exists()}
    for line in lines:
        if line["corpus"] not in texts:
            continue
        given = texts[line["corpus"]][str(line["record"])]
        text = given["text"].strip()[: line["sentences"][-1][1]]
        if hashlib.sha256(text.encode()).hexdigest() != line["sha256"]:
            raise ValueError(f"{line['corpus']} holds another text under {line['record']} than the annotated one.")
        story = {"id": line["id"], "text": text, "sentences": line["sentences"], "published": given.get("published")}
        yield story, [_record(text, line["sentences"], event) for event in line["events"]]


def _texts(path: Path) -> dict[str, Json]:
    rows = (json.loads(line) for line in path.read_bytes().split(b"\n") if line)
    return {str(row.get("id") or row.get("docid")): row for row in rows}


def _record(text: str, sentences: list[list[int]], event: Json) -> Json:
    """One record with its spans as words of a numbered sentence."""

    def quoted(span: list[int], key: str = "quote") -> Json:
        number = next(n for n, (start, end) in enumerate(sentences) if start <= span[0] < end)
        words = text[span[0] : span[1]]
        return {"s": number, key: words} | ({} if key == "trigger" else {"name": words})

    out: Json = {"kind": event["kind"], "status": event["status"], "method": event.get("method"), "numbers": {}}
    out["mentions"] = [quoted(span, "trigger") for span in event["mentions"]]
    out["sources"] = [quoted(span) for span in event.get("sources", [])]
    out["roles"] = {role: [quoted(span) for span in spans] for role, spans in event.get("roles", {}).items()}
    out |= {field: quoted(event[field]) if field in event else None for field in ("time", "place")}
    return out
