"""How is a recipe answered? Its verb gives figure and rows; caveats, published figures and stamp are added to it."""

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.caveats import caveats_of
from khaldun.ask.caveats.behind import behind
from khaldun.ask.caveats.fired import caveat, limits
from khaldun.ask.coverage import month_of, reach
from khaldun.ask.definitions import readings
from khaldun.ask.known import refuse_unknown
from khaldun.ask.recipe import Recipe
from khaldun.ask.reproduced import reproduced
from khaldun.ask.result import Origin, Result
from khaldun.ask.tables import Tables
from khaldun.ask.verbs import VERBS

MOST_ROWS = 20_000  # above this the rows are too many to read one by one, and caveats are left to narrower questions


def ask(recipe: Recipe, tables: Tables, *, origin: Origin) -> Result:
    """The answer to a recipe over the tables of one release."""
    refuse_unknown([recipe.verb], dict(VERBS), what="verb")
    answer = dict(VERBS)[recipe.verb](tables, recipe)
    return Result(
        recipe=recipe,
        answer=answer,
        caveats=(*answer.caveats, *_caveats(recipe, tables, answer), *_lag(recipe, tables, answer)),
        reproduces=reproduced(recipe, answer),
        origin=origin,
    )


def _lag(recipe: Recipe, tables: Tables, answer: Answer) -> tuple[Caveat, ...]:
    """Fires where the days asked about reach into the last months that the datasets in store cover."""
    if answer.cannot or not recipe.selection.countries or not answer.rows:
        return ()
    months = int(limits()["lag"]["months"])
    held = reach(tables, recipe.selection.countries).values()
    last = min(max(one.months) for one in held)
    end = month_of(recipe.selection.end) if recipe.selection.end else last
    return (caveat("lag", months=months),) if end > last - months else ()


def _caveats(recipe: Recipe, tables: Tables, answer: Answer) -> tuple[Caveat, ...]:
    if not answer.rows:
        return ()
    if len(answer.rows) > MOST_ROWS:
        text = f"{len(answer.rows)} rows are too many for the rules that look at each; ask about fewer days or places."
        return (Caveat(rule="too-many-rows", text=text),)
    return caveats_of(behind(tables, readings(recipe.selection, recipe.choices)[0].selection))
