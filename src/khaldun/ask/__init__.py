"""What is the answer, under which definitions, and from which rows?"""

from khaldun.ask.answer import Answer, Caveat, Measured, Reading
from khaldun.ask.checking import Checked, check_statements
from khaldun.ask.question import ask
from khaldun.ask.recipe import Recipe, recipe_of
from khaldun.ask.result import Origin, Result, as_bytes
from khaldun.ask.tables import Tables
from khaldun.ask.verbs import VERBS

__all__ = [
    "VERBS",
    "Answer",
    "Caveat",
    "Checked",
    "Measured",
    "Origin",
    "Reading",
    "Recipe",
    "Result",
    "Tables",
    "as_bytes",
    "ask",
    "check_statements",
    "recipe_of",
]
