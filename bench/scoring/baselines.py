"""How far does one get without a coder?"""

import re
from datetime import timedelta

from khaldun.coding.coded import Coded
from khaldun.model import Account, Gazetteer, Report, Toll, When, Where

WORDS = {
    "en": r"kill|attack|dead|bomb|blast|gunmen|militant|rebel|jihad|abduct|kidnap|clash|ambush|strike|protest|coup",
    "fr": r"tué|attaque|mort|bombe|explosion|hommes armés|rebelle|djihad|jihad|enlev|affront|embuscade|frappe|putsch",
}
KILLED = {
    "en": r"(\d+)(?:\s+\w+){0,3}?\s+(?:were\s+|was\s+)?(?:killed|dead)|kill(?:s|ed|ing)\s+(?:at least\s+)?(\d+)",
    "fr": r"(\d+)(?:\s+\w+){0,3}?\s+(?:tués?|morts?)|tué\s+(?:au moins\s+)?(\d+)",
}
MAJORITY = "violence_against_civilians.attack"
DAY = timedelta(days=1)


def by_keyword(report: Report, gazetteer: Gazetteer) -> Coded:
    """One account of the commonest type for a text with a word of the list.

    It happened on the day before publication, in the first country or place named, with the first number beside a word
    for killing.
    """
    language = report.language or "en"
    if re.search(WORDS[language], report.text, re.IGNORECASE) is None:
        return Coded()
    account = Account(
        id=f"{report.id}/keyword",
        source=report.source,
        record=report.id,
        type=MAJORITY,
        when=_day_before(report),
        where=_first_place(report, gazetteer),
        tolls=_first_number(report, language),
        main=True,
        coder="keyword",
    )
    return Coded(accounts=(account,))


def _day_before(report: Report) -> When:
    if report.published is None:
        return When()
    day = report.published - DAY
    return When(start=day, end=day, precision="day", basis="published")


def _first_place(report: Report, gazetteer: Gazetteer) -> Where | None:
    for name in gazetteer.names(report.text, language=report.language or "en"):
        if name.kind in ("country", "demonym"):
            return Where(told=name.told, country=name.ids[0], precision="country")
        if name.kind == "place" and (place := gazetteer.resolve(name.told)) is not None:
            return place.where(name.told)
    return None


def _first_number(report: Report, language: str) -> tuple[Toll, ...]:
    found = re.search(KILLED[language], report.text, re.IGNORECASE)
    if found is None:
        return ()
    number = int(found[1] or found[2])
    return (Toll(outcome="killed", low=number, best=number, high=number),)
