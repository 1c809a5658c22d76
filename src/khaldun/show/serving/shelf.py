"""Which release is served? The current one, a new one as soon as it is laid out, or an older one that is asked for."""

from collections import OrderedDict
from datetime import date
from threading import Lock, Thread

from khaldun.model import KhaldunError
from khaldun.show.leaving import Published, Tags, publish
from khaldun.show.serving.settings import Settings

OPEN = 4  # releases that are open at once


class Shelf:
    """The published releases of a home folder, opened when they are asked for.

    When `current` moves, the release that was current goes on answering until the new one is laid out beside it; so no
    request waits and none fails. An older release is asked for by its tag.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.tags = Tags(settings.home)
        self._open: OrderedDict[tuple[str, date | None], Published] = OrderedDict()
        self._newest: Published | None = None
        self._changing = Lock()
        self._laying = Lock()

    def published(self, tag: str | None = None) -> Published:
        """The current release, or that with the tag; raises KhaldunError where there is none."""
        if tag is not None:
            return self._opened(tag)
        current, newest = self.tags.current(), self._newest
        if newest is None:
            self._newest = newest = self._warmed(current)
        elif (newest.tag, newest.today) != self._key(current):
            self._lay(current)
        return newest

    def _key(self, tag: str) -> tuple[str, date | None]:
        return tag, self.settings.today() if self.settings.profile.waits else None

    def _warmed(self, tag: str) -> Published:
        """The release that is to be current, with what is asked first found beforehand."""
        found = self._opened(tag)
        found.warm()
        return found

    def _opened(self, tag: str) -> Published:
        key = self._key(tag)
        with self._changing:
            if key not in self._open:
                day = self.settings.today()
                self._open[key] = publish(self.settings.home, self.settings.profile, today=day, tag=tag)
            self._open.move_to_end(key)
            while len(self._open) > OPEN:
                self._open.popitem(last=False)
            return self._open[key]

    def _lay(self, tag: str) -> None:
        """Lays out the new current release beside the work, unless that is being done."""
        if self._laying.acquire(blocking=False):
            Thread(target=self._replace, args=(tag,), daemon=True).start()

    def _replace(self, tag: str) -> None:
        try:
            self._newest = self._warmed(tag)
        except KhaldunError:
            return  # the release went away again; the next request looks anew
        finally:
            self._laying.release()
