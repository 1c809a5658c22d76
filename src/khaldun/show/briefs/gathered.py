"""What does a brief of a country's month say? Every text of it, in one language, from what is published."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.coding.codebook import families
from khaldun.model import KhaldunError
from khaldun.show.briefs.bars import Bar, bars
from khaldun.show.briefs.counted import DAYS, NEWEST, Counted, counted, first_day
from khaldun.show.briefs.drawn import country_map, sign
from khaldun.show.labels import actor_name, type_label
from khaldun.show.languages import Language
from khaldun.show.leaving import Published
from khaldun.show.pages.world import country_name

MAIN, LARGEST, LONGEST = 14, 5, 90
COARSE = ("admin1", "country", "unknown")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A brief that is asked for: a country by its two letters, a month as `year * 12 + month`, a language."""

    published: Published
    country: str
    month: int
    language: Language


def brief(published: Published, country: str, month: int, *, language: Language) -> dict[str, Any]:
    """The texts, tables and drawings of a brief; raises KhaldunError where nothing is known of the country."""
    asked = Asked(published=published, country=country, month=month, language=language)
    events = published.table("events")
    known = events.filter(events.country == country)
    if not published.rows(known.limit(1)):
        raise KhaldunError(f"release {published.tag} publishes no event in {country!r}; give another --country")
    rows = published.rows(known.filter(known.month == month).order_by("deadliest"))
    months = counted(published, country, month)
    say = language.say
    return {
        "language": language.code,
        "title": f"{country_name(country, language.code)}, {_month(asked, month)}",
        "kicker": say("brief.kicker"),
        "stamp": say("brief.stamp", release=published.tag, profile=say(f"profile.{published.profile.name}")),
        "figures": _figures(asked, rows, months),
        "trend": _trend(asked, months),
        "map": country_map(
            country, [row for row in rows if row["latitude"] is not None], around=_around(asked), language=language
        ),
        "map_says": say("brief.map_says"),
        "legend": _legend(language, rows),
        "bars": _bars(asked, months),
        "tables": [_areas(asked, rows), _kinds(asked, rows), _actors(asked, rows)],
        "main": _main(asked, rows),
        "caveats": {"title": say("brief.caveats"), "rows": _caveats(asked, rows, months)},
        "sources": {"title": say("brief.sources"), "rows": _sources(asked)},
        "cite": say(
            "brief.cite", title=country_name(country, language.code), month=_month(asked, month), release=published.tag
        ),
    }


def _month(asked: Asked, month: int) -> str:
    day = first_day(month)
    return asked.language.days(day, day, precision="month")


def _figures(asked: Asked, rows: Sequence[Row], months: Counted) -> list[dict[str, str]]:
    say, number = asked.language.say, asked.language.number
    civilians = [row["civilians_killed_best"] for row in rows if row["civilians_killed_best"] is not None]
    untold = sum(row["killed_best"] is None and row["killed_low"] is None for row in rows)
    usual = [month.events for month in months.before]
    deaths = [month.best or 0 for month in months.before]
    return [
        {
            "number": number(len(rows)),
            "label": say("brief.events", n=len(rows)),
            "detail": _usual(asked, usual),
        },
        {
            "number": number(sum(_best(row) for row in rows)),
            "label": say("brief.killed"),
            "detail": "; ".join(filter(None, [_between(asked, rows), _usual(asked, deaths)])),
        },
        {
            "number": number(sum(civilians)) if civilians else "–",
            "label": say("brief.civilians"),
            "detail": say("brief.of_events", told=len(civilians), n=len(rows)),
        },
        {
            "number": number(untold),
            "label": say("brief.untold", n=untold),
            "detail": say("brief.not_nought") if untold else "",
        },
    ]


def _best(row: Row) -> int:
    return int(row["killed_best"] if row["killed_best"] is not None else row["killed_low"] or 0)


def _between(asked: Asked, rows: Sequence[Row]) -> str:
    low = sum(row["killed_low"] if row["killed_low"] is not None else _best(row) for row in rows)
    high = sum(row["killed_high"] if row["killed_high"] is not None else _best(row) for row in rows)
    return asked.language.say("brief.between", low=min(low, high), high=max(low, high)) if low != high else ""


def _usual(asked: Asked, before: Sequence[float]) -> str:
    if not before:
        return asked.language.say("brief.no_before")
    return asked.language.say("brief.mean", mean=round(sum(before) / len(before), 1), n=len(before))


def _trend(asked: Asked, months: Counted) -> dict[str, str]:
    say, test = asked.language.say, months.test
    if test is None or months.more is None:
        return {"verdict": say("brief.untested"), "why": say("brief.too_short", weeks=months.weeks)}
    told = say(
        "brief.test",
        n=test.observed,
        weeks=NEWEST,
        before=test.blocks * 2 - NEWEST,
        expected=round(test.expected, 1),
        p=f"{max(test.p, 0.001):.3f}".replace(".", say("brief.decimal")),
        days=NEWEST * DAYS,
    )
    return {"verdict": say("brief.more" if months.more else "brief.not_more"), "why": told}


def _around(asked: Asked) -> list[tuple[float, float]]:
    events = asked.published.table("events")
    held = events.filter((events.country == asked.country) & events.latitude.notnull())
    ends = held.aggregate(
        west=held.longitude.min(), east=held.longitude.max(), south=held.latitude.min(), north=held.latitude.max()
    )
    (row,) = asked.published.rows(ends)
    return [(row["west"], row["south"]), (row["east"], row["north"])] if row["west"] is not None else []


def _legend(language: Language, rows: Sequence[Row]) -> list[dict[str, str]]:
    held = Counter(row["family"] for row in rows)
    return [
        {"sign": sign(code), "label": f"{family.label[language.code]} ({held[code]})"}
        for code, family in families().items()
        if held[code]
    ]


def _short_month(asked: Asked, month: int) -> str:
    day = first_day(month)
    return asked.language.month(day.year, day.month)


def _bars(asked: Asked, months: Counted) -> list[str]:
    say = asked.language.say
    names = {number: _short_month(asked, number) for number in months.months}
    events = [Bar(name=names[n], number=one.events if one else None) for n, one in months.months.items()]
    killed = [
        Bar(name=names[n], number=one.best or 0, low=one.low, high=one.high) if one else Bar(name=names[n], number=None)
        for n, one in months.months.items()
    ]
    return [
        bars(say("brief.events_by_month"), events, language=asked.language),
        bars(say("brief.killed_by_month"), killed, language=asked.language),
    ]


def _table(title: str, head: Sequence[str], rows: Sequence[Sequence[str]]) -> dict[str, Any]:
    return {"title": title, "head": list(head), "rows": [list(row) for row in rows]}


def _summed(asked: Asked, groups: Mapping[str, list[Row]], most: int, *, title: str) -> dict[str, Any]:
    say, number = asked.language.say, asked.language.number
    ordered = sorted(groups.items(), key=lambda pair: (-sum(map(_best, pair[1])), -len(pair[1]), pair[0]))
    cells = [(name, number(len(rows)), number(sum(map(_best, rows)))) for name, rows in ordered[:most]]
    return _table(title, ("", say("brief.column_events"), say("brief.column_killed")), cells)


def _grouped(rows: Sequence[Row], name: str, empty: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[name] or empty, []).append(row)
    return groups


def _areas(asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    say = asked.language.say
    return _summed(asked, _grouped(rows, "admin1", say("brief.no_area")), LARGEST, title=say("brief.areas"))


def _kinds(asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    code = asked.language.code
    groups = {type_label(name, language=code): held for name, held in _grouped(rows, "type", "").items()}
    return _summed(asked, groups, LARGEST, title=asked.language.say("brief.kinds"))


def _actors(asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    by_number = {row["n"]: row for row in rows}
    groups: dict[str, dict[int, Row]] = {}
    for party in _parties(asked, list(by_number)):
        if party["grp"] != "civilians" and (party["actor"] or party["told"]):
            name = actor_name(party["actor"]) if party["actor"] else party["told"]
            groups.setdefault(name, {})[party["n"]] = by_number[party["n"]]
    held = {name: list(rows.values()) for name, rows in groups.items()}
    return _summed(asked, held, LARGEST, title=asked.language.say("brief.actors"))


def _parties(asked: Asked, numbers: Sequence[int]) -> list[dict[str, Any]]:
    parties = asked.published.table("event_parties")
    return asked.published.rows(parties.filter(parties.n.isin(list(numbers))).order_by("n")) if numbers else []


def _main(asked: Asked, rows: Sequence[Row]) -> dict[str, Any]:
    say, language = asked.language.say, asked.language
    chosen = rows[:MAIN]
    parties: dict[int, list[str]] = {}
    for party in _parties(asked, [row["n"] for row in chosen]):
        name = actor_name(party["actor"]) if party["actor"] else party["told"]
        if name and name not in parties.setdefault(party["n"], []):
            parties[party["n"]].append(name)
    titles = {one["source"]: one["title"] or one["source"] for one in asked.published.licences}
    head = ("brief.day", "brief.place", "brief.what", "brief.who", "brief.killed", "brief.source")
    cells = [
        (
            language.days(row["start"], row["end"], precision=row["date_precision"]),
            ", ".join(dict.fromkeys(filter(None, (row["place_name"], row["admin1"])))) or say("brief.no_place"),
            type_label(row["type"], language=language.code),
            _short(", ".join(parties.get(row["n"], [])) or "–"),
            _toll(language, row),
            _short("; ".join(titles.get(one, one) for one in row["sources"])),
        )
        for row in chosen
    ]
    return _table(say("brief.main"), [say(key) for key in head], cells)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"


def _toll(language: Language, row: Row) -> str:
    best, low, high = row["killed_best"], row["killed_low"], row["killed_high"]
    if best is not None and low is not None and high is not None and low < high:
        return f"{language.number(best)} ({language.number(low)}–{language.number(high)})"
    return language.interval(low, best, high)


def _caveats(asked: Asked, rows: Sequence[Row], months: Counted) -> list[str]:
    say = asked.language.say
    counts = {
        "machine": sum(row["status"] == "machine" for row in rows),
        "coarse": sum(row["place_precision"] in COARSE for row in rows),
        "spread": sum(row["date_precision"] in ("month", "year") for row in rows),
        "disordered": sum(not _in_order(row) for row in rows),
        "unplaced": sum(row["latitude"] is None for row in rows),
    }
    told = [say(f"brief.caveat_{name}", n=count) for name, count in counts.items() if count]
    missing = [number for number, month in months.months.items() if month is None]
    if missing:
        told.append(say("brief.caveat_uncovered", n=len(missing)))
    if asked.published.withheld["events"]:
        told.append(say("brief.caveat_withheld", n=asked.published.withheld["events"]))
    if asked.published.profile.sensitive:
        told.append(say("brief.caveat_sensitive"))
    return [*told, say("brief.caveat_reported"), say("brief.caveat_borders")]


def _in_order(row: Row) -> bool:
    told = [row[f"killed_{end}"] for end in ("low", "best", "high") if row[f"killed_{end}"] is not None]
    return told == sorted(told)


def _sources(asked: Asked) -> list[str]:
    events = asked.published.table("events")
    used = events.filter((events.country == asked.country) & (events.month <= asked.month))
    names = {row["source"] for row in asked.published.rows(used.select(source=used.sources.unnest()).distinct())}
    held = {one["source"]: one for one in asked.published.licences}
    return [_source(asked, held.get(name), name) for name in sorted(names)]


def _source(asked: Asked, held: Row | None, name: str) -> str:
    if held is None:
        return asked.language.say("brief.no_licence", source=name)
    return ". ".join(filter(None, (held["title"] or name, held["licence"], held["citation"])))
