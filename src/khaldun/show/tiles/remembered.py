"""What was made a moment ago and will be asked for again?"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Tiles = Mapping[tuple[int, int], bytes]


class Remembered(Generic[Key]):
    """Tiles by key, made once though many ask at once; what was asked for longest ago goes first.

    All together hold no more than `most` bytes.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._held: OrderedDict[Key, Tiles] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], Tiles]) -> Tiles:
        """What is held under the key, else what `make` makes."""
        with self._lock:
            if (held := self._known(key)) is not None:
                return held
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if (held := self._known(key)) is not None:
                    return held
            made = make()
            with self._lock:
                self._keep(key, made)
                self._making.pop(key, None)
            return made

    def _known(self, key: Key) -> Tiles | None:
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    def _keep(self, key: Key, made: Tiles) -> None:
        self._held[key] = made
        self.bytes += _size(made)
        while self.bytes > self.most and self._held:
            self.bytes -= _size(self._held.popitem(last=False)[1])


def _size(made: Tiles) -> int:
    return sum(map(len, made.values())) + 100
