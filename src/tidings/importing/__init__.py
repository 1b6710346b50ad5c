"""What was coded elsewhere, taken into a case: tables of ACLED and UCDP, and our own JSON lines.

Nothing is read anew here. The text of a table's row is the row, and each value points at its words.
"""

from tidings.importing.bringing import bring
from tidings.importing.tables import rows

__all__ = ["bring", "rows"]
