"""Where all of it is kept: one SQLite file."""

from tidings.case.analyst import Analyst
from tidings.case.check import Fault
from tidings.case.custody import Head
from tidings.case.filters import Filters
from tidings.case.given import Given
from tidings.case.judging import Said
from tidings.case.proof import Proof
from tidings.case.search import Hit
from tidings.case.store import CaseStore
from tidings.case.views import Events, View

__all__ = ["Analyst", "CaseStore", "Events", "Fault", "Filters", "Given", "Head", "Hit", "Proof", "Said", "View"]
