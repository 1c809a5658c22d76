"""How does a row of a dataset, as a segment keeps it, become an account?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khaldun.model import Account, Cell, Evidence, Party, Rule, Toll, When, Where

OUT_OF_ORDER = "interval-not-in-order"
Row = Mapping[str, Any]


def account_of(row: Row) -> Account:
    """The account that a row tells, its figures with the cells that they stand in."""
    return Account(
        id=row["account_id"],
        source=row["source"],
        record=row["record"],
        type=row["type"],
        when=_when(row),
        where=_where(row),
        parties=tuple(_party(party) for party in row["parties"] or ()),
        tolls=tuple(_tolls(row)),
        evidence=_told(row, "note"),
        main=bool(row["main"]),
        score=1.0 if row["score"] is None else row["score"],
        coder=row["coder"] or "",
    )


def _told(row: Row, column: str) -> tuple[Evidence, ...]:
    value = row[column]
    return (Cell(record=row["record"], column=column, value=str(value)),) if value else ()


def _when(row: Row) -> When:
    start, end = row["start"], row["end"]
    if start is None or end is None:
        return When()
    return When(start=start, end=end, precision=row["date_precision"] or "day", basis="source")


def _where(row: Row) -> Where | None:
    told = row["place_told"] or row["place_name"] or row["admin2"] or row["admin1"] or row["country"]
    if told is None and row["latitude"] is None:
        return None
    named = ("country", "admin1", "admin2", "latitude", "longitude", "radius_km")
    return Where(
        told=told or "",
        name=row["place_name"],
        id=row["place_id"],
        precision=row["place_precision"] or "unknown",
        **{name: row[name] for name in named},
    )


def _party(party: Row) -> Party:
    return Party(
        role=party["role"],
        told=party["told"],
        actor=party["actor"],
        stance=party["stance"],
        source_id=party["actor_source_id"],
        group=party["grp"],
    )


def _tolls(row: Row) -> Iterator[Toll]:
    """The figures of a row. It splits its best figure only, so its parts are as open as its total is.

    Columns that count persons of one group, as the losses of two armies, are added up.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for toll in row["tolls"] or ():
        groups.setdefault((toll["outcome"], toll["who"]), []).append(toll)
    for (outcome, who), told in groups.items():
        whole = groups.get((outcome, "all"), told)[0]
        if who == "all":
            yield from (_toll(one, [one], row["record"]) for one in told)
        else:
            yield _toll(_as_open(_added(told), whole), told, row["record"])


def _added(told: Sequence[Row]) -> Row:
    if len(told) == 1:
        return told[0]
    low, best, high = (sum(numbers) for numbers in zip(*map(_ends, told), strict=True))
    return {**told[0], "low": low, "best": best, "high": high}


def _as_open(part: Row, whole: Row) -> Row:
    low, best, high = _ends(whole)
    least, middle, most = _ends(part)
    if not least == middle == most or not low <= best <= high:
        return part
    return {**part, "low": max(0, middle - (best - low)), "high": middle + (high - best)}


def _ends(toll: Row) -> tuple[int, int, int]:
    """Low, best and high; an end that the row does not give is its best."""
    low, best, high = toll["low"], toll["best"], toll["high"]
    return best if low is None else low, best, best if high is None else high


def _toll(toll: Row, told: Sequence[Row], record: str) -> Toll:
    """A figure with the cells that it was told in.

    One whose ends are out of order is read from its least to its greatest number, without a best, and says so.
    """
    low, middle, high = _ends(toll)
    best: int | None = middle
    cells = [Cell(record=record, column=one["told"] or one["who"], value=str(one["best"])) for one in told]
    evidence: tuple[Evidence, ...] = tuple(cells)
    if not low <= middle <= high:
        said = f"low {low}, best {middle}, high {high} as the row gives them; read from the least to the greatest"
        low, best, high = min(low, middle, high), None, max(low, middle, high)
        evidence = (*evidence, Rule(rule=OUT_OF_ORDER, because=said))
    return Toll(
        outcome=toll["outcome"],
        who=toll["who"],
        low=low,
        best=best,
        high=high,
        hedge=toll["hedge"] or "exact",
        includes=tuple(toll["includes"] or ()),
        said_by=toll["said_by"],
        evidence=evidence,
    )
