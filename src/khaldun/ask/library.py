"""Which recipes ship, and where does one lie?"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from khaldun.ask.known import refuse_unknown
from khaldun.ask.recipe import Recipe, recipe_of
from khaldun.model import KhaldunError

PACKAGE = Path(__file__).parents[1]


def folder() -> Path:
    """The folder of recipes: inside an installed package, or at the root of the repository."""
    places = (PACKAGE / "recipes", PACKAGE.parents[1] / "recipes")
    for place in places:
        if place.is_dir():
            return place
    raise KhaldunError("the recipes are missing from this installation; install khaldun again")


@cache
def recipes() -> Mapping[str, Recipe]:
    """Every recipe that ships, by name. A file is named after its recipe."""
    return {path.stem: recipe_of(path.read_text(encoding="utf-8")) for path in sorted(folder().glob("*.toml"))}


def recipe(name_or_path: str) -> Recipe:
    """The recipe with that name, or in that file; raises KhaldunError, which names the nearest, where there is none."""
    path = Path(name_or_path)
    if path.suffix == ".toml":
        if not path.is_file():
            raise KhaldunError(f"no recipe file at {name_or_path}")
        return recipe_of(path.read_text(encoding="utf-8"))
    refuse_unknown([name_or_path], recipes(), what="recipe")
    return recipes()[name_or_path]
