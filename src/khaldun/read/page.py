"""What does a web page say, and what does it say of itself?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree, html
from trafilatura import extract

DAYS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "citation_publication_date",
    "parsely-pub-date",
    "pubdate",
)
TITLES = ("og:title", "twitter:title", "dc.title", "citation_title")
PUBLISHERS = ("og:site_name", "dc.publisher", "publisher", "citation_publisher", "application-name")
Meta = dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The running text of a page, without its menus and scripts, and what its head says; null where it is silent."""

    text: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


def page_of(source: str) -> Page | None:
    """The page that a piece of HTML holds, null where it holds no running text.

    The day of publication is one that the page states in its head, its JSON-LD or a `time` marked as such; none is
    inferred from its address or its text. Nothing is fetched.
    """
    tree = _tree(source)
    text = (
        extract(source, include_comments=False, include_tables=False, deduplicate=False) if tree is not None else None
    )
    if tree is None or not text:
        return None
    meta = _meta(tree)
    linked = list(_linked(tree))
    return Page(
        text=text,
        title=_first(meta, TITLES) or _linked_text(linked, "headline") or _words(tree, ".//h1", ".//title"),
        published=_first(meta, DAYS) or _linked_text(linked, "datePublished") or _time(tree),
        publisher=_first(meta, PUBLISHERS) or _linked_text(linked, "publisher"),
        url=_canonical(tree) or meta.get("og:url"),
    )


def _tree(source: str) -> Any | None:  # noqa: ANN401 - lxml has no types
    try:
        return html.document_fromstring(source.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        return None


def _meta(tree: Any) -> Meta:  # noqa: ANN401
    """The content of each meta element by its name, property or itemprop, the first of a name."""
    found: Meta = {}
    for element in tree.iter("meta"):
        names = (element.get(attribute) for attribute in ("property", "name", "itemprop"))
        content = " ".join((element.get("content") or "").split())
        for name in names:
            if name and content:
                found.setdefault(name.lower(), content)
    return found


def _linked(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    """The objects of the page's JSON-LD."""
    for element in tree.xpath('.//script[@type="application/ld+json"]'):
        try:
            held = json.loads(element.text or "null")
        except (ValueError, RecursionError):
            continue
        held = held.get("@graph", held) if isinstance(held, dict) else held
        yield from (each for each in (held if isinstance(held, list) else [held]) if isinstance(each, dict))


def _linked_text(linked: list[dict[str, Any]], key: str) -> str | None:
    for each in linked:
        value = each.get(key)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def _first(meta: Meta, names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _words(tree: Any, *paths: str) -> str | None:  # noqa: ANN401
    found = (" ".join(element.text_content().split()) for path in paths for element in tree.iterfind(path))
    return next((words for words in found if words), None)


def _time(tree: Any) -> str | None:  # noqa: ANN401
    marked = tree.xpath('.//time[@datetime and (@pubdate or @itemprop="datePublished")]/@datetime')
    return str(marked[0]) if marked else None


def _canonical(tree: Any) -> str | None:  # noqa: ANN401
    links = tree.xpath('.//link[@rel="canonical"]/@href')
    return str(links[0]) if links else None
