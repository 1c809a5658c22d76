"""How are events fetched from UCDP's own server, page by page?

GET /api/gedevents/{version}?pagesize=1000&page=0 with the header x-ucdp-access-token; pages start at 0, the last names
no next one. Its rows are those of UCDP GED and are read as such.
"""

from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from khaldun.model import KhaldunError, Source
from khaldun.read.fetching import Answer, FetchError, host_of
from khaldun.read.paging import Page, envelope
from khaldun.read.ucdp_ged import DATASET

SERVER = "https://ucdpapi.pcr.uu.se/api/"
TOKEN = "x-ucdp-access-token"  # noqa: S105 - the name of a header
ROWS = "Result"
LARGEST_PAGE = 1000
FIELDS = ("Id", "Country", "Geography", "StartDate", "EndDate", "TypeOfViolence", "Dyad", "Actor")

SOURCE = Source(
    name="ucdp-api",
    title="UCDP GED from UCDP's server, with your own token",
    licence=DATASET.source.licence,
    citation=DATASET.source.citation,
    leaves=DATASET.source.leaves,
    duplicate_free=True,
    url=SERVER,
)


def first_page(told: str) -> str:
    """The address of the first page of "gedevents/25.1?Country=432", or of a whole address of that form.

    Raises KhaldunError for a filter that UCDP does not have, because its server ignores those without a word.
    """
    parts = urlsplit(urljoin(SERVER, told))
    given = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(set(given) - {*FIELDS, "pagesize", "page"})
    if unknown:
        raise KhaldunError(f"UCDP has no filter {unknown[0]!r}; there are: {', '.join(FIELDS)}")
    if len(parts.path.rstrip("/").split("/")) < 3 or not edition(told):  # noqa: PLR2004
        raise KhaldunError(f"{told!r} names no resource and version; write for example gedevents/25.1?Country=432")
    query = urlencode({**given, "pagesize": given.get("pagesize", LARGEST_PAGE), "page": given.get("page", 0)})
    return urlunsplit(parts._replace(query=query))


def edition(told: str) -> str | None:
    """The version that an address asks for, as "25.1" or "21.01.21.12"."""
    last = urlsplit(told).path.rstrip("/").rsplit("/", 1)[-1]
    return last if last.replace(".", "").isdigit() else None


def turn(url: str, answer: Answer, before: int) -> Page:
    """One page of UCDP's server."""
    told = envelope(answer)
    rows, total = told.get(ROWS), told.get("TotalCount")
    if not isinstance(rows, list):
        raise FetchError(f"{host_of(url)} answered without {ROWS!r}; it is not UCDP's server, or it has changed")
    following = told.get("NextPageUrl") or None
    if following is not None and urlsplit(urljoin(url, following)).hostname != urlsplit(url).hostname:
        raise FetchError(f"{host_of(url)} names a next page on another host; it was not followed")
    if not rows and following is not None:
        raise FetchError(f"{host_of(url)} sent an empty page after {before} rows and names another")
    return Page(
        body=answer.body,
        rows=len(rows),
        next=urljoin(url, following) if following else None,
        total=total if isinstance(total, int) else None,
    )
