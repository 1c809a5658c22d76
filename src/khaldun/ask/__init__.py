"""Questions over events: figures that come with their rows."""
