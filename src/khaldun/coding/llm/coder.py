"""What accounts does a report hold, as a language model quotes it and the program's own readers re-read it?"""

from collections.abc import Callable

from khaldun.coding.coded import Coded
from khaldun.coding.llm.agreement import held_against
from khaldun.coding.llm.answer import Answer
from khaldun.coding.llm.prompt import LONGEST, Prompt, orders, prompt_of
from khaldun.coding.llm.reread import Reread
from khaldun.model import Gazetteer, Issue, Registry, Report

Ask = Callable[[Prompt], Answer | str]  # the model's answer, or in words why there is none
VERSION = "llm-1"


def code_by_model(
    report: Report, *, ask: Ask, model: str, rules: Coded, gazetteer: Gazetteer, registry: Registry
) -> Coded:
    """What a model says of a report, as far as its quotes stand there, held against what the rules say.

    Type and role are the model's; number, day, place and actor are read from the quotes as the rules read them. What
    the report does not hold letter for letter is dropped with an issue. An event that the rules tell likewise gains,
    a conflict is an issue. Statements are those of the rules.
    """
    prompt = prompt_of(report)
    answer = ask(prompt)
    issues = [
        _issue(report, f"holds words that look like orders to a model ({w!r}); they are data")
        for w in orders(report.text)
    ]
    if len(report.text) > LONGEST:
        issues.append(_issue(report, f"only the first {LONGEST:,} characters went to the model"))
    if isinstance(answer, str):
        issues.append(_issue(report, f"the model gave nothing that can be used: {answer}"))
        return Coded(statements=rules.statements, issues=tuple(issues))
    reading = Reread(
        report=report,
        sentences=prompt.sentences,
        gazetteer=gazetteer,
        registry=registry,
        coder=f"{VERSION}/{model}/{prompt.key[:12]}",
    )
    found = held_against(reading.coded(answer), rules, other_name="the rules")
    return Coded(accounts=found.accounts, statements=rules.statements, issues=(*issues, *found.issues))


def _issue(report: Report, what: str) -> Issue:
    return Issue(where=report.id, what=what, kind="llm")
