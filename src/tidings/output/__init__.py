"""What users take away: each function takes Told values and yields pieces of text; none touches the case or a file."""

from tidings.output.chronology import chronology_lines, chronology_text
from tidings.output.geojson import events_geojson
from tidings.output.jsonl import event_json, events_jsonl, told_json
from tidings.output.lineage import lineage_json
from tidings.output.tables import accounts_csv, events_csv, read_table

__all__ = [
    "accounts_csv",
    "chronology_lines",
    "chronology_text",
    "event_json",
    "events_csv",
    "events_geojson",
    "events_jsonl",
    "lineage_json",
    "read_table",
    "told_json",
]
