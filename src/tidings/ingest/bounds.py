"""Bounds that keep memory and time finite whatever comes in, and the allowance of one input that unpacks to others."""

from __future__ import annotations

from dataclasses import dataclass

from tidings.errors import UnreadableBytes

MAX_FILE_BYTES = 256_000_000  # a whole document is held in memory; larger ones are archives, read member by member
MAX_DEPTH = 3  # containers inside one another: a web archive in a ZIP in a mail is found, more is made on purpose
MAX_MEMBERS = 100_000  # documents of one archive; a crawl of a paper's whole year has fewer
# Text packs to a tenth, a log to a fiftieth, deflate cannot do better than a thousandth: only what was made to burst
# comes near it. The first megabytes are free, since a small file may well be one repeated line.
MAX_RATIO, FREE_BYTES = 200, 64_000_000
MAX_UNPACKED = 16_000_000_000  # bytes of everything unpacked from one input; larger ones are given in parts


@dataclass(slots=True)
class Allowance:
    """What one input has unpacked to so far, nested containers included. `packed` is its own size in bytes.

    Once spent, nothing more of the input is read.
    """

    packed: int
    unpacked: int = 0
    members: int = 0
    is_spent: bool = False

    def take(self, n_bytes: int) -> None:
        """Count unpacked bytes; raises UnreadableBytes with reason "bomb" where they exceed every honest archive's."""
        self.unpacked += n_bytes
        if self.unpacked > min(FREE_BYTES + MAX_RATIO * self.packed, MAX_UNPACKED):
            self.is_spent = True
            raise UnreadableBytes(
                f"{self.packed:,} bytes unpack to more than {self.unpacked:,}: an archive bomb. The rest was not read.",
                reason="bomb",
            )

    def count(self) -> None:
        """Count one member; raises UnreadableBytes with reason "too-many" after MAX_MEMBERS."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            self.is_spent = True
            raise UnreadableBytes(
                f"More than {MAX_MEMBERS:,} members. The rest was not read. Split the archive.", reason="too-many"
            )
