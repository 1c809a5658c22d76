"""From a release, or a history file, to forecasts and watch reports."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import ibis

from khaldun.forecast.models import model
from khaldun.forecast.outlook import Forecast, forecast
from khaldun.forecast.panel import Panel, first_day, from_wide_csv
from khaldun.forecast.tables import Counted, counted, unbroken, with_spillover
from khaldun.forecast.watch.alert import Watched, watched
from khaldun.forecast.watch.area import WatchList, watch_list
from khaldun.model import Issue, KhaldunError
from khaldun.store.release import made_at, open_release, releases

OBSERVED = 24
"""A unit of a history file is forecast if it was observed in so many last months."""


def forecast_release(
    home: Path, *, tag: str | None, unit: str, violence: str | None, name: str, spillover: bool
) -> tuple[Forecast, tuple[Issue, ...]]:
    """The outlook of every unit of a release by the model with that name, and what could not be counted."""
    with open_release(home, tag) as release:
        found = counted(release.tables, unit=unit, violence=violence)
        panel = _beside(found, release.tables, unit=unit, violence=violence) if spillover else found.panel
    return forecast(panel, model(name)), found.issues


def _beside(found: Counted, tables: Mapping[str, ibis.Table], *, unit: str, violence: str | None) -> Panel:
    if unit != "country":
        raise KhaldunError("spillover is known for countries only; leave it out or take the unit 'country'")
    return with_spillover(found.panel, tables, violence=violence)


def forecast_file(path: Path, *, name: str) -> tuple[Forecast, tuple[Issue, ...]]:
    """The outlook of every country of a history file in the VIEWS challenge's form, and which were left out."""
    whole = from_wide_csv(path.read_text(encoding="utf-8").splitlines())
    panel = whole.observed(months=OBSERVED)
    left_out = [unit for unit in whole.units if unit not in set(panel.units)]
    issues = (
        Issue(where=unit, what=f"not observed in each of the last {OBSERVED} months", kind="panel") for unit in left_out
    )
    return forecast(panel, model(name)), tuple(issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watching:
    """What was found in the areas of a watch list, and in which release.

    `before` is the earlier release that it is compared with, `known` the events behind the alerts that this one had.
    """

    release: str
    watch: WatchList
    found: tuple[Watched, ...]
    before: str | None = None
    known: frozenset[str] = frozenset()


def watch_release(
    home: Path, areas: Path, *, tag: str | None, until: date | None, before: str | None = None
) -> Watching:
    """What is unusual in the areas of a watch list, up to a day, else up to the last day of the release.

    It is compared with the release `before`, else with the one made last before this one, where there is one.
    """
    watch = watch_list(areas.read_text(encoding="utf-8"))
    with open_release(home, tag) as release:
        since = watch.since or first_day(unbroken(release.tables))
        found = watched(release.tables, watch, since=since, until=until or _last_day(release.tables))
        made = release.manifest["made"]
    earlier = before or _before(home, made)
    return Watching(release=release.tag, watch=watch, found=found, before=earlier, known=_known(home, earlier, found))


def _before(home: Path, made: str) -> str | None:
    """The release made last before a moment."""
    times = {tag: made_at(home, tag) for tag in releases(home)}
    return max((tag for tag in times if times[tag] < made), key=times.__getitem__, default=None)


def _known(home: Path, tag: str | None, found: Iterable[Watched]) -> frozenset[str]:
    """The events behind the alerts that a release already had."""
    wanted = {row.event_id for each in found for alert in each.alerts for row in alert.rows}
    if tag is None or not wanted:
        return frozenset()
    with open_release(home, tag) as release:
        events = release.table("events")
        held = events.filter(events.event_id.isin(sorted(wanted))).event_id.to_pyarrow().to_pylist()
    return frozenset(held)


def _last_day(tables: Mapping[str, ibis.Table]) -> date:
    """The last day on which an event of the release began."""
    last: date = tables["events"].start.max().to_pyarrow().as_py()
    return last
