"""What may come, and what of the newest is unusual, by the published rows alone?"""

from functools import lru_cache
from pathlib import Path

from khaldun.forecast.models import model
from khaldun.forecast.outlook import Forecast, forecast
from khaldun.forecast.panel import first_day
from khaldun.forecast.tables import counted, unbroken
from khaldun.forecast.watch.alert import watched
from khaldun.forecast.watch.area import watch_list
from khaldun.show.alerts import Bulletin
from khaldun.show.leaving.published import Published

WATCH_LIST = "areas.toml"
MODEL = "pool"
REMEMBERED = 6


@lru_cache(maxsize=REMEMBERED)
def foreseen(published: Published, unit: str) -> Forecast:
    """The outlook of every unit by the default model; raises KhaldunError where the rows are too few."""
    with published.asking() as tables:
        panel = counted(tables, unit=unit).panel
    return forecast(panel, model(MODEL))


def bulletin(home: Path, published: Published, language: str) -> Bulletin | None:
    """The watch report for the list in the home folder, up to the last day published; null where there is no list.

    Raises KhaldunError where the list cannot be read.
    """
    path = home / WATCH_LIST
    return _bulletin(published, path.read_text(encoding="utf-8"), language) if path.is_file() else None


@lru_cache(maxsize=REMEMBERED)
def _bulletin(published: Published, areas: str, language: str) -> Bulletin:
    watch = watch_list(areas)
    events = published.tables["events"]
    ((last,),) = (row.values() for row in published.rows(events.aggregate(last=events.start.max())))
    with published.asking() as tables:
        since = watch.since or first_day(unbroken(tables))
        found = watched(tables, watch, since=since, until=last)
    return Bulletin(release=published.tag, watch=watch, found=found, language=language)
