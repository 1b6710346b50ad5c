"""The small case of the service's tests."""

from tests.api.conftest import held, path

__all__ = ["held", "path"]
