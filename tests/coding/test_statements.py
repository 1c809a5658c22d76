"""What does a sentence say about many events at once, in English and in French? Beside each, what is expected."""

from datetime import date

import pytest

from khaldun.coding.coder import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Report, Statement

Row = tuple[str, str | None, int | None, int | None]


def statements(text: str, language: str) -> tuple[Statement, ...]:
    """The statements of a text of 15 June 2024, claims left out; every quote stands in it."""
    report = Report(id="r", text=text, sha256="0" * 64, published=date(2024, 6, 15), language=language)
    found = code(report, gazetteer=gazetteer(), registry=registry(), gate=lambda *_: True).statements
    assert all(report.holds(span) for each in found for span in each.evidence)  # type: ignore[arg-type]
    return tuple(each for each in found if each.kind not in ("responsibility", "denial"))


def one(text: str, language: str) -> Statement:
    """The statement that is set against the others, or the only one."""
    return statements(text, language)[-1]


def rows(text: str, language: str) -> list[Row]:
    return [(each.kind, each.measure, each.low, each.high) for each in statements(text, language)]


COUNTED: dict[tuple[str, str], list[Row]] = {
    ("en", "Rebels killed at least 310 villagers in Chad last year."): [("aggregate", "killed", 310, None)],
    ("fr", "Les rebelles ont tué au moins 310 villageois au Tchad l'an dernier."): [("aggregate", "killed", 310, None)],
    ("en", "Some 90 people have been abducted in Benin since the start of the year."): [
        ("aggregate", "abducted", 81, 99)
    ],
    ("fr", "En l'espace de six mois, 214 attaques ont été recensées au Niger."): [("aggregate", "incidents", 214, 214)],
    ("en", "Attacks rose from 212 in 2021 to 390 in 2022."): [
        ("aggregate", "incidents", 212, 212),
        ("comparison", "incidents", 390, 390),
    ],
    ("fr", "Le nombre de civils tués est passé de 212 en 2021 à 390 en 2022."): [
        ("aggregate", "killed", 212, 212),
        ("comparison", "killed", 390, 390),
    ],
    ("en", "It was the fourth ambush in two months on that road."): [("aggregate", "incidents", 4, 4)],
    ("fr", "C'est la quatrième embuscade en deux mois sur cet axe."): [("aggregate", "incidents", 4, 4)],
    ("en", "No attack had been recorded there before 2021."): [("aggregate", "incidents", 0, 0)],
    ("fr", "Aucune attaque n'y avait été recensée avant 2021."): [("aggregate", "incidents", 0, 0)],
    ("en", "More than half of all deaths were counted in Ituri."): [("share", "killed", 51, None)],
    ("fr", "Un tiers des attaques ont visé des écoles."): [("share", "incidents", 33, 33)],
    ("en", "One in four attacks hit a market."): [("share", "incidents", 25, 25)],
    ("fr", "Une attaque sur quatre a visé un marché."): [("share", "incidents", 25, 25)],
    ("en", "It was the deadliest ambush in the country since the massacre of 2015."): [
        ("record", "killed", None, None)
    ],
    ("fr", "Il s'agit du pire bilan depuis le début de l'insurrection."): [("record", "killed", None, None)],
    ("en", "The army suffered its heaviest losses in years."): [("record", "killed", None, None)],
    ("fr", "Les violences ont atteint leur plus haut niveau depuis 2017."): [("record", "incidents", None, None)],
    ("en", "Gunmen kidnapped 4,100 people in Nigeria in 2022, the highest number on record."): [
        ("record", "abducted", 4100, 4100)
    ],
    ("en", "For the first time in five years, militants struck the capital."): [
        ("first_since", "incidents", None, None)
    ],
    ("fr", "Pour la première fois depuis 2016, des jihadistes ont frappé la capitale."): [
        ("first_since", "incidents", None, None)
    ],
    ("en", "Attacks have doubled since 2021."): [("comparison", "incidents", None, None)],
    ("fr", "Le pays est classé quatrième dans l'Indice mondial du terrorisme."): [
        ("rank", "Indice mondial du terrorisme", 4, 4)
    ],
}


@pytest.mark.parametrize(("language", "sentence"), COUNTED)
def test_a_sentence_on_many_events_is_a_statement(language: str, sentence: str) -> None:
    assert rows(sentence, language) == COUNTED[language, sentence]


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Gunmen killed 40 people in Solhan on Saturday."),
        ("fr", "Des hommes armés ont tué 40 personnes à Solhan samedi."),
        ("en", "The 2013 siege of the mall killed 67 people."),
        ("fr", "L'attentat de 2015 avait fait 20 morts dans un hôtel de Bamako."),
        ("en", "France has 1,000 troops in the country, down from 5,000 in 2020."),
        ("fr", "Les combats ont déplacé 40 000 personnes depuis janvier."),
        ("en", "Road accidents killed 1,200 people in 2023."),
        ("fr", "Les pluies qui s'abattent sur le pays depuis mai ont fait 145 morts."),
        ("en", "Twelve people have been arrested since Monday over the attack."),
        ("fr", "En juin 2023, Lala : 46 morts."),
        ("fr", "Au premier trimestre, les attaques se sont poursuivies."),
    ],
)
def test_one_event_an_accident_or_troops_are_no_statement(language: str, sentence: str) -> None:
    assert rows(sentence, language) == []


@pytest.mark.parametrize(
    ("language", "sentence", "start", "end"),
    [
        ("en", "In 2022 alone, 300 people were killed in Kenya.", date(2022, 1, 1), date(2022, 12, 31)),
        ("fr", "Depuis le début de l'année, une trentaine d'attaques ont visé le Bénin.", date(2024, 1, 1), None),
        ("en", "Over 9,000 have been killed in the insurgency since it began in 2015.", date(2015, 1, 1), None),
        ("en", "It was the third attack in a month on the town.", date(2024, 5, 15), date(2024, 6, 15)),
        ("fr", "C'est la première attaque dans la capitale depuis huit ans.", date(2016, 6, 15), date(2024, 6, 15)),
        ("fr", "Les ADF ont tué plus de 1 000 civils en un an.", date(2023, 6, 15), date(2024, 6, 15)),
    ],
)
def test_the_days_counted_over_are_those_told(language: str, sentence: str, start: date, end: date | None) -> None:
    period = one(sentence, language).period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_a_year_earlier_is_the_same_days_of_the_year_before() -> None:
    earlier, later = statements("In the first quarter of 2024, 120 attacks hit Mali, against 80 a year earlier.", "en")
    assert earlier.period is not None
    assert (earlier.period.start, earlier.period.end) == (date(2023, 1, 1), date(2023, 3, 31))
    assert later.than == earlier.id


@pytest.mark.parametrize(
    ("language", "sentence", "killers"),
    [
        ("en", "The Malian army killed 24 civilians in 2021.", {"mali-armed-forces"}),
        ("fr", "L'armée malienne a tué 24 civils en 2021.", {"mali-armed-forces"}),
        ("en", "JNIM was responsible for 76 civilian deaths in Mali in 2021.", {"jnim"}),
        ("fr", "Le Jnim est à l'origine de 64 % des attaques recensées l'an dernier.", {"jnim"}),
        ("en", "In 2021, 24 civilians were killed by the Malian army.", {"mali-armed-forces"}),
        ("fr", "Selon un bilan communiqué par l'ONU, 24 civils ont été tués au Mali en 2021.", set()),
        ("en", "JNIM said 24 civilians died in Mali in 2021.", set()),
    ],
)
def test_who_killed_is_read_from_the_sentence(language: str, sentence: str, killers: set[str]) -> None:
    assert set(one(sentence, language).perpetrators) == killers


def test_the_country_of_an_army_is_not_where_it_killed() -> None:
    assert one("The Rwandan army killed 24 civilians in Uganda in 2021.", "en").countries == ("UG",)


@pytest.mark.parametrize(
    ("language", "sentence", "change"),
    [
        ("en", "A 40 percent rise in attacks was recorded in the first quarter of 2024.", 40),
        ("fr", "Quelque 280 humanitaires ont été tués en 2023, un chiffre en hausse de 137 %.", 137),
        ("en", "Civilian deaths fell by 12 percent in 2023.", -12),
        ("en", "Gangs killed 4,789 people in Haiti in 2023, three times as many as in 2022.", 200),
    ],
)
def test_by_how_much_it_rose_or_fell(language: str, sentence: str, change: int) -> None:
    assert one(sentence, language).change == change


def test_a_figure_goes_on_from_the_sentence_before() -> None:
    text = "Gangs abducted 2,680 people in Nigeria in 2022. Zamfara alone accounted for 940 victims."
    assert [(each.measure, each.low, each.period) for each in statements(text, "en")] == [
        ("abducted", 2680, one(text, "en").period),
        ("abducted", 940, one(text, "en").period),
    ]
