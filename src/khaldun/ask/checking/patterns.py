"""How is each kind of statement put to the test? One named pattern a kind."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from khaldun.ask.checking.changed import changed
from khaldun.ask.checking.readings import counted
from khaldun.ask.checking.slots import Knows, Question, question
from khaldun.ask.checking.sources import another_source
from khaldun.ask.checking.totals import totals
from khaldun.ask.checking.verdicts import Checked, Tested, judged
from khaldun.ask.coverage import uncovered
from khaldun.ask.hedges import Said, said
from khaldun.ask.recipe import Recipe
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.near import measured_to
from khaldun.ask.verbs.record import record as ranked
from khaldun.model import Period, Statement, StatementKind

COUNTED = ("killed", "incidents")
UNTOLD = ("injured", "abducted", "missing")
TOLD_OF = ("all", "civilians")
CANNOT = "cannot be tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """The tables asked, what else may be looked up, and the statements by id, for one that is set against another."""

    tables: Tables
    knows: Knows
    others: Mapping[str, Statement]


Pattern = Callable[[Statement, Store], Checked]


def cannot(statement: Statement, why: str, *, figures: tuple[Tested, ...] = ()) -> Checked:
    """The verdict that the rows in store do not allow a test."""
    told = why if why.startswith(CANNOT) else f"{CANNOT}: {why}"
    return Checked(statement=statement, verdict="cannot be tested", why=f"{told}.", figures=figures)


def out_of_scope(statement: Statement, why: str) -> Checked:
    """The verdict that this is no question about events."""
    return Checked(statement=statement, verdict="out of scope", why=f"out of scope: {why}.")


def a_number(statement: Statement, store: Store) -> Checked:
    """N killed, or N incidents, in a place and time: counted under every definition that bears on it."""
    if statement.measure not in (*COUNTED, *UNTOLD):
        return out_of_scope(statement, f"{statement.measure or 'what it counts'} is not counted in events")
    lacking = _lacking(statement)
    if lacking:
        return cannot(statement, lacking)
    asked = question(statement, store.tables, store.knows)
    if asked.cannot:
        return cannot(statement, asked.cannot)
    selection = _bordered(statement, asked.selection)
    if statement.low is None:
        found = changed(statement, selection, store.tables)
        return cannot(statement, found) if isinstance(found, str) else found
    published = totals(statement, selection, store.tables)
    gap = uncovered(store.tables, selection) or _unmeasured(selection, store.tables)
    if gap and not published:
        return cannot(statement, gap)
    figures = [*([] if gap else counted(statement, selection, store.tables)), *published]
    notes = [
        *asked.notes,
        *_both_sides(statement, selection),
        *another_source(statement, selection, store.tables, totals=bool(published)),
    ]
    if gap:
        notes.insert(0, f"no single rows were counted: {gap.removeprefix(f'{CANNOT}: ')}")
    return judged(statement, figures, _number(statement), notes=notes)


def _lacking(statement: Statement) -> str | None:
    """Why neither the sentence nor the rows give a number of this sort, or null where both do."""
    if statement.measure in UNTOLD:
        return f"the rows in store give no figure of {statement.measure} people to count"
    if statement.measure == "killed" and not set(statement.who) <= set(TOLD_OF):
        return f"the rows in store give no figure of {', '.join(statement.who)} alone"
    none = statement.low is None and statement.change is None
    return "the sentence gives no number" if none else None


def _both_sides(statement: Statement, selection: Selection) -> tuple[str, ...]:
    """What must be said where those that somebody killed are counted, and rows do not say who killed whom."""
    if statement.measure != "killed" or "civilians" in statement.who or not (selection.actors or selection.groups):
        return ()
    return ("rows do not say who killed whom in fighting, so the dead of both sides are counted, their own among them",)


def virtually_none(statement: Statement, store: Store, *, against: int | None) -> Checked:
    """Virtually none: at most three a year, and under a twentieth of what it is set against; both halves are told."""
    asked = question(statement, store.tables, store.knows)
    selection = _bordered(statement, asked.selection)
    gap = asked.cannot or uncovered(store.tables, selection) or _unmeasured(selection, store.tables)
    if gap:
        return cannot(statement, gap)
    figures = counted(statement, selection, store.tables)
    years = _years(asked.selection)
    checked = judged(statement, figures, said(3 * years, hedge="at_most"))
    if against is None:
        return checked
    half = judged(statement, figures, said(max(1, round(against / 20)), hedge="fewer_than"))
    told = f"at most 3 a year: {checked.verdict}; under a twentieth of {against}: {half.verdict}"
    verdict = checked.verdict if checked.verdict == half.verdict else "depends"
    return replace(checked, verdict=verdict, why=f"{told}.")


def a_comparison(statement: Statement, store: Store) -> Checked:
    """A number set against an earlier one: each is tested by itself; here the later one, with the direction."""
    checked = a_number(statement, store)
    other = store.others.get(statement.than or "")
    if other is None or not checked.figures:
        return checked
    before = _earlier(other, statement, store)
    sides = [(now.best, was.best) for now in checked.figures for was in before if now.choices == was.choices]
    known = [(now, was) for now, was in sides if now is not None and was is not None]
    if not known:
        return checked
    up = sum(now > was for now, was in known)
    told = f"set against the earlier figure, it is higher under {up} of {len(known)} definitions that have both"
    return replace(checked, why=f"{checked.why} {told[0].upper()}{told[1:]}.")


def a_first(statement: Statement, store: Store) -> Checked:
    """First since a year: nothing like it from the following year on, in a place, under each definition of like it."""
    since = statement.period.start if statement.period else None
    if since is None or store.knows.published is None:
        return cannot(statement, "the sentence does not say since when, or the day of the text is not known")
    days = Period(start=date(since.year + 1, 1, 1), end=store.knows.published - timedelta(days=1))
    asked = question(replace(statement, period=days, perpetrators=()), store.tables, store.knows)
    if asked.cannot:
        return cannot(statement, asked.cannot)
    gap = uncovered(store.tables, asked.selection)
    like = replace(statement, measure="incidents", who=(), near=None)
    figures = tuple(counted(like, asked.selection, store.tables))
    seen = max((int(figure.best or 0) for figure in figures), default=0)
    if gap:
        found = (
            f"; the rows there are already hold {seen} in the place, which count or not by definition" if seen else ""
        )
        return cannot(statement, f"{gap}{found}", figures=figures)
    return judged(statement, figures, said(0, hedge="exact"))


def a_record(statement: Statement, store: Store) -> Checked:
    """The deadliest: the ranking by low, best and high over the days that the record is said to cover.

    A record number of many events has its number tested; that no earlier one was higher is not.
    """
    if statement.measure != "killed" and statement.low is not None:
        tested = a_number(statement, store)
        return replace(tested, why=f"{tested.why} That no earlier number was higher is not tested.")
    asked = question(statement, store.tables, store.knows)
    gap = _no_ranking(statement, asked) or uncovered(store.tables, asked.selection)
    if gap:
        return cannot(statement, gap)
    recipe = Recipe(name="record", version=1, asks="the deadliest", verb="record", selection=asked.selection)
    answer = ranked(store.tables, recipe)
    if not answer.table:
        return cannot(statement, "no event in the days asked about")
    figures = tuple(
        Tested(
            definition=f"ranked by {name}",
            choices={"estimate": name},
            best=max(row[name] or 0 for row in answer.table),
            low=None,
            high=None,
            rows=tuple(row["event_id"] for row in answer.table if row[f"rank_{name}"] == 1),
        )
        for name in ("best", "low", "high")
    )
    test = answer.tests[0]
    if statement.low is not None:
        return judged(statement, figures, _number(statement), notes=[test["because"]])
    return Checked(
        statement=statement,
        verdict="reproduced" if test["holds"] else "depends",
        why=f"{test['because']}.",
        figures=figures,
        turns_on="" if test["holds"] else "which figure the events are ranked by",
    )


def _no_ranking(statement: Statement, asked: Question) -> str | None:
    """Why events cannot be ranked for a record, or null where they can."""
    if statement.hedge == "vague" and statement.low is None:
        return "one of the deadliest gives no rank"
    return f"a record needs every earlier event: {asked.cannot}" if asked.cannot else None


def a_rank(statement: Statement, _store: Store) -> Checked:
    """A place in an index: the index rests on a list of incidents that is not in store."""
    name = statement.measure or "the index"
    why = f"{name} rests on a list of incidents that is not in store; name its edition and see the verb gti"
    return cannot(statement, f"{why}, which gives the formula on the rows there are, never the index")


def a_share(statement: Statement, store: Store) -> Checked:
    """A share in percent: those named among all, by deaths or by events."""
    whole = replace(statement, perpetrators=(), who=())
    if statement == whole:
        return cannot(statement, "the sentence does not say whose share it is, by an actor or a group that rows name")
    parts = [question(one, store.tables, store.knows) for one in (statement, whole)]
    gap = next((one.cannot for one in parts if one.cannot), None) or uncovered(store.tables, parts[1].selection)
    if gap or statement.low is None or statement.measure not in COUNTED:
        return cannot(statement, gap or "the sentence gives no share of events or deaths")
    some = counted(statement, parts[0].selection, store.tables)
    every = counted(whole, parts[1].selection, store.tables)[0].best or 0
    figures = [replace(one, best=round(100 * (one.best or 0) / every), low=None, high=None) for one in some if every]
    if not figures:
        return cannot(statement, "there are no rows to take a share of")
    return judged(statement, figures, _number(statement))


def a_claim(statement: Statement, _store: Store) -> Checked:
    """A claim of responsibility or a denial is no figure."""
    return out_of_scope(statement, "who claims or denies an act is no figure; `khaldun trace` shows who said it")


PATTERNS: Mapping[StatementKind, Pattern] = {
    "aggregate": a_number,
    "comparison": a_comparison,
    "first_since": a_first,
    "record": a_record,
    "rank": a_rank,
    "share": a_share,
    "responsibility": a_claim,
    "denial": a_claim,
}


def _number(statement: Statement) -> Said:
    assert statement.low is not None
    return Said(hedge=statement.hedge, low=statement.low, high=statement.high)


def _bordered(statement: Statement, selection: Selection) -> Selection:
    """The selection with the borders that the statement names between its own country and others."""
    near = statement.near
    if near is None or not selection.countries:
        return selection
    home = selection.countries[0]
    pairs = tuple("|".join(sorted((home, other))) for other in near.countries if other != home)
    return replace(selection, countries=(home,), borders=pairs, distance_km=near.distance_km)


def _unmeasured(selection: Selection, tables: Tables) -> str | None:
    """Why distances cannot be asked about, or null where they can or are not asked about."""
    if not selection.borders or measured_to(tables, selection):
        return None
    return "no distances to borders in store"


def _earlier(other: Statement, statement: Statement, store: Store) -> list[Tested]:
    filled = replace(
        other,
        countries=other.countries or statement.countries,
        perpetrators=other.perpetrators or statement.perpetrators,
        who=other.who or statement.who,
    )
    return list(a_number(filled, store).figures)


def _years(selection: Selection) -> int:
    return selection.end.year - selection.start.year + 1 if selection.start and selection.end else 1
