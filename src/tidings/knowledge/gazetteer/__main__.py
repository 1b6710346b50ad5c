"""Build the gazetteer if it is not built yet: `python -m tidings.knowledge.gazetteer`."""

import logging
import sys

from tidings.knowledge.gazetteer import Gazetteer

logging.basicConfig(stream=sys.stderr, level=logging.INFO, format="%(message)s")
logging.getLogger("tidings").info("Gazetteer: %s", Gazetteer.open().path)
