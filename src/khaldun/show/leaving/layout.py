"""Which tables may leave the house, of a release, for a profile, on a day? The one place where that is decided."""

from collections.abc import Callable
from datetime import date

import ibis
import ibis.expr.types as ir

from khaldun.show.leaving.coarse import coarsened, mercator
from khaldun.show.leaving.profile import Profile
from khaldun.show.leaving.withheld import (
    NO,
    Tables,
    forbidden_accounts,
    forbidden_events,
    forbidden_sources,
    reviewed,
    sensitive_accounts,
    sensitive_events,
    too_fresh,
)

Layout = dict[str, Callable[[Tables], ibis.Table]]
EDITION = 2  # of what is laid out: another wherever a rule or a column of it changes
INDEXES = {"events": "event_id", "accounts": "account_id"}
EXACT = ("place_id", "h3_5", "h3_7", "title")


@ibis.udf.scalar.builtin  # type: ignore[untyped-decorator]
def strip_accents(text: str) -> str:  # type: ignore[empty-body]
    """The text without its accents, in DuckDB."""


def layout(profile: Profile, *, today: date) -> Layout:
    """How each table is made, in an order in which each finds those that it needs.

    `events` comes first and gives every event its number `n`, newest first; the tables of an event carry it.
    """
    return {
        "withheld": _withheld,
        "_hidden": lambda tables: _hidden(tables, profile, today=today),
        "_sensitive": lambda tables: sensitive_accounts(tables, profile),
        "events": lambda tables: _events(tables, profile, today=today),
        "accounts": lambda tables: _accounts(tables, profile),
        "event_accounts": lambda tables: _of_accounts(tables, _numbered(tables, "event_accounts")),
        "parties": lambda tables: _of_accounts(tables, _discreet(tables, "parties", key="account_id")),
        "tolls": lambda tables: _of_accounts(tables, _discreet(tables, "tolls", key="account_id")),
        "event_parties": lambda tables: _numbered(tables, "event_parties", discreet=True),
        "figures": lambda tables: _numbered(tables, "figures"),
        "borders": _borders,
        "judgements": lambda tables: _judgements(tables, profile),
        "reports": lambda tables: _reports(tables, profile, today=today),
        "statements": _statements,
        "sources": lambda tables: tables["sources"].anti_join(forbidden_sources(tables), "source"),
        "issues": lambda tables: _issues(tables, profile),
        "words": _words,
        "acting": _acting,
    }


def _withheld(tables: Tables) -> ibis.Table:
    """How many rows the licences of their sources keep in the house."""
    accounts = forbidden_accounts(tables).aggregate(accounts=lambda rows: rows.count())
    return accounts.cross_join(forbidden_events(tables).aggregate(events=lambda rows: rows.count()))


def _hidden(tables: Tables, profile: Profile, *, today: date) -> ibis.Table:
    """The accounts that are not shown: by licence, and by delay, their own or their event's."""
    accounts, links = tables["accounts"], tables["event_accounts"]
    sensitive = accounts.account_id.isin(sensitive_accounts(tables, profile).account_id)
    fresh = accounts.filter(too_fresh(accounts, profile, sensitive=sensitive, today=today)).select("account_id")
    events = tables["events"]
    coarse = events.event_id.isin(sensitive_events(tables, profile).event_id)
    waiting = events.filter(too_fresh(events, profile, sensitive=coarse, today=today)).select("event_id")
    of_waiting = links.semi_join(waiting, "event_id").select("account_id")
    return ibis.union(forbidden_accounts(tables), fresh, of_waiting, distinct=True)


def _events(tables: Tables, profile: Profile, *, today: date) -> ibis.Table:
    """The events that are shown, numbered newest first and with what lists and maps ask of them."""
    events, links = tables["events"], tables["event_accounts"]
    coarse = events.event_id.isin(links.semi_join(tables["_sensitive"], "account_id").event_id)
    by_person = links.semi_join(reviewed(tables), "account_id").event_id
    told = links.join(tables["accounts"], "account_id").join(tables["reports"], [("record", "report_id")])
    coded = events.event_id.isin(told.event_id)
    status = events.event_id.isin(by_person).ifelse("reviewed", coded.ifelse("machine", "dataset"))
    marked = events.mutate(
        coarse=coarse | events.event_id.isin(sensitive_events(tables, profile).event_id), status=status
    )
    shown = marked.filter(
        marked.event_id.notin(forbidden_events(tables).event_id)
        & ~too_fresh(marked, profile, sensitive=marked.coarse, today=today)
    )
    placed = mercator(coarsened(shown, shown.coarse, silent=EXACT)).drop("geometry")
    newest = [ibis.desc(placed.start, nulls_first=False), placed.event_id]
    deadliest = [ibis.desc(placed.killed_best, nulls_first=False), *newest]
    ranked = placed.mutate(
        n=ibis.row_number().over(order_by=newest), deadliest=ibis.row_number().over(order_by=deadliest)
    )
    return ranked.order_by("n")


def _accounts(tables: Tables, profile: Profile) -> ibis.Table:
    """The accounts that are shown; of sources that let facts leave only, without their notes."""
    accounts = tables["accounts"].anti_join(tables["_hidden"], "account_id")
    marked = accounts.mutate(coarse=accounts.account_id.isin(tables["_sensitive"].account_id))
    silent: ir.BooleanValue = marked.coarse
    if profile.words != "whole":
        silent = silent | (marked.leaves != "everything").fill_null(NO)
    quiet = marked.mutate(note=silent.ifelse(ibis.null("string"), marked.note))
    return coarsened(quiet, quiet.coarse, silent=(*EXACT, "place_told", "url")).drop("geometry").order_by("account_id")


def _numbered(tables: Tables, name: str, *, discreet: bool = False) -> ibis.Table:
    """A table of events, those that are shown alone, with the number of the event in front."""
    numbers = tables["events"].select("event_id", "n")
    rows = _discreet(tables, name, key="event_id") if discreet else tables[name]
    joined = rows.join(numbers, "event_id")
    return joined.relocate("n").order_by("n")


def _discreet(tables: Tables, name: str, *, key: str) -> ibis.Table:
    """The rows without the words of those that speak of something shown coarsely: words tell places."""
    rows, of = tables[name], tables["events" if key == "event_id" else "accounts"]
    coarse = rows[key].isin(of.filter(of.coarse)[key])
    kept = rows.actor_source_id.notnull() if "actor_source_id" in rows.columns else NO
    return rows.mutate(told=(coarse & ~kept).ifelse(ibis.null("string"), rows.told))


def _statements(tables: Tables) -> ibis.Table:
    """Statements of reports that are shown, but of none that tells of something shown coarsely."""
    accounts = tables["accounts"]
    kept = tables["statements"].semi_join(tables["reports"], "report_id")
    return kept.anti_join(accounts.filter(accounts.coarse), [("report_id", "record")])


def _of_accounts(tables: Tables, rows: ibis.Table) -> ibis.Table:
    kept = rows.semi_join(tables["accounts"], "account_id")
    return kept.order_by("n") if "n" in kept.columns else kept.order_by("account_id")


def _borders(tables: Tables) -> ibis.Table:
    """Borders near events; where a place is shown coarsely, the distance would tell it and is left out."""
    events = tables["events"]
    near = _numbered(tables, "borders")
    return near.filter(near.event_id.notin(events.filter(events.coarse).event_id)).order_by("n")


def _judgements(tables: Tables, profile: Profile) -> ibis.Table:
    """Judgements between accounts that are both shown; a person's name stays in the house."""
    judged = tables["judgements"]
    shown = tables["accounts"].anti_join(tables["_sensitive"], "account_id").select("account_id")
    kept = judged.semi_join(shown, [("left", "account_id")]).semi_join(shown, [("right", "account_id")])
    if profile.words == "whole":
        return kept
    return kept.mutate(by=kept.by.startswith("khaldun-").ifelse(kept.by, "a person"))


def _reports(tables: Tables, profile: Profile, *, today: date) -> ibis.Table:
    """What reports are; of those that tell of a sensitive event, neither title nor address."""
    reports = tables["reports"]
    kept = reports.anti_join(forbidden_sources(tables), "source")
    if profile.waits:
        kept = kept.filter((kept.published <= profile.last_day(today, sensitive=False)).fill_null(NO))
    coarse = tables["_sensitive"].join(tables["accounts"], "account_id").select(report_id="record")
    named = kept.report_id.isin(coarse.report_id)
    return kept.mutate(**{c: named.ifelse(ibis.null("string"), kept[c]) for c in ("title", "url")})


def _issues(tables: Tables, profile: Profile) -> ibis.Table:
    """Issues of the sources that are shown and, for the house, those of reports that are shown."""
    issues = tables["issues"]
    named = issues.semi_join(tables["sources"], "source")
    if profile.words != "whole":
        return named
    return ibis.union(
        named, issues.semi_join(tables["reports"], [("where", "report_id")]).filter(ibis._.source.isnull())
    )


def _words(tables: Tables) -> ibis.Table:
    """Every word of an event's title, places and parties, without accents and capitals, with the event's number."""
    events, parties = tables["events"], tables["event_parties"]
    names = [events.title, events.place_name, events.admin1, events.admin2]
    texts = [events.select("n", text=name) for name in names] + [parties.select("n", text=parties.told)]
    told = ibis.union(*texts)
    lowered = told.filter(told.text.notnull()).mutate(text=strip_accents(told.text.lower()))
    every = lowered.select("n", word=lowered.text.re_split(r"[^\p{L}\p{N}]+").unnest())
    return every.filter(every.word != "").distinct().order_by("word", "n")


def _acting(tables: Tables) -> ibis.Table:
    """Every actor, by its id in the registry and at its source, with the numbers of its events."""
    parties = tables["event_parties"]
    ids = ibis.union(*(parties.select("n", actor=parties[name]) for name in ("actor", "actor_source_id")))
    return ids.filter(ids.actor.notnull()).distinct().order_by("actor", "n")
