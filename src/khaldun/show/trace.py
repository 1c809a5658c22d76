"""How does one walk back from an event or a figure to the words that it rests on?"""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from khaldun.flow.trace import AccountTrace, EventTrace, ReportTrace, Told, Trace, figure_id
from khaldun.model import Account, Event, Figure, Judgement, Toll
from khaldun.show.accounts import report_view
from khaldun.show.events import in_order
from khaldun.show.labels import actor_name, type_label
from khaldun.show.quotes import evidence_lines
from khaldun.show.words import answer_words, figure_words, parties_words, toll_words, when_words, where_words

MOST_LINKS = 10  # shown of one event


def trace_view(found: Trace) -> Iterator[RenderableType]:
    """The walk from what was asked back to reports and their words."""
    if isinstance(found, EventTrace):
        yield from _event(found)
    elif isinstance(found, AccountTrace):
        yield from _account(found)
    else:
        yield from _report(found)


def _event(found: EventTrace) -> Iterator[RenderableType]:
    """A whole event tells each account's words once, below its figures; a figure asked for alone tells them there."""
    yield event_heading(found.event)
    yield from _indented(_cast(found.event), 2)
    alone = found.asked != found.event.id
    for figure in in_order(found.figures):
        yield from _figure(found, figure)
        yield from _rests_on(found, figure, quoted=alone)
    if not found.event.figures:
        yield Text("\nNo source gives a figure.")
    if alone:
        return
    yield Text("\nAccounts", style="bold")
    for told in found.told:
        yield from _account_of(told)
    yield from _judgements(found)


def event_heading(event: Event) -> Text:
    """The event's title, and below it type, days, place and id."""
    facts = " · ".join((type_label(event.type), when_words(event.when), where_words(event.where), event.id))
    return Text.assemble((event.title or type_label(event.type), "bold"), "\n", (facts, "dim"))


def _cast(event: Event | Account) -> list[Text]:
    answers = [answer_words(each, actor_name) for each in event.responsibility]
    return [Text(line) for line in dict.fromkeys([*parties_words(event.parties, actor_name), *answers])]


def _figure(found: EventTrace, figure: Figure) -> Iterator[RenderableType]:
    """A figure, the steps of its rule, and the tolls that it rests on with their words."""
    derived = " (no source gives this figure itself)" if figure.derived else ""
    yield Text.assemble(
        "\n", (_sentence(figure_words(figure)), "bold"), derived, ("  " + figure_id(found.event, figure), "dim")
    )
    yield Text(f"  Rule {figure.rule}:", style="italic")
    yield from _indented([Text(f"{number}. {step}") for number, step in enumerate(figure.because, start=1)], 4)
    if figure.flags:
        yield Text(f"  Flags: {', '.join(flag.replace('_', ' ') for flag in figure.flags)}")


def _rests_on(found: EventTrace, figure: Figure, *, quoted: bool) -> Iterator[RenderableType]:
    """The accounts that a figure rests on, with their tolls and, where asked for, the words."""
    yield Text("  Rests on:", style="italic")
    for told in (each for each in found.told if each.account.id in figure.accounts):
        tolls = bearing(told.account.tolls, figure)
        if quoted:
            yield Padding(Text(source_line(told)), (0, 0, 0, 4))
            yield from (line for toll in tolls for line in _toll(toll, told))
        else:
            said = "; ".join(map(toll_words, tolls))
            yield Padding(Text(f"{told.account.source}: {said}  ({told.account.id})"), (0, 0, 0, 4))


def bearing(tolls: Sequence[Toll], figure: Figure) -> list[Toll]:
    """The tolls that bear on a figure: those of its group, or all of its outcome where it is derived from others."""
    same = [toll for toll in dict.fromkeys(tolls) if toll.outcome == figure.outcome]
    return [toll for toll in same if toll.who == figure.who] or same


def _toll(toll: Toll, told: Told) -> Iterator[RenderableType]:
    yield Padding(Text(toll_words(toll)), (0, 0, 0, 6))
    yield from _indented(evidence_lines(toll.evidence, told.report), 8)


def source_line(told: Told) -> str:
    """The source of an account, its day of publication, its title and the account's id."""
    report = told.report
    day = f", {report.published:%-d %B %Y}" if report and report.published else ""
    title = f", “{report.title}”" if report and report.title else ""
    return f"{told.account.source}{day}{title}  ({told.account.id})"


def _account_of(told: Told) -> Iterator[RenderableType]:
    """An account of an event in short: its source, when, where, and each toll with its words."""
    account = told.account
    yield Padding(Text(source_line(told)), (0, 0, 0, 2))
    yield Padding(Text(f"{when_words(account.when)}; {where_words(account.where)}"), (0, 0, 0, 4))
    for toll in dict.fromkeys(account.tolls):
        yield Padding(Text(toll_words(toll)), (0, 0, 0, 4))
        yield from _indented(evidence_lines(toll.evidence, told.report), 6)


def _judgements(found: EventTrace) -> Iterator[RenderableType]:
    """Why these accounts are held to be one event, the surest links first."""
    if not found.judgements:
        return
    yield Text("\nWhy one event", style="bold")
    accounts = {told.account.id: told.account for told in found.told}
    links = sorted(found.judgements, key=lambda each: -each.score)
    for each in links[:MOST_LINKS]:
        yield from _indented(_judgement(each, accounts[each.left], accounts[each.right]), 2)
    if len(links) > MOST_LINKS:
        yield Text(f"  and {len(links) - MOST_LINKS} links less sure", style="dim")


def _judgement(each: Judgement, left: Account, right: Account) -> list[Text]:
    relation = each.relation.replace("_", " ")
    head = f"{left.source} ({left.id}) and {right.source} ({right.id}): {relation}, {each.score:.2f}, by {each.by}"
    return [Text(head), Text("  " + "; ".join(each.because), style="dim")]


def _account(found: AccountTrace) -> Iterator[RenderableType]:
    """An account field by field, each with its words."""
    account, report = found.told.account, found.told.report
    yield Text.assemble((f"{type_label(account.type)}, as told by {source_line(found.told)}", "bold"))
    yield Text(f"  coded by {account.coder or 'unknown'}, score {account.score:.2f}", style="dim")
    part = f"  part of {found.event.id}: {found.event.title}" if found.event else "  not reconciled yet"
    yield Text(part, style="dim")
    fields = [
        ("event", [(type_label(account.type), account.evidence)]),
        ("when", [(when_words(account.when), account.when.evidence)]),
        ("where", [(where_words(account.where), account.where.evidence if account.where else ())]),
        ("who", [(line, each.evidence) for each in account.parties for line in parties_words([each], actor_name)]),
        ("how many", [(toll_words(each), each.evidence) for each in account.tolls]),
        ("responsibility", [(answer_words(each, actor_name), each.evidence) for each in account.responsibility]),
    ]
    for name, values in fields:
        for words, evidence in values:
            yield Text.assemble("  ", (f"{name}: ", "italic"), words)
            yield from _indented(evidence_lines(evidence, report), 6)


def _report(found: ReportTrace) -> Iterator[RenderableType]:
    yield from report_view(found.report, found.accounts, found.statements)
    for event in found.events:
        yield Text(f"  {event.id}  {event.title}")
    yield Text(f"  address {found.report.url or 'unknown'}; bytes sha256 {found.report.sha256}", style="dim")


def _indented(lines: Sequence[RenderableType], by: int) -> Iterator[RenderableType]:
    return (Padding(line, (0, 0, 0, by)) for line in lines)


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
