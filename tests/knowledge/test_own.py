"""A user's own folder: rows are added, replaced, withdrawn; what cannot be meant is named with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tidings.errors import KnowledgeError, WrongCall
from tidings.knowledge import Knowledge
from tidings.knowledge.own import BUILT_IN, Tables

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "knowledge"
Make = Callable[..., Path]
KIND = "{definition: d, roles: [actor], examples: [e], counterexamples: [c], triggers: [{v: heckle, e: x}]}"


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Write files into a folder of tables; cells are told apart by " / "."""

    def write(**files: str) -> Path:
        for name, text in files.items():
            is_kinds = name.startswith("events_")
            path = tmp_path / "events" / f"{name[7:]}.yaml" if is_kinds else tmp_path / f"{name}.tsv"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text if is_kinds else text.replace(" / ", "\t"), encoding="utf-8")
        return tmp_path

    return write


def test_a_row_is_added(make: Make) -> None:
    know = Knowledge(
        make(actors="id / name / type / aliases\nzb / Zelva Brigades / armed group / ZB!|Brigades of Zelva")
    )
    assert [a.id for *_, a in know.actors.match("The Brigades of Zelva fired.")] == ["zb"]
    assert len(know.actors) == len(Knowledge().actors) + 1


def test_a_row_with_the_same_id_replaces(make: Make) -> None:
    know = Knowledge(make(actors="id / name / type / aliases\nislamic-state / Islamic State / armed group / Daesh"))
    assert know.actors.resolve("Daesh")
    assert not know.actors.resolve("ISIL")
    assert len(know.actors) == len(Knowledge().actors)


def test_a_row_is_withdrawn(make: Make) -> None:
    know = Knowledge(make(speech="word / sort\n-report / verb", actors="id\n-islamic-state"))
    assert not know.speech.has("verb", "report")
    assert know.speech.has("noun", "report")
    assert know.actors.named("islamic-state") is None


def test_a_kind_a_word_and_a_meaning_are_added_and_withdrawn(make: Make) -> None:
    folder = make(
        events_mine=f"heckle: {KIND}\n"
        "raid: {triggers: [{v: raid, withdraw: true}, {v: rummage, e: rummaged the house}]}\n"
        "possess: {withdraw: true}\n"
    )
    events = Knowledge(folder).events
    assert [s.kind for s in events.of_head("heckle")] == ["heckle"]
    assert [s.kind for s in events.of_head("rummage")] == ["raid"]
    assert [s.part for s in events.of_head("raid") if s.kind == "raid"] == ["n"]
    assert "possess" not in events.kinds
    assert events.kinds["raid"].definition == Knowledge().events.kinds["raid"].definition
    assert [f.part for f in Knowledge(folder).frames.of(events.kinds["heckle"].name)]


def test_a_word_that_is_there_gets_the_users_senses_alone(make: Make) -> None:
    events = Knowledge(make(events_mine="raid: {triggers: [{v: raid, obj: [structure], e: x}]}")).events
    (sense,) = [s for s in events.of_head("raid") if s.part == "v"]
    assert (sense.obj, sense.unless) == ({"structure"}, frozenset())
    assert sense.at == ("mine.yaml", 1)


def test_places_are_laid_over_the_gazetteer(make: Make) -> None:
    folder = make(
        places_regions="name / type / country / lat / lon / radius_km / aliases\n"
        "Zelva / city / SY / 35.5 / 37 / 5 / Az-Zelva",
        places_aliases="name / type / country / aliases\nAleppo / city / SY / Stahlstadt",
    )
    gazetteer = Knowledge(folder).gazetteer
    (zelva,) = [c for c in gazetteer.candidates("Az Zelva") if c.country == "SY"]
    assert zelva.point == (35.5, 37)
    assert gazetteer.by_id(zelva.id)
    assert [c.name for c in gazetteer.candidates("Stahlstadt")] == ["Aleppo"]
    assert gazetteer.candidates("Aleppo")[0].name == "Aleppo"
    assert not Knowledge().gazetteer.candidates("Stahlstadt")


def test_a_place_is_withdrawn(make: Make) -> None:
    gazetteer = Knowledge(make(places_regions="name / country\n-the West")).gazetteer
    assert Knowledge().gazetteer.candidates("the West")
    assert not gazetteer.candidates("the West")


def test_the_version_tells_of_every_byte(make: Make) -> None:
    folder = make(actors="id / name / type\nzb / Zelva Brigades / armed group")
    first, built = Knowledge(folder).version, Knowledge().version
    assert first != built
    assert Knowledge(folder).version == first
    make(actors="id / name / type\nzb / Zelva Brigade / armed group")
    assert Knowledge(folder).version not in (first, built)
    assert Tables(EXAMPLE).version != built == BUILT_IN.version


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"actors": "id / nme\nx / y"}, 'actors.tsv: line 1: no column "nme"; .+ the columns are id, name'),
        ({"actors": "name / type\nx / y"}, 'line 1: no column "id"'),
        ({"actors": "id / id\nx / y"}, "a column stands twice"),
        ({"actors": "# mine\nid / name / type\n\nx / X / army"}, 'actors.tsv: line 4: no type "army"; the types are'),
        ({"actors": "id / name / type\nx / X / party / Y"}, "line 2: 4 cells under 3 columns"),
        ({"actors": "id / name / type\nx / X / party\nx / Y / party"}, 'line 3: "x" stands in line 2'),
        ({"actors": "id / name / type\nx / Daesh / party"}, 'line 2: "Daesh" is a name of "islamic-state" already'),
        ({"actors": "id\n-nobody"}, 'line 2: there is no row "nobody" to withdraw'),
        ({"actors": "name / id\nx / "}, 'line 2: nothing under "id"'),
        ({"outlets": "id / name / kind\nx / X / blog"}, 'outlets.tsv: line 2: no kind "blog"'),
        ({"speech": "word / sort\ngrunt / noise"}, 'speech.tsv: line 2: no sort "noise"; the sorts are verb'),
        ({"status": "word / relation / status\nnigh / nearby / planned"}, 'status.tsv: line 2: no relation "nearby"'),
        ({"methods": "word / method\nspell / magic"}, 'methods.tsv: line 2: no method "magic"'),
        ({"frames": "kind / part / classes / role\nraid / doer / person / chef"}, 'frames.tsv: line 2: no role "chef"'),
        ({"frames": "kind / part / classes / role\nwar / doer / person / actor"}, 'line 2: no kind "war"'),
        (
            {"places_aliases": "name / type / country\nAtlantis / city / SY"},
            "line 2: the gazetteer has no city Atlantis",
        ),
        (
            {"places_regions": "name / type / country / lat\nX / city / SY / 95"},
            "line 2: lat 95 lies outside -90 to 90",
        ),
        ({"rumours": "word\nx"}, "rumours.tsv: name: is no table that can be added to; those are actors.tsv"),
        ({"events_a": "raid: {triggers: [{v: x, e: y]}"}, "a.yaml: line 1: is not YAML"),
        ({"events_a": "\nraid:\n  colour: red"}, "a.yaml: line 3: raid: no field colour"),
        ({"events_a": "heckle: {triggers: [{v: heckle}]}"}, "line 1: heckle: a new kind needs definition"),
        ({"events_a": "raid: {triggers: [{v: x, withdraw: true}]}"}, 'raid has no trigger "x" to withdraw'),
        ({"events_a": "war: {withdraw: true}"}, 'there is no kind "war" to withdraw'),
        ({"events_a": "raid: {triggers: {v: x}}"}, "triggers is a list"),
        ({"events_a": "just words"}, "holds no kinds"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(make: Make, files: dict[str, str], said: str) -> None:
    with pytest.raises(KnowledgeError, match=f"{said}.* Mend the row, or take it out"):
        _load(Knowledge(make(**files)))


def _load(know: Knowledge) -> None:
    parts = (know.actors, know.outlets, know.events, know.frames, know.speech, know.status, know.gazetteer)
    assert all(parts)


def test_a_file_that_is_not_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "actors.tsv").write_bytes(b"id\tname\n\xff\xfe")
    with pytest.raises(KnowledgeError, match=r"byte 8: is not UTF-8; save the file as UTF-8 text"):
        Tables(tmp_path).rows("actors")


def test_what_a_spreadsheet_saves_is_read(tmp_path: Path) -> None:
    cells = (
        b"\xef\xbb\xbfid\tname\ttype\taliases\r\nzb\tZelva Brigades\tarmed group\t\t\t\r\nzz\tZelva Union\tparty\r\n"
    )
    (tmp_path / "actors.tsv").write_bytes(cells)
    (tmp_path / "README.md").write_text("notes")
    assert [row["name"] for row in Tables(tmp_path).own_rows("actors")] == ["Zelva Brigades", "Zelva Union"]


def test_a_folder_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match=r"There is no folder .+none"):
        Knowledge(tmp_path / "none")
