"""Is it more than chance would give? Plain functions over numbers; nothing here knows of events."""
