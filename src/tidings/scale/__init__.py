"""Reading much: several processes, several machines, and archives too large for a case."""

from tidings.scale.settings import Settings
from tidings.scale.workers import Workers

__all__ = ["Settings", "Workers"]
