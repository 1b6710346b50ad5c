"""What the examples of the tables prove: every built-in row its own, and a user's row only where it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tidings.evaluate.claims import claims
from tidings.evaluate.proving import prove
from tidings.knowledge import Knowledge
from tidings.model import Published, Story, sha256
from tidings.reading.workings import workings

ROWS = {  # table, its columns, a row that its example proves, one that it does not
    "embedding": (
        "word\tframe\tdoes\tnegated\texample",
        "dither\tinf\tfailed\tdenied\tThe rebels dithered to strike the base.",
        "loiter\tinf\tdenied\tdenied\tThe rebels struck the base.",
    ),
    "status": (
        "word\trelation\tstatus\texample",
        "sham\tmodifier\tdenied\tA sham attack on the port alarmed residents.",
        "big\tmodifier\tdenied\tA huge attack on the port alarmed residents.",
    ),
    "speech": (
        "word\tsort\texample",
        "grouse\tverb\tOfficials grouse that troops fired on the crowd.",
        "grump\tverb\tOfficials said that troops fired on the crowd.",
    ),
    "nouns": ("word\tclasses\texample", "gunboat\tvehicle|military\tthe gunboat", "sloop\tvehicle\tthe boat"),
    "domains": ("word\tdomain\texample", "quidditch\tsport\tthe quidditch", "polo\tsport\tthe cricket"),
    "demonyms": ("country\twords\texample", "SY\tZelvan\tZelvan troops", "SY\tZelvish|Aleppo\ttroops in Aleppo"),
    "frames": (
        "kind\tpart\tclasses\trole\texample",
        "transfer\tvia\tplace\tdestination\tThe army shipped rifles via Homs.",
        "raid\ttoward\tplace\tdestination\tThe army shipped rifles.",
    ),
    "places_regions": (
        "name\ttype\tcountry\tlat\tlon\tradius_km\texample",
        "Zelva\tadmin2\tSY\t35\t38\t9\tvillages in Zelva",
        "Zelvograd\tcity\tSY\t36\t38\t9\tvillages in Syria",
    ),
}


@pytest.mark.parametrize("table", ROWS)
def test_a_users_row_is_proved_by_an_example_that_shows_it_alone(table: str, tmp_path: Path) -> None:
    columns, good, bad = ROWS[table]
    (tmp_path / f"{table}.tsv").write_text(f"{columns}\n{good}\n{bad}\n", encoding="utf-8")
    know = Knowledge(tmp_path)
    own = [claim for claim in claims(know) if claim.is_own]
    texts = [claim.example for claim in own]
    stories = [
        Story(sha256(t.encode()), 0, len(t), t, published=Published("2019-03-06", "day", "metadata"), language="en")
        for t in texts
    ]
    read = {w.reading.story.text: w for w in workings(stories, know)}
    held = {claim.word: claim.holds(read[claim.example]) for claim in own}
    assert list(held.values()) == [True, False]
    assert all(claim.shows(read[claim.example]) is not None for claim in own)


@pytest.mark.slow
def test_every_built_in_row_is_proved() -> None:
    proving = prove(Knowledge())
    assert [str(failure) for failure in proving.failures] == []
    assert {table for table, counted in proving.counts.items() if counted["without example"]} == set()
