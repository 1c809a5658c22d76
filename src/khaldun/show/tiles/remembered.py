"""What was made a moment ago and will be asked for again?"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


class Remembered(Generic[Key]):
    """Bytes by key; what was asked for longest ago goes first when all together are more than `most`."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.bytes = 0
        self._held: OrderedDict[Key, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """What is held under the key, else what `make` makes."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self.bytes += len(made) - len(self._held.pop(key, b""))
            self._held[key] = made
            while self.bytes > self.most:
                self.bytes -= len(self._held.popitem(last=False)[1])
        return made
