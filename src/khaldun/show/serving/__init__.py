"""How does a release answer over HTTP? `app.create_app` makes the server that `khaldun serve` runs."""
