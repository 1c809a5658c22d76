"""What can be set of the server?"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from khaldun.show.leaving import Profile, profile

INTERNAL = profile("internal")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


def today() -> date:
    """The day it is, in UTC."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The home folder that is served, for whom, and within which limits.

    `hosts` are the names that a request may ask for; `origins` the web sites whose scripts may read the API, "*" for
    all. `rate` is how many requests an address may make a minute (0: any number), `most_bytes` the longest body. `map`
    is a PMTiles file of the user's own for the background of maps. `today` says which day it is.
    """

    home: Path
    profile: Profile = INTERNAL
    hosts: tuple[str, ...] = LOOPBACK
    origins: tuple[str, ...] = ()
    rate: int = 3000
    most_bytes: int = 2_000_000
    longest_query: int = 4_000
    map: Path | None = None
    today: Callable[[], date] = today
