"""Which report lies at an address of the web?"""

from collections.abc import Iterator

from khaldun.model import Issue, Source
from khaldun.read.fetching import Request
from khaldun.read.given import NOTHING_GIVEN, Given, first_given
from khaldun.read.paging import Ask
from khaldun.read.raw import Form, Raw
from khaldun.read.reports import Document, read_piece

SOURCE = Source(
    name="web",
    title="A page, text or PDF at an address of the web",
    licence="its publisher's",
    citation="the report by its own source, title and address",
    leaves="facts",
)
FORMS: dict[str, Form] = {
    "text/html": "page",
    "application/xhtml+xml": "page",
    "text/plain": "text",
    "application/pdf": "pdf",
}


def read_web(url: str, *, ask: Ask, given: Given = NOTHING_GIVEN) -> Iterator[Document | Issue]:
    """The report at the address, its bytes as they came, and an issue for whatever could not be read.

    Raises FetchError where nothing came.
    """
    answer = ask(Request(url=url, headers={"Accept": ", ".join(FORMS)})).good()
    kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    if kind not in FORMS:
        yield Issue(where=url, what=f"is {kind!r}, not a page, a text or a PDF", kind="unreadable")
        return
    raw = Raw(where=answer.url, file=answer.url, form=FORMS[kind], data=answer.body)
    yield from read_piece(raw, first_given(given, Given(url=answer.url)))
