"""Files written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def put_whole(target: Path, pieces: Iterable[bytes]) -> None:
    """Write beside the target and put it in its place when whole: a run that breaks off leaves no half file.

    The file has the permissions that any new file of this user has. Raises OSError.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    part = Path(name)
    try:
        with open(handle, "wb") as stream:
            stream.writelines(pieces)
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
