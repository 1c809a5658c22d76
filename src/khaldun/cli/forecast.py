"""`khaldun forecast` and `khaldun watch`: what may come, and what of the newest is unusual?"""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.console import say, say_issue, show, write_lines
from khaldun.cli.given import choose
from khaldun.cli.program import Home
from khaldun.model import Issue, KhaldunError

if TYPE_CHECKING:
    from khaldun.forecast.outlook import Forecast

FORMATS = ("table", "json")
FORMS = ("text", "json", "rss", "html")
NEAREST, FURTHEST = 3, 14

Release = Annotated[str | None, typer.Option(metavar="TAG", help="Another release than the current one.")]


def forecast(
    *,
    unit: Annotated[str, typer.Option(metavar="country|admin1|cell", help="What is forecast.")] = "country",
    model: Annotated[str, typer.Option(metavar="NAME", help="The model: pool, stack, gradient boosting …")] = "pool",
    ahead: Annotated[int, typer.Option(metavar="MONTHS", help="How far ahead the table looks, 3 to 14.")] = NEAREST,
    violence: Annotated[
        str | None, typer.Option(metavar="KIND", help="state-based, non-state or one-sided; else all.")
    ] = None,
    spillover: Annotated[bool, typer.Option(help="Let learned models see deaths beyond each border.")] = False,
    history: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A CSV of months and countries in place of a release.")
    ] = None,
    chart: Annotated[Path | None, typer.Option(metavar="FILE", help="Draws reliability into a .svg or .png.")] = None,
    format: Annotated[str, typer.Option(metavar="table|json")] = "table",  # noqa: A002 - the word of the command line
    release: Release = None,
    home: Home = None,
) -> None:
    """Forecasts deaths by unit and month, with intervals and the model's past score."""
    assert home is not None
    choose("format", format, FORMATS)
    if not NEAREST <= ahead <= FURTHEST:
        raise KhaldunError(f"--ahead {ahead} is not forecast; give {NEAREST} to {FURTHEST} months")
    from khaldun.flow.forecast import forecast_file, forecast_release

    found, issues = (
        forecast_file(history, name=model)
        if history is not None
        else forecast_release(home, tag=release, unit=unit, violence=violence, name=model, spillover=spillover)
    )
    _told(found, issues, ahead=ahead, form=format)
    if chart is not None:
        from khaldun.show.reliability import reliability_chart

        chart.write_bytes(reliability_chart(found.scored, kind=chart.suffix.lstrip(".")))


def _told(found: "Forecast", issues: tuple[Issue, ...], *, ahead: int, form: str) -> None:
    from khaldun.show.forecasts import as_json, forecast_table, record_table

    for issue in issues:
        say_issue(issue)
    if form == "json":
        write_lines([json.dumps(as_json(found), ensure_ascii=False)])
    else:
        show([forecast_table(found, ahead=ahead - NEAREST), record_table(found)])


def watch(
    areas: Annotated[Path, typer.Argument(metavar="AREAS.toml", help="The areas to watch.")],
    *,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="The last day looked at; else the data's.")] = None,
    format: Annotated[str, typer.Option(metavar="|".join(FORMS))] = "text",  # noqa: A002 - the word of the command line
    language: Annotated[str, typer.Option(metavar="en|fr", help="The language of the report.")] = "en",
    against: Annotated[
        str | None, typer.Option(metavar="TAG", help="The release that counts as known; else the one before.")
    ] = None,
    release: Release = None,
    home: Home = None,
) -> None:
    """Says what is unusual in the areas of a list, and how many false alarms to expect."""
    assert home is not None
    choose("format", format, FORMS)
    choose("language", language, ("en", "fr"))
    from khaldun.flow.forecast import watch_release
    from khaldun.show.alerts import Bulletin
    from khaldun.show.bulletins import FORMS as WRITTEN

    seen = watch_release(home, areas, tag=release, until=_day(until), before=against)
    bulletin = Bulletin(
        release=seen.release,
        watch=seen.watch,
        found=seen.found,
        language=language,
        before=seen.before,
        known=seen.known,
    )
    write_lines([WRITTEN[format](bulletin).rstrip("\n")])
    if bulletin.alerts:
        say(f"{bulletin.alerts} alerts; at most {bulletin.false_alarms:.2g} false ones are expected in each report")


def _day(told: str | None) -> date | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError as fault:
        raise KhaldunError(f"--until {told!r} is not a day of the calendar; write it as 2024-10-12") from fault
