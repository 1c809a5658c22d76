"""Who killed, where the sentence says so by its order alone: "The Malian army killed 24 civilians"?"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files

from khaldun.model import Registry, Span, Statement

LANGUAGES = ("en", "fr")
LONGEST = 80  # characters of a phrase that names somebody


def with_agent(statement: Statement, registry: Registry) -> Statement:
    """The statement with its perpetrator, where it lacks one and an actor stands right before a verb of killing."""
    if statement.perpetrators or statement.measure != "killed":
        return statement
    for told, language in _agents(statement):
        actor = registry.resolve(told, countries=statement.countries, language=language).actor
        if actor is not None:
            return replace(statement, perpetrators=(actor.id,))
    return statement


def _agents(statement: Statement) -> Iterator[tuple[str, str]]:
    """The words before a verb of killing at the head of the sentence, with the language of the verb."""
    spans = [one for one in statement.evidence if isinstance(one, Span)]
    if not spans:
        return
    whole, figure = max(spans, key=lambda one: one.end - one.start), spans[0]
    head = whole.quote[: max(figure.start - whole.start, 0)] if figure is not whole else whole.quote
    for language in LANGUAGES:
        found = _pattern(language).match(head)
        if found:
            yield found["agent"], language


@cache
def _pattern(language: str) -> re.Pattern[str]:
    text = files("khaldun.ask").joinpath("data", "agents.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    verbs, auxiliaries = "|".join(words[language]), "|".join(words["auxiliaries"])
    return re.compile(rf"\s*(?P<agent>[^,.;:]{{3,{LONGEST}}}?)\s+(?:(?:{auxiliaries})\s+)?(?:{verbs})\b", re.IGNORECASE)
