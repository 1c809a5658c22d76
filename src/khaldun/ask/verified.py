"""Which recipes that state a published figure are reproduced by the rows in store?"""

from collections.abc import Iterable
from dataclasses import dataclass

from khaldun.ask.question import ask
from khaldun.ask.recipe import Recipe
from khaldun.ask.reproduced import CANNOT, REPRODUCED
from khaldun.ask.result import Met, Origin
from khaldun.ask.tables import Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """One published figure of a recipe, and whether the rows in store give it; `why` where they cannot."""

    recipe: str
    met: Met
    why: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All published figures of all recipes."""

    found: tuple[Verified, ...]

    @property
    def reproduced(self) -> int:
        """How many figures the rows give."""
        return sum(one.met.verdict == REPRODUCED for one in self.found)

    @property
    def untestable(self) -> int:
        """How many figures the rows cannot test."""
        return sum(one.met.verdict == CANNOT for one in self.found)

    @property
    def tested(self) -> int:
        """How many figures the rows can test."""
        return len(self.found) - self.untestable

    def words(self) -> str:
        """The count as one line."""
        return f"reproduced {self.reproduced} of {self.tested}, cannot be tested {self.untestable}"


def verify(recipes: Iterable[Recipe], tables: Tables, *, origin: Origin) -> Verification:
    """Runs every recipe that states a published figure."""
    found = []
    for recipe in recipes:
        if recipe.published:
            result = ask(recipe, tables, origin=origin)
            found += [Verified(recipe=recipe.name, met=met, why=result.answer.cannot) for met in result.reproduces]
    return Verification(found=tuple(found))
