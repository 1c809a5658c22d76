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
        "parties": lambda tables: _of_accounts(tables, tables["parties"]),
        "tolls": lambda tables: _of_accounts(tables, tables["tolls"]),
        "event_parties": lambda tables: _numbered(tables, "event_parties"),
        "figures": lambda tables: _numbered(tables, "figures"),
        "borders": _borders,
        "judgements": lambda tables: _judgements(tables, profile),
        "reports": lambda tables: _reports(tables, profile, today=today),
        "statements": lambda tables: tables["statements"].semi_join(tables["reports"], "report_id"),
        "sources": lambda tables: tables["sources"].anti_join(forbidden_sources(tables), "source"),
        "issues": lambda tables: _issues(tables, profile),
        "words": _words,
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
    grave = events.event_id.isin(sensitive_events(tables, profile).event_id)
    waiting = events.filter(too_fresh(events, profile, sensitive=grave, today=today)).select("event_id")
    of_waiting = links.semi_join(waiting, "event_id").select("account_id")
    return ibis.union(forbidden_accounts(tables), fresh, of_waiting, distinct=True)


def _events(tables: Tables, profile: Profile, *, today: date) -> ibis.Table:
    """The events that are shown, numbered newest first and with what lists and maps ask of them."""
    events, links = tables["events"], tables["event_accounts"]
    grave = events.event_id.isin(links.semi_join(tables["_sensitive"], "account_id").event_id)
    by_person = links.semi_join(reviewed(tables), "account_id").event_id
    told = links.join(tables["accounts"], "account_id").join(tables["reports"], [("record", "report_id")])
    coded = events.event_id.isin(told.event_id)
    status = events.event_id.isin(by_person).ifelse("reviewed", coded.ifelse("machine", "dataset"))
    marked = events.mutate(
        grave=grave | events.event_id.isin(sensitive_events(tables, profile).event_id), status=status
    )
    shown = marked.filter(
        marked.event_id.notin(forbidden_events(tables).event_id)
        & ~too_fresh(marked, profile, sensitive=marked.grave, today=today)
    )
    placed = mercator(coarsened(shown, shown.grave, silent=EXACT)).drop("geometry")
    newest = [ibis.desc(placed.start, nulls_first=False), placed.event_id]
    deadliest = [ibis.desc(placed.killed_best, nulls_first=False), *newest]
    ranked = placed.mutate(
        n=ibis.row_number().over(order_by=newest), deadliest=ibis.row_number().over(order_by=deadliest)
    )
    return ranked.order_by("n")


def _accounts(tables: Tables, profile: Profile) -> ibis.Table:
    accounts = tables["accounts"].anti_join(tables["_hidden"], "account_id")
    grave = accounts.account_id.isin(tables["_sensitive"].account_id)
    silent: ir.BooleanValue = grave
    if profile.words != "whole":
        silent = silent | (accounts.leaves != "everything").fill_null(NO)
    quiet = accounts.mutate(note=silent.ifelse(ibis.null("string"), accounts.note))
    still = coarsened(
        quiet, quiet.account_id.isin(tables["_sensitive"].account_id), silent=(*EXACT, "place_told", "url")
    )
    return still.drop("geometry").order_by("account_id")


def _numbered(tables: Tables, name: str) -> ibis.Table:
    """A table of events, those that are shown alone, with the number of the event in front."""
    numbers = tables["events"].select("event_id", "n")
    joined = tables[name].join(numbers, "event_id")
    return joined.relocate("n").order_by("n")


def _of_accounts(tables: Tables, rows: ibis.Table) -> ibis.Table:
    kept = rows.semi_join(tables["accounts"], "account_id")
    return kept.order_by("n") if "n" in kept.columns else kept.order_by("account_id")


def _borders(tables: Tables) -> ibis.Table:
    """Borders near events; where a place is shown coarsely, the distance would tell it and is left out."""
    events = tables["events"]
    near = _numbered(tables, "borders")
    return near.filter(near.event_id.notin(events.filter(events.grave).event_id)).order_by("n")


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
    grave = tables["_sensitive"].join(tables["accounts"], "account_id").select(report_id="record")
    named = kept.report_id.isin(grave.report_id)
    return kept.mutate(**{c: named.ifelse(ibis.null("string"), kept[c]) for c in ("title", "url")})


def _issues(tables: Tables, profile: Profile) -> ibis.Table:
    """Issues of the sources that are shown; those of no source are for the house."""
    issues = tables["issues"]
    shown = issues.semi_join(tables["sources"], "source")
    nameless = issues.filter(issues.source.isnull())
    return ibis.union(shown, nameless) if profile.words == "whole" else shown


def _words(tables: Tables) -> ibis.Table:
    """Every word of an event's title, places and parties, without accents and capitals, with the event's number."""
    events, parties = tables["events"], tables["event_parties"]
    names = [events.title, events.place_name, events.admin1, events.admin2]
    texts = [events.select("n", text=name) for name in names] + [parties.select("n", text=parties.told)]
    told = ibis.union(*texts)
    lowered = told.filter(told.text.notnull()).mutate(text=strip_accents(told.text.lower()))
    every = lowered.select("n", word=lowered.text.re_split(r"[^\p{L}\p{N}]+").unnest())
    return every.filter(every.word != "").distinct().order_by("word", "n")
