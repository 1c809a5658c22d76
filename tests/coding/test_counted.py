"""Which persons does a sentence count as killed, injured, abducted or missing? English and French in pairs."""

from functools import cache

import pytest

from khaldun.coding.casualties.counted import Count, counts
from khaldun.coding.dates.told import dates
from khaldun.coding.numbers.told import quantities
from khaldun.coding.sentences.parser import parser
from khaldun.coding.sentences.sentence import sentences
from khaldun.coding.sentences.syntax import syntax

Told = tuple[str, ...]

ENGLISH: dict[str, Told] = {
    "Twelve farmers were killed and 30 others injured when gunmen raided the village.": ("killed 12", "injured 30"),
    "The raid left 17 soldiers dead and five missing.": ("killed 17", "missing 5"),
    "The attack claimed the lives of nine soldiers and two civilians.": ("killed 9", "killed 2"),
    "Eleven bodies were found after the attack.": ("killed 11",),
    "The bodies of seven people were discovered.": ("killed 7",),
    "Three soldiers, two policemen and a driver were killed.": ("killed 3", "killed 2", "killed 1"),
    "At least 15 people, including four children, died in the shelling.": ("killed 15", "killed 4"),
    "20 killed, 30 hurt as bomb rips through market": ("killed 20", "injured 30"),
    "Four members of the public forces killed in the north": ("killed 4",),
    "All 14 occupants of the minibus perished.": ("killed 14",),
    "Four of the wounded later died in hospital.": ("killed 4",),
    "The bus hit a mine, leaving 17 passengers dead and nine with serious injuries.": ("killed 17", "injured 9"),
    "Five soldiers were among those killed.": ("killed 5",),
    "Attackers slit the throats of nine fishermen.": ("killed 9",),
    "Bandits whisked away 40 worshippers from a church.": ("abducted 40",),
    "Fifteen pupils remain missing.": ("missing 15",),
    "Eight terrorists were neutralised and five hostages freed.": ("killed 8",),
    "The death toll now stands at 43.": ("killed 43",),
    "Twelve soldiers had been ambushed and killed near the border.": ("killed 12",),
    "Sixty-seven lives were lost.": ("killed 67",),
    "Twelve others were taken to hospital.": ("injured 12",),
    "The gang cut the throats of two men and carried off six women.": ("killed 2", "abducted 6"),
    "Five villagers were killed, a doctor said.": ("killed 5",),
    "Twenty militants were killed and three others captured.": ("killed 20",),
    "Nobody was killed in the attack on the base.": (),
    "The assailants set fire to 50 houses and killed livestock.": (),
}
FRENCH: dict[str, Told] = {
    "Douze cultivateurs ont été tués et 30 autres blessés lors de l'attaque.": ("killed 12", "injured 30"),
    "L'attaque a fait 17 morts et plus de 40 blessés.": ("killed 17", "injured 41"),
    "Le raid a coûté la vie à neuf soldats et à deux civils.": ("killed 9", "killed 2"),
    "Onze corps ont été retrouvés après l'attaque.": ("killed 11",),
    "Les corps de sept personnes ont été découverts.": ("killed 7",),
    "Trois soldats, deux policiers et un chauffeur ont été tués.": ("killed 3", "killed 2", "killed 1"),
    "Au moins 15 personnes, dont quatre enfants, sont mortes dans le bombardement.": ("killed 15", "killed 4"),
    "Nigeria : une bombe tue 20 personnes": ("killed 20",),
    "Sept soldats sont tombés lors de l'embuscade.": ("killed 7",),
    "Les 14 occupants du minibus ont tous péri.": ("killed 14",),
    "Quatre des blessés ont succombé à leurs blessures.": ("killed 4",),
    "Une mine a explosé, faisant 17 morts et neuf blessés graves.": ("killed 17", "injured 9"),
    "Cinq soldats figurent parmi les victimes.": ("killed 5",),
    "Les assaillants ont égorgé neuf pêcheurs.": ("killed 9",),
    "Les ravisseurs ont emmené une quarantaine de fidèles.": ("abducted 35",),
    "Vingt soldats manquent toujours à l'appel.": ("missing 20",),
    "Huit terroristes ont été neutralisés et cinq otages libérés.": ("killed 8",),
    "Le bilan s'élève désormais à 43 morts.": ("killed 43",),
    "L'attaque a fait seize morts.": ("killed 16",),
    "Amnesty International en a recensé vingt-trois.": ("killed 23",),
    "Le gouvernement a admis quarante-trois morts, puis 57.": ("killed 43", "killed 57"),
    "Un de nos combattants est tombé et deux autres ont été légèrement atteints.": ("killed 1", "injured 2"),
    "Quatorze civils et deux militaires gisaient sans vie.": ("killed 14", "killed 2"),
    "Un gendarme est mort, un autre est grièvement blessé.": ("killed 1", "injured 1"),
    "Vingt assaillants ont été tués et trois autres capturés.": ("killed 20",),
    "Au total, 685 employés ont recouvré la liberté.": (),
    "L'attaque n'a fait aucun mort.": (),
    "Les assaillants ont incendié 50 maisons et tué du bétail.": (),
}


@cache
def told(language: str) -> dict[str, Told]:
    """What is counted in each of the sentences, which are parsed as one text."""
    text = "\n\n".join(ENGLISH if language == "en" else FRENCH)
    figures, days = quantities(text, language=language), dates(text, language=language)
    parsed = parser(language).parse(text, (), numbers=figures, dates=days)
    found = sentences(text, parsed, names=(), quantities=figures, dates=days)
    counted: dict[str, Told] = {}
    before: tuple[Count, ...] = ()
    for each in found:
        before = counts(each, syntax(language), before=before)
        counted[each.text] = tuple(f"{count.toll.outcome} {count.toll.low}" for count in before)
    return counted


@pytest.mark.parametrize("sentence", ENGLISH)
def test_every_figure_has_what_became_of_the_persons(sentence: str) -> None:
    assert told("en")[sentence] == ENGLISH[sentence]


@pytest.mark.parametrize("sentence", FRENCH)
def test_every_figure_has_what_became_of_the_persons_in_french(sentence: str) -> None:
    assert told("fr")[sentence] == FRENCH[sentence]
