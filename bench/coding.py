"""How good is the coder, on texts that were annotated without knowledge of its rules?

python bench/coding.py --corpus own|muc4|ucdp|FOLDER [--split dev|test] [--language en|fr] [--show N]
"""

import argparse
import sys
from functools import partial

import khaldun.coding
import khaldun.identify
from corpora import CORPORA, FILTERS, read
from khaldun.model import Gazetteer, KhaldunError, Registry
from scoring.baselines import by_keyword
from scoring.run import Coder, run
from scoring.tables import errors, table

CODERS = ("rules", "keyword")


def main() -> int:
    """Measures the coder and prints the figures."""
    wish = arguments()
    if wish.show and wish.split == "test":
        raise KhaldunError("errors of the test split are not shown, so that nothing is tuned on them; use --split dev")
    texts = [text for text in read(wish.corpus, wish.split) if wish.language in (None, text.report.language)]
    texts = texts[:: max(1, len(texts) // wish.limit)][: wish.limit] if wish.limit else texts
    gazetteer, registry = khaldun.identify.gazetteer(), khaldun.identify.registry()
    keep = FILTERS.get(wish.corpus) if wish.filter else None
    results = run(texts, coder(wish.coder, gazetteer, registry), registry=registry, keep=keep)
    print(f"{wish.corpus} {wish.split}: {len(texts)} texts, coder {wish.coder}{', filtered' if keep else ''}")
    print("\n".join(table(results, wish.corpus)))
    print("\n".join(errors(results, wish.show)))
    return 0


def coder(name: str, gazetteer: Gazetteer, registry: Registry) -> Coder:
    """The coder of that name."""
    if name == "keyword":
        return partial(by_keyword, gazetteer=gazetteer)
    return partial(khaldun.coding.code, gazetteer=gazetteer, registry=registry)


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
    return parser.parse_args()


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KhaldunError as fault:
        sys.exit(str(fault))
