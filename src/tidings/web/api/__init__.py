"""A case as a read-only HTTP service for other programs: what is told, with its words, sources and documents."""
