"""Which releases are there?"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khaldun.store.release import current_tag, manifest_of, releases


@dataclass(frozen=True, slots=True)
class Made:
    """A release: its tag, when it was made, by which version of the program."""

    tag: str
    made: str
    code: str


@dataclass(frozen=True, slots=True)
class Tags:
    """The names of the releases in a home folder, as they are now."""

    home: Path

    def current(self) -> str:
        """The current release; raises KhaldunError where there is none."""
        return current_tag(self.home)

    def every(self) -> tuple[str, ...]:
        """All releases, in order of the alphabet."""
        return releases(self.home)

    def made(self) -> tuple[Made, ...]:
        """All releases, the oldest first."""
        told = {tag: manifest_of(self.home, tag) for tag in self.every()}
        found = [Made(tag=tag, made=said["made"], code=said["code"]) for tag, said in told.items()]
        return tuple(sorted(found, key=lambda one: (one.made, one.tag)))

    def as_of(self, day: date) -> str | None:
        """The newest release that was made on a day or before it; null where none was."""
        return next((one.tag for one in reversed(self.made()) if one.made[:10] <= day.isoformat()), None)
