"""What can be read? Every source by its name; a dataset is one file of this room and its name in one tuple."""

from khaldun.model import KhaldunError, Source
from khaldun.read import acled, acled_api, feed, gdelt, reliefweb, ucdp_api, ucdp_country_year, ucdp_ged, web
from khaldun.read.dataset import Dataset

REPORTS = Source(
    name="report",
    title="Reports that you have: .txt, .html, .pdf, .jsonl",
    licence="their publishers'",
    citation="each report by its own source and title",
    leaves="facts",
)

DATASETS: tuple[Dataset, ...] = (ucdp_ged.DATASET, gdelt.DATASET, acled.DATASET)

TABLE = Source(
    name="table",
    title="Anybody's table, CSV or XLSX, through a mapping in TOML",
    licence="as the mapping says",
    citation="as the mapping says",
    leaves="facts",
)

PLACES = Source(
    name="geonames",
    title="Country dumps of GeoNames, for places that the gazetteer does not hold",
    licence="CC BY 4.0",
    citation="GeoNames, https://www.geonames.org/",
    leaves="everything",
    url="https://download.geonames.org/export/dump/",
)

PEOPLE = Source(
    name="person",
    title="What a person coded: JSON Lines of `khaldun code`, edited by hand",
    licence="that of the report",
    citation="the report by its own source and title",
    leaves="facts",
)

SERVERS: tuple[Source, ...] = (ucdp_api.SOURCE, acled_api.SOURCE)

FETCHED: tuple[Source, ...] = (web.SOURCE, feed.SOURCE, reliefweb.SOURCE)

TOTALS: tuple[Source, ...] = (ucdp_country_year.SOURCE,)

SOURCES: tuple[Source, ...] = (
    REPORTS,
    *FETCHED,
    *(one.source for one in DATASETS),
    *SERVERS,
    *TOTALS,
    TABLE,
    PLACES,
    PEOPLE,
)


def dataset(name: str) -> Dataset:
    """The dataset with that name; raises KhaldunError, which names all, where there is none."""
    for one in DATASETS:
        if one.source.name == name:
            return one
    raise KhaldunError(f"no source {name!r}; there are: {', '.join(one.name for one in SOURCES)}")
