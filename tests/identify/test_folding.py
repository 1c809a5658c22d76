"""Do spellings of one name meet, and do different names stay apart?"""

import pytest

from khaldun.identify.folding import fold, sound


@pytest.mark.parametrize(
    ("told", "key"),
    [("Ti-n-Zaouâtene", "tinzaouatene"), ("Côte d’Ivoire", "cotedivoire"), ("Łódź", "lodz"), ("東京", ""), ("", "")],
)
def test_a_folded_name_has_its_letters_alone(told: str, key: str) -> None:
    assert fold(told) == key


@pytest.mark.parametrize(
    "names",
    [
        ("Tinzaouaten", "Tin Zaouatine", "Tinzawaten", "Ti-n-Zaouâtene"),
        ("N'Tillit", "I-n-Tillit", "In Tillit"),
        ("Barsalogho", "Barsalogo"),
        ("Djibo", "Jibo"),
        ("Ouagadougou", "Wagadugu"),
        ("Niamey", "Niamei"),
    ],
)
def test_french_and_english_spellings_sound_alike(names: tuple[str, ...]) -> None:
    assert len({sound(name) for name in names}) == 1


def test_different_towns_sound_different() -> None:
    towns = ("Gao", "Kati", "Kayes", "Kidal", "Koro", "Mopti", "Niono", "Nioro", "San", "Segou", "Sikasso")
    assert len({sound(town) for town in towns}) == len(towns)
