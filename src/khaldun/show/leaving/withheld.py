"""Which rows of a release are not shown, and which only coarsely?

Each rule is an expression over the tables of the release, so it holds for a thousand rows and for a million.
"""

from collections.abc import Mapping
from datetime import date

import ibis
import ibis.expr.types as ir

from khaldun.show.leaving.profile import Profile

Tables = Mapping[str, ibis.Table]
NOTHING = "nothing"
MACHINE = "khaldun-"  # judgements by method are signed so; all others are persons'
NO, YES = ibis.literal(False), ibis.literal(True)  # noqa: FBT003


def forbidden_sources(tables: Tables) -> ibis.Table:
    """The sources whose licence keeps their rows in the house."""
    sources = tables["sources"]
    return sources.filter(sources.leaves == NOTHING).select("source")


def forbidden_accounts(tables: Tables) -> ibis.Table:
    """The accounts that stay in the house, by what the row itself says or by its source."""
    accounts = tables["accounts"]
    told = (accounts.leaves == NOTHING).fill_null(NO)
    return accounts.filter(told | accounts.source.isin(forbidden_sources(tables).source)).select("account_id")


def forbidden_events(tables: Tables) -> ibis.Table:
    """The events that rest on an account which stays in the house, even beside others."""
    events, links = tables["events"], tables["event_accounts"]
    resting = links.semi_join(forbidden_accounts(tables), "account_id")
    told = (events.leaves == NOTHING).fill_null(NO)
    return events.filter(told | events.event_id.isin(resting.event_id)).select("event_id")


def sensitive_events(tables: Tables, profile: Profile) -> ibis.Table:
    """The events of sensitive types, or with an account of one."""
    events, links = tables["events"], tables["event_accounts"]
    accounts = tables["accounts"]
    coded = links.semi_join(accounts.filter(_is_sensitive(accounts, profile)), "account_id")
    return events.filter(_is_sensitive(events, profile) | events.event_id.isin(coded.event_id)).select("event_id")


def sensitive_accounts(tables: Tables, profile: Profile) -> ibis.Table:
    """The accounts of sensitive types, and those of sensitive events."""
    accounts, links = tables["accounts"], tables["event_accounts"]
    of_events = links.semi_join(sensitive_events(tables, profile), "event_id")
    return accounts.filter(_is_sensitive(accounts, profile) | accounts.account_id.isin(of_events.account_id)).select(
        "account_id"
    )


def too_fresh(rows: ibis.Table, profile: Profile, *, sensitive: ir.BooleanValue, today: date) -> ir.BooleanValue:
    """Whether a row's last day is nearer than the delay allows; a row without a day may be, where there is a delay."""
    late = [
        (rows.end > last).fill_null(YES) if (last := profile.last_day(today, sensitive=coarse)) < today else NO
        for coarse in (True, False)
    ]
    return ibis.ifelse(sensitive, *late)


def reviewed(tables: Tables) -> ibis.Table:
    """The accounts on which a person's judgement stands."""
    judged = tables["judgements"]
    standing = judged.filter(~judged.by.startswith(MACHINE) & judged.judgement_id.notin(judged.withdraws.fill_null("")))
    both = [standing.select(account_id=side) for side in ("left", "right")]
    return ibis.union(*both, distinct=True)


def _is_sensitive(rows: ibis.Table, profile: Profile) -> ir.BooleanValue:
    return rows.type.isin(profile.sensitive) if profile.sensitive else NO
