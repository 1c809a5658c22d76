"""How is a pair shown that waits for a person?"""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from khaldun.flow.judge import Waiting
from khaldun.model import Account
from khaldun.show.labels import type_label
from khaldun.show.words import toll_words, when_words, where_words

MOST_SHOWN = 20


def waiting_view(waiting: Sequence[Waiting]) -> Iterator[RenderableType]:
    """The pairs that matter most, each with both accounts, the probability, the deaths at stake and the reasons."""
    for pair in waiting[:MOST_SHOWN]:
        held = pair.doubt.judgement
        stake = f"{pair.doubt.deaths} deaths at stake" if pair.doubt.deaths else "no deaths told"
        yield Text(f"\nOne event with probability {held.score:.2f}; {stake}", style="bold")
        for account in (pair.left, pair.right):
            yield Padding(Text(_line(account)), (0, 0, 0, 2))
        yield Padding(Text("; ".join(held.because), style="dim"), (0, 0, 0, 2))
    if len(waiting) > MOST_SHOWN:
        yield Text(f"\n… and {len(waiting) - MOST_SHOWN} more")


def _line(account: Account) -> str:
    said = "; ".join(toll_words(toll) for toll in account.tolls) or "no figure"
    where = where_words(account.where)
    return f"{account.id}  {account.source}: {type_label(account.type)}, {when_words(account.when)}, {where}: {said}"
