"""Names to Actors and Places."""
