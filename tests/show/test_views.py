"""Do tables and walks show every source's own figure and the words behind it?"""

from collections.abc import Iterable
from datetime import date

from rich.console import Console, RenderableType

from khaldun.flow.trace import AccountTrace, EventTrace, ReportTrace, Told
from khaldun.model import (
    Account,
    Event,
    Evidence,
    Figure,
    Judgement,
    Near,
    Party,
    Period,
    Report,
    Source,
    Statement,
    Toll,
    When,
    Where,
    Who,
    span_of,
)
from khaldun.show.accounts import report_view, statement_words
from khaldun.show.digest import digest_table
from khaldun.show.events import events_table
from khaldun.show.names import sources_table
from khaldun.show.trace import bearing, trace_view

TEXT = "A raid on Bourem\nGunmen killed at least seven people, two attackers among them, in Bourem on Tuesday."
DAY = When(start=date(2024, 9, 17), end=date(2024, 9, 17), precision="day")
PLACE = Where(told="Bourem", name="Bourem", country="ML", latitude=16.95, longitude=-0.35, sites=("market",))


def words(quote: str) -> tuple[Evidence, ...]:
    start = TEXT.index(quote)
    return (span_of(TEXT, start, start + len(quote)),)


def toll(low: int, *, who: Who = "all", quote: str) -> Toll:
    if who == "all":
        return Toll(outcome="killed", low=low, best=low, hedge="at_least", evidence=words(quote))
    return Toll(outcome="killed", who=who, low=low, best=low, high=low, evidence=words(quote))


def told(name: str, source: str) -> Told:
    account = Account(
        id=f"{name}-a1",
        source=source,
        record=name,
        type="battles.armed_clash",
        when=DAY,
        where=PLACE,
        parties=(Party(role="perpetrator", told="gunmen"),),
        tolls=(toll(7, quote="at least seven people"), toll(2, who="attackers", quote="two attackers")),
        evidence=words("raid"),
        main=True,
        coder="rules 1",
    )
    report = Report(id=name, text=TEXT, sha256="0", source=source, title="A raid", published=date(2024, 9, 18))
    return Told(account=account, report=report)


TOLD = (told("first", "Radio"), told("later", "Wire"))
WHOLE = Figure(
    outcome="killed",
    who="all",
    low=7,
    best=7,
    high=None,
    rule="evidence-1",
    because=("Radio says at least 7.", "Wire says the same."),
    accounts=("first-a1", "later-a1"),
    flags=("high_open",),
)
OTHERS = Figure(
    outcome="killed",
    who="others",
    low=5,
    best=5,
    high=None,
    rule="all less attackers-1",
    because=("7 less 2",),
    accounts=("first-a1",),
    derived=True,
)
EVENT = Event(
    id="event-1",
    type="battles.armed_clash",
    accounts=("first-a1", "later-a1"),
    when=DAY,
    where=PLACE,
    figures=(WHOLE, OTHERS),
    title="Clash in Bourem",
)
LINK = Judgement(id="j", left="first-a1", right="later-a1", relation="same", by="linkage-1", because=("day same",))
TRACE = EventTrace(event=EVENT, figures=EVENT.figures, told=TOLD, judgements=(LINK,), asked="event-1")


def plain(views: Iterable[RenderableType]) -> str:
    """What a pipe would get, on one line."""
    console = Console(width=400, file=None, color_system=None)
    with console.capture() as held:
        for view in views:
            console.print(view)
    return " ".join(held.get().split())


def test_an_event_shows_each_source_s_own_figure() -> None:
    shown = plain([events_table([TRACE])])
    for part in ("Armed clash", "17 Sep 2024", "Bourem, ML", "event-1", "7 or more killed"):
        assert part in shown
    for source in ("Radio", "Wire"):
        assert f"· {source} (18 Sep 2024): at least 7 killed; 2 attackers killed" in shown


def test_a_walk_goes_from_the_figure_over_its_rule_to_the_words() -> None:
    shown = plain(trace_view(TRACE))
    steps = (
        "7 or more killed event-1:killed:all",
        "Rule evidence-1:",
        "1. Radio says at least 7.",
        "Flags: high open",
        "Rests on: Radio: at least 7 killed (first-a1)",
        "no source gives this figure itself",
        "Accounts",
        "“Gunmen killed [at least seven people], two attackers among them",
        "Why one event",
        "same, 1.00, by linkage-1 day same",
    )
    assert [shown.index(step) for step in steps] == sorted(shown.index(step) for step in steps)


def test_the_words_of_a_whole_event_are_shown_once_an_account() -> None:
    assert plain(trace_view(TRACE)).count("[at least seven people]") == len(TOLD)


def test_a_figure_alone_shows_the_words_below_it() -> None:
    asked = EventTrace(event=EVENT, figures=(WHOLE,), told=TOLD, judgements=(), asked="event-1:killed:all")
    shown = plain(trace_view(asked))
    assert shown.count("[at least seven people]") == len(TOLD)
    assert "[two attackers]" not in shown
    assert "Why one event" not in shown


def test_a_derived_figure_rests_on_all_tolls_of_its_outcome() -> None:
    tolls = TOLD[0].account.tolls
    assert bearing(tolls, WHOLE) == [tolls[0]]
    assert bearing(tolls, OTHERS) == list(tolls)


def test_an_account_is_walked_field_by_field() -> None:
    shown = plain(trace_view(AccountTrace(told=TOLD[0], event=EVENT)))
    for part in ("coded by rules 1", "part of event-1", "event: Armed clash “A [raid] on Bourem”", "(2–6)"):
        assert part in shown
    assert "not reconciled yet" in plain(trace_view(AccountTrace(told=TOLD[0], event=None)))


def test_a_report_shows_all_that_it_says() -> None:
    statement = Statement(id="s", kind="first_since", measure="incidents", evidence=words("killed"))
    accounts = (TOLD[0].account,)
    report = TOLD[0].report
    assert report is not None
    shown = plain(trace_view(ReportTrace(report=report, accounts=accounts, statements=(statement,), events=(EVENT,))))
    for part in ("A raid Radio · 2024-09-18", "a1 ●", "first since", "event-1 Clash in Bourem", "sha256 0"):
        assert part in shown
    assert "no account of an event" in plain(report_view(report, (), ()))
    digest = plain([digest_table([ReportTrace(report=report, accounts=accounts, statements=(), events=())])])
    assert "● Armed clash, Bourem, ML (market), 17 Sep 2024: at least 7 killed" in digest


def test_a_statement_says_its_figure_with_what_it_hangs_on() -> None:
    statement = Statement(
        id="s",
        kind="aggregate",
        measure="killed",
        hedge="fewer_than",
        low=0,
        high=99,
        who=("civilians",),
        period=Period(start=date(2021, 1, 1), end=date(2021, 12, 31)),
        near=Near(distance_km=48.28, of=("Guinea", "Senegal")),
        said_by="ACLED",
    )
    told_so = "fewer than 100 killed; civilians; 2021-01-01 to 2021-12-31; within 48.28 km of Guinea and Senegal"
    assert statement_words(statement) == f"{told_so}; says ACLED"
    assert statement_words(Statement(id="s", kind="aggregate", hedge="vague", low=0)) == "vaguely 0 or more"


def test_sources_say_what_may_be_passed_on() -> None:
    source = Source(name="x", title="A dataset", licence="CC BY 4.0", citation="-", leaves="nothing")
    assert plain([sources_table([source])]).endswith("x A dataset CC BY 4.0 nothing")
