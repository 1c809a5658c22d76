"""What does each report say? Tables of accounts and statements made for reading."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from khaldun.model import Account, Report, Span, Statement
from khaldun.show.labels import actor_name, type_label
from khaldun.show.words import answer_words, count_words, listed, parties_words, toll_words, when_words, where_words

LANGUAGES = {"en": "English", "fr": "French"}
LONGEST_QUOTE = 110


def report_view(
    report: Report, accounts: Sequence[Account], statements: Sequence[Statement]
) -> Iterator[RenderableType]:
    """A report's heading, the accounts in it, the statements in it."""
    yield heading(report)
    yield Padding(accounts_table(accounts), (0, 0, 0, 2)) if accounts else Text("  no account of an event", style="dim")
    if statements:
        yield Padding(statements_table(statements), (0, 0, 0, 2))
    yield Text()


def heading(report: Report) -> Text:
    """The report's title, and below it source, day, language, length and id."""
    day = f"{report.published:%Y-%m-%d}" if report.published else "day unknown"
    language = LANGUAGES.get(report.language or "", report.language or "language unknown")
    facts = " · ".join((report.source, day, language, f"{len(report.text)} characters", report.id))
    return Text.assemble((report.title or _first_words(report.text), "bold"), "\n", (facts, "dim"))


def accounts_table(accounts: Sequence[Account]) -> Table:
    """One row an account: what, when, where, who, how many."""
    table = _table("account", "what", "when", "where", "who", "how many")
    for account in accounts:
        answers = [answer_words(each, actor_name) for each in account.responsibility if each.stance != "reported"]
        who = dict.fromkeys([*parties_words(account.parties, actor_name), *answers])
        table.add_row(
            Text(account.id.rpartition("-")[2] + (" ●" if account.main else ""), style="bold" if account.main else ""),
            type_label(account.type),
            when_words(account.when),
            where_words(account.where),
            "\n".join(who),
            "\n".join(dict.fromkeys(map(toll_words, account.tolls))) or "no figure",
        )
    if any(account.main for account in accounts):
        table.caption = "● what the report is about"
    return table


def statements_table(statements: Sequence[Statement]) -> Table:
    """One row a statement: its kind, its figure, its words."""
    table = _table("statement", "figure", "in the report's words")
    for each in statements:
        table.add_row(each.kind.replace("_", " "), statement_words(each), _quote(each))
    return table


def statement_words(each: Statement) -> str:
    """The figure of a statement, with whose, by whom, when, where and who says so, where it says that."""
    parts = [f"{_number(each)} {each.measure or ''}".strip(), _change(each), listed(each.who)]
    parts.append(f"by {', '.join(map(actor_name, each.perpetrators))}" if each.perpetrators else "")
    if each.period and (each.period.start or each.period.end):
        parts.append(f"{each.period.start or '…'} to {each.period.end or '…'}")
    if each.near:
        parts.append(f"within {each.near.distance_km:g} km of {listed(each.near.of)}")
    else:
        parts.append(each.place or "")
    parts.append(f"says {each.said_by}" if each.said_by else "")
    return "; ".join(filter(None, parts))


def _number(each: Statement) -> str:
    """The number with its hedge; a vague one is said to be so."""
    if each.low is None:
        return ""
    if each.hedge == "fewer_than" and each.high is not None:
        return f"fewer than {each.high + 1}"
    if each.hedge == "vague":
        return f"vaguely {count_words(each.low, None, each.high)}"
    hedge = each.hedge.replace("_", " ") + " " if each.hedge not in ("exact", "at_least") else ""
    return hedge + count_words(each.low, None, each.high)


def _change(each: Statement) -> str:
    """By how many percent it rose or fell, where the sentence says so."""
    if each.change is None:
        return ""
    return f"{'up' if each.change > 0 else 'down'} {abs(each.change)} percent"


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="italic", caption_justify="left", show_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", no_wrap=column == "account")
    return table


def _quote(each: Statement) -> str:
    spans = sorted((e for e in each.evidence if isinstance(e, Span)), key=lambda span: span.start - span.end)
    told = " ".join(spans[0].quote.split()) if spans else ""
    return told if len(told) <= LONGEST_QUOTE else told[:LONGEST_QUOTE].rpartition(" ")[0] + " …"


def _first_words(text: str) -> str:
    words = " ".join(text[:400].split())
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rpartition(" ")[0] + " …"
