"""What does each report say, in a line or two an account?"""

from collections.abc import Sequence

from rich.table import Table

from khaldun.flow.trace import ReportTrace
from khaldun.model import Account
from khaldun.show.labels import type_label
from khaldun.show.words import toll_words, when_words, where_words


def digest_table(reports: Sequence[ReportTrace]) -> Table:
    """One row a report: who published it and when, and the events that it tells of with their figures."""
    table = Table(box=None, padding=(0, 2, 1, 0), header_style="italic", show_edge=False)
    table.add_column("report", overflow="fold", ratio=2)
    table.add_column("says", overflow="fold", ratio=3)
    for each in reports:
        report = each.report
        day = f"{report.published:%-d %b %Y}" if report.published else "day unknown"
        told = "\n".join(map(account_line, each.accounts)) or "no event"
        table.add_row(f"{report.source}, {day}\n{report.title or ''}", told)
    return table


def account_line(account: Account) -> str:
    """An account in a line: type, place, days, figures."""
    figures = "; ".join(dict.fromkeys(map(toll_words, account.tolls))) or "no figure"
    what = f"{type_label(account.type)}, {where_words(account.where)}, {when_words(account.when)}: {figures}"
    return f"● {what}" if account.main else f"○ {what}"
