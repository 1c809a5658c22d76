"""Which events are there, how many died in each, and who says so?"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.table import Table
from rich.text import Text

from khaldun.flow.trace import EventTrace, Told
from khaldun.model import Event, Figure
from khaldun.show.labels import actor_name, type_label
from khaldun.show.words import figure_words, parties_words, toll_words, when_words, where_words

OUTCOMES = ("killed", "injured", "abducted", "missing")


def events_table(events: Sequence[EventTrace]) -> Table:
    """One row an event: what, when, where; who; its figures, and under them each source's own."""
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="italic", show_edge=False, expand=True)
    for column, ratio in (("event", 4), ("who", 3), ("figures, and who says what", 6)):
        table.add_column(column, overflow="fold", ratio=ratio)
    for each in events:
        table.add_row(_what(each.event), "\n".join(parties_words(each.event.parties, actor_name)), _figures(each))
    return table


def _what(event: Event) -> Text:
    place = replace(event.where, sites=()) if event.where else None
    told = "\n".join((type_label(event.type), when_words(event.when), where_words(place)))
    return Text.assemble(told, ("\n" + event.id, "dim"))


def _figures(each: EventTrace) -> Text:
    figures = "\n".join(map(figure_words, in_order(each.event.figures))) or "no figure"
    said = "".join(f"\n· {line}" for line in sources_lines(each.told))
    return Text.assemble((figures, "bold"), said)


def sources_lines(told: Sequence[Told]) -> Iterator[str]:
    """A line a source: its name, its day, its own figures."""
    for each in told:
        day = f" ({each.report.published:%-d %b %Y})" if each.report and each.report.published else ""
        tolls = "; ".join(dict.fromkeys(map(toll_words, each.account.tolls)))
        yield f"{each.account.source}{day}: {tolls or 'no figure'}"


def in_order(figures: Sequence[Figure]) -> list[Figure]:
    """The figures with deaths first, the whole before its parts."""
    return sorted(figures, key=lambda each: (OUTCOMES.index(each.outcome), each.who != "all", each.who))
