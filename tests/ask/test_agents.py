"""Who is read as the killer, where the sentence says so by its order alone?"""

import pytest

from khaldun.ask.checking.agents import with_agent
from khaldun.identify import registry
from khaldun.model import Span, Statement


def said(sentence: str, figure: str, **slots: tuple[str, ...]) -> Statement:
    at = sentence.index(figure)
    spans = (Span(start=at, end=at + len(figure), quote=figure), Span(start=0, end=len(sentence), quote=sentence))
    told = {"countries": ("ML",), **slots}
    return Statement(id="s", kind="aggregate", measure="killed", low=24, high=24, evidence=spans, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sentence", "actor"),
    [
        ("The Malian army killed 24 civilians in Mali in 2021.", "mali-armed-forces"),
        ("JNIM has killed 24 civilians in Mali in 2021.", "jnim"),
        ("L'armée malienne a tué 24 civils au Mali en 2021.", "mali-armed-forces"),
        ("Le JNIM a tué 24 civils au Mali en 2021.", "jnim"),
    ],
)
def test_the_actor_before_a_verb_of_killing_is_the_killer(sentence: str, actor: str) -> None:
    assert with_agent(said(sentence, "24"), registry()).perpetrators == (actor,)


@pytest.mark.parametrize(
    "sentence",
    [
        "JNIM said 24 civilians died in Mali in 2021.",
        "Selon l'armée malienne, 24 civils sont morts au Mali en 2021.",
        "Floods killed 24 civilians in Mali in 2021.",
    ],
)
def test_others_who_are_named_are_not(sentence: str) -> None:
    assert with_agent(said(sentence, "24"), registry()).perpetrators == ()


def test_a_perpetrator_that_the_coder_read_is_kept() -> None:
    statement = said("JNIM killed 24 civilians.", "24", perpetrators=("wagner",))
    assert with_agent(statement, registry()).perpetrators == ("wagner",)
