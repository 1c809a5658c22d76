"""What is the answer, under which definitions, and from which rows?"""

from khaldun.ask.answer import Answer, Caveat, Measured, Reading
from khaldun.ask.checking import Checked, check_statements
from khaldun.ask.library import recipe, recipes
from khaldun.ask.moved import Moved, moved, revised
from khaldun.ask.question import ask
from khaldun.ask.recipe import Recipe, recipe_of
from khaldun.ask.result import Origin, Result, as_bytes
from khaldun.ask.tables import Tables
from khaldun.ask.verbs import VERBS
from khaldun.ask.verified import Verification, Verified, verify

__all__ = [
    "VERBS",
    "Answer",
    "Caveat",
    "Checked",
    "Measured",
    "Moved",
    "Origin",
    "Reading",
    "Recipe",
    "Result",
    "Tables",
    "Verification",
    "Verified",
    "as_bytes",
    "ask",
    "check_statements",
    "moved",
    "recipe",
    "recipe_of",
    "recipes",
    "revised",
    "verify",
]
