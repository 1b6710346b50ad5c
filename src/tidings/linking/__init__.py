"""The same entity, the same incident, copies and origins across stories."""
