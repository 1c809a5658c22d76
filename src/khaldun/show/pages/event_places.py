"""Where do events lie on a small map, and how is each drawn there?"""

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from khaldun.show.pages.rendering import Page
from khaldun.show.pages.shown import Shown


def places(events: Sequence[Shown], asked: Page) -> list[dict[str, Any]]:
    """Events as the small map draws them; those without a position are not on it."""
    return [
        {
            "longitude": one.longitude,
            "latitude": one.latitude,
            "radius_km": one.radius_km,
            "family": one.family,
            "place_precision": "unknown" if one.vague else "settlement",
            "killed_best": one.best,
            "title": one.title,
            "url": asked.href(f"/events/{quote(one.id, safe='')}"),
        }
        for one in events
        if one.latitude is not None
    ]
