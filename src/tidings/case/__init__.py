"""Where all of it is kept: one SQLite file."""

from tidings.case.check import Fault
from tidings.case.custody import Head
from tidings.case.filters import Filters
from tidings.case.judging import Analyst, Said
from tidings.case.proof import Proof
from tidings.case.search import Hit
from tidings.case.store import CaseStore
from tidings.case.views import Events, View

__all__ = ["Analyst", "CaseStore", "Events", "Fault", "Filters", "Head", "Hit", "Proof", "Said", "View"]
