"""Which releases are there?"""

from dataclasses import dataclass
from pathlib import Path

from khaldun.store.release import current_tag, releases


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
