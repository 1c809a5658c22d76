"""How does a release answer over HTTP? `create_app` makes the server that `khaldun serve` runs."""

from khaldun.show.serving.app import create_app
from khaldun.show.serving.asked import Asked, Chosen
from khaldun.show.serving.settings import Settings
from khaldun.show.serving.shelf import Shelf

__all__ = ["Asked", "Chosen", "Settings", "Shelf", "create_app"]
