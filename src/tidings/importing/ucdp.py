"""A row of UCDP GED as an account: sides and type of violence as kind and roles, the best estimate as the dead."""

from __future__ import annotations

from tidings.importing.fields import CODED, Fields, Malformed, dead, place_of, somebody, sources, whole
from tidings.knowledge import Knowledge
from tidings.model import (
    Account,
    Document,
    Filler,
    Kind,
    Mention,
    Published,
    Quote,
    Reading,
    Role,
    Timed,
    When,
)

NAME = "UCDP"
READER = "import.ucdp/1"
NEEDED = ("id", "type_of_violence", "date_start", "date_end")
KNOWN = frozenset(
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources "
    "source_article source_office source_date source_headline source_original where_prec where_coordinates "
    "where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity "
    "date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob".split()
)
PLACES = ("where_coordinates", "where_description", "adm_2", "adm_1", "country")
VIOLENCE: dict[int, tuple[Kind, Role, Role]] = {  # kind, and the roles of side a and side b
    1: ("clash", "actor", "actor"),
    2: ("clash", "actor", "actor"),
    3: ("attack", "actor", "target"),
}
WHERE = {  # type of place, relation and radius in km by where_prec
    1: ("city", "in", 5.0), 2: ("city", "near", 25.0), 3: ("admin2", "in", 50.0), 4: ("admin1", "in", 150.0),
    5: ("region", "in", 150.0), 6: ("country", "in", 500.0), 7: ("water", "in", 500.0),
}  # fmt: skip
TYPE_OF = {1: "day", 2: "interval", 3: "week", 4: "month", 5: "interval"}  # time precision by date_prec


def reading(fields: Fields, document: Document, know: Knowledge) -> Reading:
    """Return the row's story with its one account; raise Malformed for a row that does not hold what UCDP's do."""
    violence = fields.code("type_of_violence", 1, 3)
    if violence is None:
        raise Malformed("type_of_violence", "", "1, 2 or 3")
    kind, *roles_of = VIOLENCE[violence]
    story = fields.story(document, NAME, Published(), fields.cell("id"))
    roles, actors = _roles(fields, know, roles_of)
    reach = WHERE[fields.code("where_prec", 1, 7) or 1]
    account = Account(
        story=story.id,
        kind=kind,
        status="happened",
        mentions=_mentions(fields),
        sources=sources(fields, "source_office", "source_original"),
        time=_time(fields),
        place=place_of(fields, PLACES, reach, know),
        roles=roles,
        numbers=dead(fields, "best"),
        reader=READER,
        confidence=CODED,
        because=("coding.ucdp_back/1",),
    )
    return whole(story, account, actors)


def _mentions(fields: Fields) -> tuple[Quote, ...]:
    """The headline or the pair of sides, whichever stands in the row, and the type of violence."""
    fullest = next((name for name in ("source_headline", "dyad_name", "conflict_name") if fields.cell(name)), None)
    types = fields.quote("type_of_violence")
    return (fields.first_sentence(fullest), types) if fullest else (types,)


def _roles(
    fields: Fields, know: Knowledge, roles_of: list[Role]
) -> tuple[tuple[tuple[Role, tuple[Filler, ...]], ...], list[Mention]]:
    played: dict[Role, list[Filler]] = {}
    mentions = []
    for column, role in zip(("side_a", "side_b"), roles_of, strict=True):
        if name := fields.cell(column):
            filler, actor = somebody(name, fields.quote(column), know)
            played.setdefault(role, []).append(filler)
            mentions.append(Mention("actor", filler.quote, entity=actor))
    return tuple((role, tuple(fillers)) for role, fillers in played.items()), mentions


def _time(fields: Fields) -> Timed:
    """The first and the last day, quoted where the first stands."""
    first, last = fields.day("date_start"), fields.day("date_end")
    if last < first:
        raise Malformed("date_end", fields.cell("date_end"), f"a day from {first} on")
    precision = TYPE_OF.get(fields.code("date_prec", 1, 5) or (1 if first == last else 5), "interval")
    return Timed(When(first.isoformat(), last.isoformat(), precision), fields.quote("date_start"))  # type: ignore[arg-type]
