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


def trace_view(found: Trace) -> Iterator[RenderableType]:
    """The walk from what was asked back to reports and their words."""
    if isinstance(found, EventTrace):
        yield from _event(found)
    elif isinstance(found, AccountTrace):
        yield from _account(found)
    else:
        yield from _report(found)


def _event(found: EventTrace) -> Iterator[RenderableType]:
    yield event_heading(found.event)
    yield from _indented(_cast(found.event), 2)
    for figure in in_order(found.figures):
        yield from _figure(found, figure)
    if not found.event.figures:
        yield Text("\nNo source gives a figure.")
    if found.asked == found.event.id:
        yield Text("\nAccounts", style="bold")
        for told in found.told:
            yield from _indented(_told_lines(told), 2)
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
    for told in found.told:
        if told.account.id in figure.accounts:
            yield from _words_of(told, figure)


def _words_of(told: Told, figure: Figure) -> Iterator[RenderableType]:
    """An account's tolls that bear on the figure, each with its quotes."""
    tolls = [toll for toll in told.account.tolls if toll.outcome == figure.outcome]
    yield Text(f"  {source_line(told)}")
    for toll in dict.fromkeys(tolls):
        yield from _toll(toll, told)


def _toll(toll: Toll, told: Told) -> Iterator[RenderableType]:
    yield Padding(Text(toll_words(toll)), (0, 0, 0, 4))
    yield from _indented(evidence_lines(toll.evidence, told.report), 6)


def source_line(told: Told) -> str:
    """The source of an account, its day of publication, its title and the account's id."""
    report = told.report
    day = f", {report.published:%-d %B %Y}" if report and report.published else ""
    title = f", “{report.title}”" if report and report.title else ""
    return f"{told.account.source}{day}{title}  ({told.account.id})"


def _told_lines(told: Told) -> list[Text]:
    account = told.account
    said = "; ".join(dict.fromkeys(map(toll_words, account.tolls))) or "no figure"
    return [Text(source_line(told)), Text(f"  {when_words(account.when)}; {where_words(account.where)}; {said}")]


def _judgements(found: EventTrace) -> Iterator[RenderableType]:
    """Why these accounts are held to be one event."""
    if not found.judgements:
        return
    yield Text("\nWhy one event", style="bold")
    names = {told.account.id: told.account for told in found.told}
    for each in found.judgements:
        yield from _indented(_judgement(each, names[each.left], names[each.right]), 2)


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
