"""The learned reader: a small network that reads accounts on a CPU, offline, pooled with what the rules read."""

from tidings.reading.network.reader import NetworkReader

__all__ = ["NetworkReader"]
