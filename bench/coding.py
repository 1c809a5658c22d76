"""How good is the coder, on texts that were annotated without knowledge of its rules?

python bench/coding.py --corpus NAME_OR_FOLDER [--split dev|test] [--language en|fr] [--show N]
python bench/coding.py --write-docs
"""

import argparse
import sys
from functools import cache, partial

import khaldun.coding
import khaldun.identify
from corpora import CORPORA, FILTERS, read
from khaldun.model import KhaldunError
from scoring.baselines import by_keyword
from scoring.quality import PAGE, page
from scoring.run import Coder, Result, run
from scoring.tables import errors, table

CODERS = ("rules", "keyword")


def main() -> int:
    """Measures the coder and prints the figures, or writes them to docs/coding-quality.md."""
    wish = arguments()
    if wish.write_docs:
        PAGE.write_text(page(cache(measured)), encoding="utf-8")
        return 0
    if wish.show and wish.split == "test":
        raise KhaldunError("errors of the test split are not shown, so that nothing is tuned on them; use --split dev")
    results = measured(
        wish.corpus, wish.split, coder=wish.coder, keep=wish.filter, language=wish.language, limit=wish.limit
    )
    print(f"{wish.corpus} {wish.split}: {len(results)} texts, coder {wish.coder}{', filtered' if wish.filter else ''}")
    print("\n".join(table(results, wish.corpus)))
    print("\n".join(errors(results, wish.show)))
    return 0


def measured(
    corpus: str,
    split: str,
    *,
    coder: str = "rules",
    keep: bool = False,
    language: str | None = None,
    limit: int = 0,
) -> list[Result]:
    """The scored texts of a corpus; `limit` draws so many evenly."""
    texts = [text for text in read(corpus, split) if language in (None, text.report.language)]
    texts = texts[:: max(1, len(texts) // limit)][:limit] if limit else texts
    filtering = FILTERS.get(corpus) if keep else None
    return run(texts, named(coder), registry=khaldun.identify.registry(), keep=filtering)


@cache
def named(coder: str) -> Coder:
    """The coder of that name; it codes each report once."""
    gazetteer = khaldun.identify.gazetteer()
    if coder == "keyword":
        return cache(partial(by_keyword, gazetteer=gazetteer))
    return cache(partial(khaldun.coding.code, gazetteer=gazetteer, registry=khaldun.identify.registry()))


def arguments() -> argparse.Namespace:
    """What the user wishes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = f"{', '.join(CORPORA)}, or a folder in the form of docs/annotation.md"
    parser.add_argument("--corpus", default="own", help=names)
    parser.add_argument("--split", default="dev", choices=("dev", "test"))
    parser.add_argument("--language", choices=("en", "fr"))
    parser.add_argument("--coder", default="rules", choices=CODERS)
    parser.add_argument("--filter", action="store_true", help="only what the corpus itself calls an event (muc4)")
    parser.add_argument("--limit", type=int, default=0, metavar="N", help="at most N texts, evenly drawn")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="N errors of each measure, dev split only")
    parser.add_argument("--write-docs", action="store_true", help="write docs/coding-quality.md from all corpora")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KhaldunError as fault:
        sys.exit(str(fault))
