"""For whom is it published, and what are they not shown?"""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Literal

from khaldun.model import KhaldunError

Words = Literal["whole", "allowed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An audience and its rules; `data/profiles.toml` says what each of them does.

    What a source's licence keeps in the house is in no profile, so no rule speaks of it.
    """

    name: str
    words: Words = "allowed"
    delay_days: int = 0
    sensitive: tuple[str, ...] = ()
    sensitive_delay: int = 0
    least_cell: int = 0

    @property
    def waits(self) -> bool:
        """Whether what is shown depends on the day on which it is asked for."""
        return max(self.delay_days, self.sensitive_delay) > 0

    def last_day(self, today: date, *, sensitive: bool) -> date:
        """The last day whose events are shown on a day."""
        return today - timedelta(days=max(self.delay_days, self.sensitive_delay if sensitive else 0))

    @property
    def digest(self) -> str:
        """A short name of these rules: with other rules it is another."""
        told = (self.words, self.delay_days, self.sensitive, self.sensitive_delay, self.least_cell)
        return sha256(repr(told).encode()).hexdigest()[:8]


@cache
def profiles() -> dict[str, Profile]:
    """The profiles by name."""
    told = tomllib.loads(files("khaldun.show.leaving").joinpath("data/profiles.toml").read_text(encoding="utf-8"))
    return {name: Profile(name=name, **{**said, "sensitive": tuple(said["sensitive"])}) for name, said in told.items()}


def profile(name: str) -> Profile:
    """The profile with that name; raises KhaldunError, which names all, where there is none."""
    if name not in profiles():
        raise KhaldunError(f"no profile {name!r}; there are: {', '.join(profiles())}")
    return profiles()[name]
