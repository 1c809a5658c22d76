"""How many events or deaths, under which definitions, and of which rows?"""

from khaldun.ask.answer import Answer
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.grouped import grouped
from khaldun.ask.measured import ids_of, measured
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.tables import Tables


def count(tables: Tables, recipe: Recipe) -> Answer:
    """The figure of the default definitions with its rows, and that of every other reading beside it."""
    looked = searched(tables, recipe.selection)
    cannot = uncovered(tables, recipe.selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    wanted = readings(recipe.selection, recipe.choices)
    found = measured(tables, wanted, count=recipe.count)
    return Answer(
        figure=found[0].figure,
        table=grouped(tables, recipe, wanted) if recipe.by else (),
        rows=ids_of(tables, wanted[0].selection),
        readings=tuple(found),
        searched=looked,
        drawing="series" if set(recipe.by) & {"year", "month"} else "bars",
    )
