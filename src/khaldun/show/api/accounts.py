"""`/api/v1/accounts` and `/api/v1/reports`: who says so, and in which words?"""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from khaldun.show.api.paging import Cursor, Limit
from khaldun.show.api.parties import whole
from khaldun.show.api.schema import Answer, Rows, answer, model_of
from khaldun.show.api.tables import answered_rows, listed, narrowed
from khaldun.show.leaving import Published, Told, told_account
from khaldun.show.leaving import Quote as Words
from khaldun.show.reading import country as country_code
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["accounts"])
Account = model_of("account")
Id = Annotated[str, Path(max_length=200)]
Text = Annotated[str | None, Query(max_length=200)]


class Quote(BaseModel):
    """Words of the report, where they stand in it, and the field that they are evidence of."""

    field: str
    start: int
    end: int
    quote: str


class WholeAccount(Account):  # type: ignore[valid-type, misc]
    """An account with its words."""

    quotes: list[Quote] = Field(description="What its report says, in its own words; empty for a dataset's row.")


class Accounts(Rows):
    """Accounts by their id."""

    data: list[Account]  # type: ignore[valid-type]


class OneAccount(Answer):
    """One account."""

    data: WholeAccount


class Report(BaseModel):
    """What a report is; its text stays in the house."""

    report_id: str
    source: str
    title: str | None
    published: date | None
    language: str | None
    url: str | None
    characters: int


class WholeReport(Report):
    """A report with the accounts that were coded from it, each with its words."""

    accounts: list[WholeAccount]


class Reports(Rows):
    """Reports by their id."""

    data: list[Report]


class OneReport(Answer):
    """One report."""

    data: WholeReport


REPORT = tuple(Report.model_fields)


@router.get("/accounts", responses={200: {"model": Accounts}})
def accounts(
    request: Request,
    published: Asked,
    *,
    event: Text = None,
    source: Text = None,
    record: Text = None,
    country: Text = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Accounts of an event, of a source, of a report or record, in a country."""
    rows = narrowed(published.table("accounts"), source=source, record=record)
    if country is not None:
        rows = rows.filter(rows.country.isin(country_code("country", [country])))
    if event is not None:
        links = narrowed(published.table("event_accounts"), event_id=event)
        rows = rows.semi_join(links, "account_id")
    found, said = listed(request, published, rows, key="account_id", limit=limit, cursor=cursor)
    return answered_rows(published, whole(published, found, "account"), said)


@router.get("/accounts/{id}", responses={200: {"model": OneAccount}})
def account(request: Request, id: Id, published: Asked) -> Response:  # noqa: A002
    """One account with the words of its report that say so."""
    found = told_account(request.app.state.settings.home, published, id)
    if found is None:
        raise MissingError(f"release {published.tag} publishes no account {id[:100]!r}")
    return answer(published, data=_told(published, [found])[0])


@router.get("/reports", responses={200: {"model": Reports}})
def reports(
    request: Request,
    published: Asked,
    *,
    source: Text = None,
    language: Text = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """What reports are there: title, publisher, day, address; never their text."""
    rows = narrowed(published.table("reports"), source=source, language=language)
    found, said = listed(request, published, rows, key="report_id", limit=limit, cursor=cursor)
    return answered_rows(published, [{name: row[name] for name in REPORT} for row in found], said)


@router.get("/reports/{id}", responses={200: {"model": OneReport}})
def report(request: Request, id: Id, published: Asked) -> Response:  # noqa: A002
    """One report: what it is, and what was coded from it with its words."""
    found = published.rows(narrowed(published.table("reports"), report_id=id))
    if not found:
        raise MissingError(f"release {published.tag} publishes no report {id[:100]!r}")
    inside = published.rows(narrowed(published.table("accounts"), record=id, source=found[0]["source"]))
    home = request.app.state.settings.home
    words = [told_account(home, published, row["account_id"]) for row in inside]
    said = {name: found[0][name] for name in REPORT}
    return answer(published, data={**said, "accounts": _told(published, [one for one in words if one])})


def _told(published: Published, found: list[Told]) -> list[dict[str, object]]:
    rows = whole(published, [one.row for one in found], "account")
    return [{**row, "quotes": [_quote(quote) for quote in one.quotes]} for row, one in zip(rows, found, strict=True)]


def _quote(found: Words) -> dict[str, object]:
    return {"field": found.field, "start": found.span.start, "end": found.span.end, "quote": found.span.quote}
