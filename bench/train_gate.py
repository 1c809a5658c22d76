"""Which words tell a report on political violence? Learns src/khaldun/coding/data/learned/gate.json.

python bench/train_gate.py            # prints what five-fold cross-validation gives, and writes the weights
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from corpora import read
from corpora.gold import Annotated
from khaldun.coding.gate import words

WEIGHTS = Path(__file__).parents[1] / "src" / "khaldun" / "coding" / "data" / "learned" / "gate.json"
# How much a text of each corpus counts: MUC-4 and the headlines have most texts, each in one manner.
CORPORA = {
    "own": 3.0,
    "further": 3.0,
    "later": 3.0,
    "feed": 1.5,
    "nothing": 2.0,
    "encyclopaedia": 1.5,
    "muc4": 0.3,
    "ucdp": 0.3,
}
HEADLINES = 1200
FOLDS = 5
RAREST = 3  # texts that must hold a word
STRENGTH = 3.0  # inverse of the ridge penalty
SMALLEST = 0.05  # weights below it are left out
LEAST = 0.2  # chosen by cross-validation: recall of at least 0.98 on each corpus of news
CARD = {
    "what": "logistic regression on the words of a report (1 + log of their number, scaled to length one), English and "
    "French together; the outcome: the report tells an event of political violence",
    "learned from": "the development halves of bench/texts, the relevant texts of the MUC-4 development set with its "
    "first test set, headlines of UCDP candidate events of 2021, reports of the Lee corpus, passages of Wikipedia",
    "licence": "weights alone, no text; UCDP is CC BY 4.0, MUC-4 is free for research",
    "command": "python bench/train_gate.py",
}


def main() -> None:
    """Prints figures by cross-validation and writes the weights of all texts."""
    texts = [*examples()]
    shares = out_of_fold([text for _, text in texts])
    for corpus in CORPORA:
        for told in (True, False):
            found = [
                p for p, (name, text) in zip(shares, texts, strict=True) if (name, text.relevant) == (corpus, told)
            ]
            passed = sum(p >= LEAST for p in found)
            print(f"{corpus}, {'an event' if told else 'nothing'}: {passed} of {len(found)} pass")
    WEIGHTS.write_text(json.dumps(_learned(texts), indent=0, sort_keys=True) + "\n", encoding="utf-8")


def examples() -> Iterator[tuple[str, Annotated]]:
    """The texts of all corpora that are learned from, each with its corpus."""
    for corpus in CORPORA:
        texts = read(corpus, "dev")
        for text in texts[:: max(1, len(texts) // HEADLINES)] if corpus == "ucdp" else texts:
            yield corpus, text


def out_of_fold(texts: Sequence[Annotated]) -> list[float]:
    """The likelihood of each text by weights learned from the other folds."""
    every = [*examples()]
    shares = {}
    for fold in range(FOLDS):
        names, model = _fit([pair for n, pair in enumerate(every) if n % FOLDS != fold])
        for _, text in every[fold::FOLDS]:
            shares[text.report.id] = float(model.predict_proba(_matrix([text], names))[0, 1])
    return [shares[text.report.id] for text in texts]


def _fit(texts: Sequence[tuple[str, Annotated]]) -> tuple[Mapping[str, int], LogisticRegression]:
    known = [(corpus, text) for corpus, text in texts if _told(corpus, text) is not None]
    often = Counter(word for _, text in known for word in words(text.report.text))
    names = {word: n for n, word in enumerate(sorted(word for word, times in often.items() if times >= RAREST))}
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    weights = [CORPORA[corpus] for corpus, _ in known]
    model.fit(_matrix([text for _, text in known], names), [_told(*pair) for pair in known], sample_weight=weights)
    return names, model


def _told(corpus: str, text: Annotated) -> bool | None:
    """Whether a text tells an event; null for what MUC-4 leaves out, which may be political violence all the same."""
    return None if corpus == "muc4" and not text.relevant else text.relevant


def _matrix(texts: Sequence[Annotated], names: Mapping[str, int]) -> csr_matrix:
    """The weight of each word in each text; words without a name count towards the length alone."""
    rows = [words(text.report.text) for text in texts]
    ends = np.cumsum([0, *map(len, rows)])
    columns = [names.get(word, len(names)) for row in rows for word in row]
    values = 1 + np.log([n for row in rows for n in row.values()])
    scaled: csr_matrix = normalize(csr_matrix((values, np.arange(len(values)), ends), shape=(len(rows), len(values))))
    return csr_matrix((scaled.data, columns, ends), shape=(len(rows), len(names) + 1))[:, : len(names)]


def _learned(texts: Sequence[tuple[str, Annotated]]) -> Mapping[str, Any]:
    names, model = _fit(texts)
    weights = {word: round(float(model.coef_[0][n]), 2) for word, n in names.items()}
    return {
        "card": CARD | {"texts": dict(Counter(corpus for corpus, _ in texts))},
        "intercept": round(float(model.intercept_[0]), 3),
        "languages": sorted({text.report.language or "en" for _, text in texts}),
        "least": LEAST,
        "weights": {word: weight for word, weight in weights.items() if abs(weight) >= SMALLEST},
    }


if __name__ == "__main__":
    main()
