"""Which traits of a draft tell an event, and how surely? Learns src/khaldun/coding/data/learned/events.json.

python bench/train_events.py            # prints what five-fold cross-validation gives, and writes the weights
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

import khaldun.identify
from corpora.gold import Annotated
from corpora.muc4 import counted
from khaldun.coding.coder import weighed_accounts
from khaldun.coding.events.traits import REPORT, reported
from khaldun.model import Account
from scoring.actors import with_actors
from scoring.align import align
from scoring.run import group_of
from train_gate import examples, out_of_fold

WEIGHTS = Path(__file__).parents[1] / "src" / "khaldun" / "coding" / "data" / "learned" / "events.json"
# How often a draft of each corpus counts: MUC-4 has most texts, in one manner of 1990; a headline has one draft.
CORPORA = {
    "own": 6.0,
    "further": 6.0,
    "later": 6.0,
    "nothing": 8.0,
    "feed": 8.0,
    "encyclopaedia": 8.0,
    "muc4": 1.0,
    "ucdp": 0.3,
}
FOLDS = 5
RAREST = 8  # drafts that must bear a trait
STRENGTH = 0.1  # inverse of the ridge penalty
SMALLEST = 0.02  # weights below it are left out
BRIEF = 350  # characters; shorter texts are learned from with a trait of their own, which the coder does not know,
# since headlines are all events here and the short texts with nothing to code are none
LEAST = {"by rule": 0.12, "otherwise": 0.6}  # chosen by cross-validation on these sets
CARD = {
    "what": "logistic regression on traits of a draft; the outcome: an annotator holds it for an event",
    "learned from": "the development halves of bench/texts, the MUC-4 development set with its first test set, "
    "headlines of UCDP candidate events of 2021, and reports of the Lee corpus and passages of Wikipedia with nothing "
    "to code",
    "labels": "a draft is an event if it pairs with an annotated one, none if it pairs with none; a headline that "
    "pairs with none, and what the filter of MUC-4 leaves out, is not learned from",
    "licence": "weights alone, no text; UCDP is CC BY 4.0, MUC-4 is free for research",
    "command": "python bench/train_events.py",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One draft: the number of its text, its corpus, its traits, what the rules hold of it, and whether it is one."""

    text: int
    corpus: str
    traits: frozenset[str]
    account: Account
    by_rule: bool
    event: bool | None


def main() -> None:
    """Prints figures by cross-validation and writes the weights of all examples."""
    examples = [*_examples()]
    known = [each for each in examples if each.event is not None]
    guessed = cross_validated(known)
    for least in (LEAST, {"by rule": 0.0, "otherwise": 2.0}):
        print(least, {corpus: _share(known, guessed, corpus, least) for corpus in CORPORA})
    WEIGHTS.write_text(json.dumps(fitted(known), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _examples() -> Iterator[Example]:
    texts = [*examples()]
    shares = out_of_fold([text for _, text in texts])
    for number, ((corpus, text), share) in enumerate(zip(texts, shares, strict=True)):
        yield from _drafts(corpus, text, number=number, violent=share)


def _drafts(corpus: str, text: Annotated, *, number: int, violent: float) -> Iterator[Example]:
    """The drafts of a text. What its words tell is judged by weights that were not learned from it."""
    registry = khaldun.identify.registry()
    text = with_actors(text, registry)
    drafts = weighed_accounts(text.report, gazetteer=khaldun.identify.gazetteer(), registry=registry)
    labels = labelled(corpus, text, [account for _, account in drafts])
    brief = ["brief"] if len(text.report.text) < BRIEF else []
    for weighed, account in drafts:
        yield Example(
            text=number,
            corpus=corpus,
            traits=frozenset(
                (*(each for each in weighed.traits if not each.startswith(REPORT)), *reported(violent), *brief)
            ),
            account=account,
            by_rule=weighed.by_rule,
            event=labels.get(account.id),
        )


def labelled(corpus: str, text: Annotated, accounts: Sequence[Account]) -> Mapping[str, bool]:
    """Whether each account is an event, by its id; those on which the corpus has no opinion are left out."""
    if corpus == "feed" and text.accounts:
        return {}
    groups = group_of(khaldun.identify.registry(), text.report.language or "en")
    asked = [a for a in accounts if corpus != "muc4" or counted(text, a, groups)]
    aligned = align(text.accounts, asked)
    wrong = {} if corpus == "ucdp" else {account.id: False for account in aligned.spurious}
    return {**wrong, **{account.id: True for _, account in aligned.pairs}}


def unlabelled(each: Example) -> Example:
    """The example as the coder sees it, which does not know what kind of text is short."""
    return replace(each, traits=each.traits - {"brief"})


def cross_validated(examples: Sequence[Example]) -> Mapping[str, float]:
    """The likelihood of each example by weights learned from the other folds; a text lies in one fold."""
    found: dict[str, float] = {}
    for fold in range(FOLDS):
        kept = [each for each in examples if each.text % FOLDS != fold]
        asked = [unlabelled(each) for each in examples if each.text % FOLDS == fold]
        names, model = _fit(kept)
        shares = model.predict_proba(_matrix(asked, names))[:, 1]
        found |= {each.account.id: float(share) for each, share in zip(asked, shares, strict=True)}
    return found


def _fit(examples: Sequence[Example]) -> tuple[Mapping[str, int], LogisticRegression]:
    often = Counter(trait for each in examples for trait in each.traits)
    names = {name: n for n, name in enumerate(sorted(name for name, times in often.items() if times >= RAREST))}
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    weights = [CORPORA[each.corpus] for each in examples]
    model.fit(_matrix(examples, names), [each.event for each in examples], sample_weight=weights)
    return names, model


def _matrix(examples: Sequence[Example], names: Mapping[str, int]) -> csr_matrix:
    columns = [[names[trait] for trait in each.traits & names.keys()] for each in examples]
    ends = np.cumsum([0, *map(len, columns)])
    return csr_matrix((np.ones(ends[-1]), [c for row in columns for c in row], ends), shape=(len(columns), len(names)))


def fitted(examples: Sequence[Example]) -> Mapping[str, Any]:
    """The weights of all examples, as the coder reads them, with their card."""
    names, model = _fit(examples)
    weights = {name: round(float(model.coef_[0][n]), 3) for name, n in names.items()}
    return {
        "card": CARD | {"drafts": dict(Counter(each.corpus for each in examples))},
        "intercept": round(float(model.intercept_[0]), 3),
        "least": LEAST,
        "weights": {name: weight for name, weight in weights.items() if abs(weight) >= SMALLEST and name != "brief"},
    }


def _share(
    examples: Sequence[Example], guessed: Mapping[str, float], corpus: str, least: Mapping[str, float]
) -> tuple[int, int, int]:
    """Of a corpus: events coded, other drafts coded, events not coded."""
    coded = [
        (each.event, guessed[each.account.id] >= least["by rule" if each.by_rule else "otherwise"])
        for each in examples
        if each.corpus == corpus
    ]
    return coded.count((True, True)), coded.count((False, True)), coded.count((True, False))


if __name__ == "__main__":
    main()
