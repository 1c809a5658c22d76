"""Where do two coders of one report agree, and where do they not?"""

from collections.abc import Iterator
from dataclasses import replace

from khaldun.coding.coded import Coded
from khaldun.model import Account, Issue, Span

GAIN = 0.3  # of the score where another coder tells the same event


def held_against(told: Coded, other: Coded, *, other_name: str) -> Coded:
    """A coding held against another: an event that both tell gains, and what they tell differently is an issue."""
    left, accounts, issues = list(other.accounts), [], []
    for account in told.accounts:
        twin = next((each for each in left if same(account, each)), None)
        if twin is None:
            issues.append(_issue(account, f"{other_name} do not tell of it"))
            accounts.append(account)
            continue
        left.remove(twin)
        differences = tuple(_differences(account, twin))
        issues += [_issue(account, f"{what}; {other_name} say otherwise") for what in differences]
        gain = 0.0 if differences else GAIN
        accounts.append(replace(account, score=round(min(1.0, account.score + gain), 2)))
    issues += [_issue(each, f"only {other_name} tell of it ({each.type})") for each in left]
    return Coded(accounts=tuple(accounts), statements=told.statements, issues=(*told.issues, *issues))


def same(left: Account, right: Account) -> bool:
    """Whether two accounts of one report can be of one event: their words meet, or day and place do."""
    spans = [[each for each in side.evidence if isinstance(each, Span)] for side in (left, right)]
    if any(a.start < b.end and b.start < a.end for a in spans[0] for b in spans[1]):
        return True
    days = left.when.overlaps(right.when)
    places = (left.where.id if left.where else None, right.where.id if right.where else None)
    return days is True and places[0] is not None and places[0] == places[1] and left.family == right.family


def _differences(left: Account, right: Account) -> Iterator[str]:
    if left.family != right.family:
        yield f"its family is {left.family} or {right.family}"
    if left.when.overlaps(right.when) is False:
        yield f"its day is {left.when.start} or {right.when.start}"
    countries = [each.where.country for each in (left, right) if each.where and each.where.country]
    if len(set(countries)) > 1:
        yield f"its country is {' or '.join(countries)}"
    figures = [{t.best for t in each.tolls if t.outcome == "killed" and t.best is not None} for each in (left, right)]
    if all(figures) and not figures[0] & figures[1]:
        yield f"the number of dead is {min(figures[0])} or {min(figures[1])}"


def _issue(account: Account, what: str) -> Issue:
    return Issue(where=account.id, what=f"two coders: {what}", kind="conflict")
