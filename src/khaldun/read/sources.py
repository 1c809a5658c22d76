"""Which datasets can be read? Each is one file of this room and its name in one tuple."""

from khaldun.model import KhaldunError
from khaldun.read import ucdp_ged
from khaldun.read.dataset import Dataset

DATASETS: tuple[Dataset, ...] = (ucdp_ged.DATASET,)


def dataset(name: str) -> Dataset:
    """The dataset with that name; raises KhaldunError, which names all, where there is none."""
    for one in DATASETS:
        if one.source.name == name:
            return one
    raise KhaldunError(f"no source {name!r}; there are: report, {', '.join(one.source.name for one in DATASETS)}")
