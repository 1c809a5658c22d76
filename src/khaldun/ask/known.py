"""Is this word known here, and if not, which known one is nearest?"""

from collections.abc import Iterable
from difflib import get_close_matches

from khaldun.model import KhaldunError


def refuse_unknown(words: Iterable[str], known: Iterable[str], *, what: str) -> None:
    """Raises KhaldunError at the first word that is not known; its sentence names the nearest one and all there are."""
    there_are = sorted(known)
    for word in words:
        if word not in there_are:
            near = get_close_matches(str(word), there_are, n=1, cutoff=0.5)
            guess = f"; did you mean {near[0]!r}?" if near else ";"
            raise KhaldunError(f"no {what} {word!r}{guess} there are: {', '.join(there_are)}")
