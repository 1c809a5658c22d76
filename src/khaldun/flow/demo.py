"""Where do the example reports lie?"""

from pathlib import Path

import khaldun
from khaldun.model import KhaldunError

EXAMPLE = "bamako-2024"


def examples() -> Path:
    """The folder of example reports: inside an installed package, or beside `src` in a working copy."""
    package = Path(khaldun.__file__).parent
    places = (package / "examples", package.parents[1] / "examples")
    found = next((place / EXAMPLE for place in places if (place / EXAMPLE).is_dir()), None)
    if found is None:
        raise KhaldunError("the example reports are not installed; install khaldun again, from a wheel or a clone")
    return found
