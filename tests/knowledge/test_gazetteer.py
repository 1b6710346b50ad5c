"""Names are found whatever their spelling, and stand for the places they should."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidings.errors import KnowledgeError
from tidings.knowledge.gazetteer import Candidate, Gazetteer, build, fold, km
from tidings.knowledge.gazetteer.names import is_exact, is_indexed, without_article
from tidings.knowledge.gazetteer.sources import TABLES, city_radius, own_id
from tidings.knowledge.gazetteer.words import place_words
from tidings.knowledge.tables import TABLES as FOLDER
from tidings.knowledge.tables import cell_list, table


@cache
def opened() -> Gazetteer:
    return Gazetteer.open()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return opened()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("St. Petersburg", "saint petersburg"),
        ("Al Ḩasakah", "al hasakah"),
        ("Łódź", "lodz"),
        ("Sana'a", "sanaa"),
        ("Cox’s  Bazar", "coxs bazar"),
        ("Stavanger", "stavanger"),
        ("", ""),
    ],
)
def test_spellings_of_one_name_have_one_key(name: str, key: str) -> None:
    assert fold(name) == key


@given(st.text(max_size=40))
def test_a_key_is_its_own_key(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize(
    ("name", "exact"), [("U.S.", True), ("US", True), ("Ky.", True), ("St. Louis", False), ("Iraq", False)]
)
def test_abbreviations_count_only_as_written(name: str, exact: bool) -> None:
    assert is_exact(name) is exact


@pytest.mark.parametrize(
    ("name", "kept"), [("Mosul", True), ("yi de li bo", False), ("OSM", False), ("Идлиб", False), ("Mōsul", True)]
)
def test_only_latin_names_that_news_may_use_are_indexed(name: str, kept: bool) -> None:
    assert is_indexed(name) is kept


@pytest.mark.parametrize(("key", "bare"), [("al bab", "bab"), ("alma", None), ("al a", None)])
def test_an_arabic_article_can_be_left_out(key: str, bare: str | None) -> None:
    assert without_article(key) == bare


@pytest.mark.parametrize(
    ("name", "geonames"),
    [
        ("Idlib", 169389),
        ("Raqqa", 172955),
        ("Deir Ezzor", 170794),
        ("Deir al-Zour", 170794),
        ("al-Bab", 174018),
        ("Hajin", 174506),
        ("U.S.", 6252001),
        ("Ky.", 6254925),
        ("B.C.", 5909050),
        ("Laurel County", 4297480),
        ("Helmand province", 1140043),
        ("Dar es Salaam", 160263),
    ],
)
def test_a_name_finds_its_place(gazetteer: Gazetteer, name: str, geonames: int) -> None:
    assert geonames in {one.geonames for one in gazetteer.candidates(name)}


@pytest.mark.parametrize("name", ["ky", "wash", "", "   ", "Qqqzzzx", "yi de li bo"])
def test_what_is_no_name_finds_nothing(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.candidates(name) == ()


def test_paris_stands_for_many_places_the_largest_first(gazetteer: Gazetteer) -> None:
    found = gazetteer.candidates("Paris")
    assert {"FR", "US"} <= {one.country for one in found}
    assert found[0].country == "FR"


def test_a_postal_code_is_no_name_but_a_code(gazetteer: Gazetteer) -> None:
    assert [one.name for one in gazetteer.coded("TX")] == ["Texas"]
    assert gazetteer.coded("Texas") == ()


def test_a_place_is_found_by_its_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_id(99072)
    assert place is not None
    assert (place.name, place.country, place.type) == ("Mosul", "IQ", "city")
    assert gazetteer.by_id(1) is None


def test_a_region_of_our_own_has_no_geonames_id(gazetteer: Gazetteer) -> None:
    place = gazetteer.candidates("Darfur")[0]
    assert place.geonames is None
    assert gazetteer.by_id(own_id("Darfur", "SD")) == place


def test_capitals_and_neighbours_are_known(gazetteer: Gazetteer) -> None:
    capitals = [one.country for one in gazetteer.candidates("Damascus") if one.is_capital]
    assert capitals == ["SY"]
    assert "IQ" in gazetteer.neighbours("SY")
    assert gazetteer.neighbours("XX") == frozenset()
    country = gazetteer.country("SY")
    assert country is not None
    assert country.name == "Syria"


@pytest.mark.parametrize(
    ("word", "country"),
    [("Syrian", "SY"), ("Syrians", "SY"), ("Costa Ricans", "CR"), ("Kurdish", ""), ("Syria", None), ("table", None)],
)
def test_a_nationality_tells_its_country(gazetteer: Gazetteer, word: str, country: str | None) -> None:
    assert gazetteer.country_of_demonym(word) == country


def test_no_nationality_is_a_country_name(gazetteer: Gazetteer) -> None:
    words = [word for row in table("demonyms") for word in cell_list(row["words"])]
    wrong = [w for w in words if any(c.type == "country" for c in gazetteer.candidates(w))]
    assert wrong == []


def test_each_region_is_found_by_each_of_its_names(gazetteer: Gazetteer) -> None:
    for row in table("places_regions"):
        ident = int(row["geonames"]) if row["geonames"] else own_id(row["name"], row["country"])
        for name in (row["name"], *cell_list(row["aliases"])):
            assert ident in {one.id for one in gazetteer.candidates(name)}, name


def test_points_of_regions_lie_on_the_globe_and_radii_are_positive() -> None:
    for row in table("places_regions"):
        assert -90 <= float(row["lat"]) <= 90, row["name"]
        assert -180 <= float(row["lon"]) <= 180, row["name"]
        assert float(row["radius_km"]) > 0, row["name"]


@given(st.integers(0, 40_000_000), st.integers(0, 40_000_000))
def test_more_people_never_make_a_smaller_circle(one: int, other: int) -> None:
    assert city_radius(min(one, other)) <= city_radius(max(one, other))


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(lat: float, lon: float, to_lat: float, to_lon: float) -> None:
    there, back = km((lat, lon), (to_lat, to_lon)), km((to_lat, to_lon), (lat, lon))
    assert there == pytest.approx(back)
    assert 0 <= there <= 20_016


@given(st.text(max_size=30))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert all(isinstance(one, Candidate) for one in opened().candidates(name))


def test_the_file_depends_on_the_tables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIDINGS_CACHE", str(tmp_path))
    before = build.gazetteer_file()
    assert before.parent == tmp_path
    for name in TABLES:
        (tmp_path / f"{name}.tsv").write_bytes((FOLDER / f"{name}.tsv").read_bytes() + b"#\n")
    monkeypatch.setattr("tidings.knowledge.gazetteer.build.FOLDER", tmp_path)
    assert build.gazetteer_file().name != before.name


def test_a_failed_build_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(_: Path) -> None:
        raise KnowledgeError("gazetteer", "x", "broken")

    monkeypatch.setattr(build, "_write", fail)
    with pytest.raises(KnowledgeError, match="broken"):
        build.build_file(tmp_path / "g.sqlite")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_same_packages_and_tables_build_the_same_places(
    gazetteer: Gazetteer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        built = Gazetteer(build.build_file(tmp_path / "g.sqlite"))
    assert built.path.read_bytes() == gazetteer.path.read_bytes()
    assert "Built the gazetteer" in caplog.text


def test_words_tell_types() -> None:
    words = place_words()
    assert words.type_of("type-after", "Province") == "admin1"
    assert words.type_of("type-after", "soup") is None
    assert {"detect", "rank"} == set(words.weights)
