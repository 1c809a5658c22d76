"""Which events are there, how many died in each, and who says so?"""

from collections.abc import Iterator, Sequence

from rich.table import Table

from khaldun.flow.trace import EventTrace, Told
from khaldun.model import Figure
from khaldun.show.labels import actor_name, type_label
from khaldun.show.words import figure_words, parties_words, toll_words, when_words, where_words

OUTCOMES = ("killed", "injured", "abducted", "missing")


def events_table(events: Sequence[EventTrace]) -> Table:
    """One row an event: what, when, where, who, its figures, and each source's own figures."""
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="italic", show_edge=False)
    for column in ("event", "what, when, where", "who", "figures", "says"):
        table.add_column(column, overflow="fold", no_wrap=column == "event")
    for each in events:
        event = each.event
        table.add_row(
            event.id,
            "\n".join((type_label(event.type), when_words(event.when), where_words(event.where))),
            "\n".join(parties_words(event.parties, actor_name)),
            "\n".join(map(figure_words, in_order(event.figures))) or "no figure",
            "\n".join(sources_lines(each.told)),
        )
    return table


def sources_lines(told: Sequence[Told]) -> Iterator[str]:
    """A line a source: its name, its day, its own figures."""
    for each in told:
        day = f" ({each.report.published:%-d %b %Y})" if each.report and each.report.published else ""
        tolls = "; ".join(dict.fromkeys(map(toll_words, each.account.tolls)))
        yield f"{each.account.source}{day}: {tolls or 'no figure'}"


def in_order(figures: Sequence[Figure]) -> list[Figure]:
    """The figures with deaths first, the whole before its parts."""
    return sorted(figures, key=lambda each: (OUTCOMES.index(each.outcome), each.who != "all", each.who))
