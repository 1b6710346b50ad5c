"""What others have coded already: tables of ACLED and UCDP as readings, taken into a case.

Nothing is read anew here. A row's text is the row, and each value points at its words.
"""

from tidings.importing.bringing import bring
from tidings.importing.tables import rows

__all__ = ["bring", "rows"]
