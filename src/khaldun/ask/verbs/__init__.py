"""Which verbs can a question have? One file each, named here."""

from collections.abc import Callable

from khaldun.ask.answer import Answer
from khaldun.ask.recipe import Recipe
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.count import count
from khaldun.ask.verbs.multiverse import multiverse
from khaldun.ask.verbs.near import near

Verb = Callable[[Tables, Recipe], Answer]
VERBS: tuple[tuple[str, Verb], ...] = (
    ("count", count),
    ("multiverse", multiverse),
    ("near", near),
)
