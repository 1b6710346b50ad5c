"""Independent origins, credibility, conflicts."""
