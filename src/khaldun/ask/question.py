"""How is a recipe answered? Its verb gives figure and rows; caveats, published figures and stamp are added to it."""

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.caveats import caveats_of
from khaldun.ask.caveats.behind import behind
from khaldun.ask.caveats.fired import caveat, limits
from khaldun.ask.coverage import month_of, reach
from khaldun.ask.definitions import readings
from khaldun.ask.gathered import Gathered, gathered
from khaldun.ask.known import refuse_unknown
from khaldun.ask.recipe import Recipe
from khaldun.ask.reproduced import reproduced
from khaldun.ask.result import Origin, Result
from khaldun.ask.tables import Tables
from khaldun.ask.verbs import VERBS

MOST_ROWS = 20_000  # above this the rows are too many to read one by one, and caveats are left to narrower questions


def ask(recipe: Recipe, tables: Tables, *, origin: Origin) -> Result:
    """The answer to a recipe over the tables of one release."""
    tables = _cut(recipe, tables)
    answer = answered(recipe, tables)
    return Result(
        recipe=recipe,
        answer=answer,
        caveats=(*answer.caveats, *_caveats(tables, answer), *_lag(recipe, tables, answer)),
        reproduces=reproduced(recipe, answer),
        origin=origin,
    )


def answered(recipe: Recipe, tables: Tables) -> Answer:
    """What the recipe's verb gives by itself: figures and rows, without the caveats that look at each row."""
    refuse_unknown([recipe.verb], dict(VERBS), what="verb")
    return dict(VERBS)[recipe.verb](_cut(recipe, tables), recipe)


def _cut(recipe: Recipe, tables: Tables) -> Tables:
    """The tables cut once to the rows that can bear on the recipe."""
    if "events" not in tables or isinstance(tables, Gathered):
        return tables
    return gathered(tables, [reading.selection for reading in readings(recipe.selection, recipe.choices)])


def _lag(recipe: Recipe, tables: Tables, answer: Answer) -> tuple[Caveat, ...]:
    """Fires where the days asked about reach into the last months that the datasets in store cover."""
    if answer.cannot or not recipe.selection.countries or not answer.rows:
        return ()
    months = int(limits()["lag"]["months"])
    held = reach(tables, recipe.selection.countries).values()
    last = min(max(one.months) for one in held)
    end = month_of(recipe.selection.end) if recipe.selection.end else last
    return (caveat("lag", months=months),) if end > last - months else ()


def _caveats(tables: Tables, answer: Answer) -> tuple[Caveat, ...]:
    if not answer.rows:
        return ()
    if len(answer.rows) > MOST_ROWS:
        text = f"{len(answer.rows)} rows are too many for the rules that look at each; ask about fewer days or places."
        return (Caveat(rule="too-many-rows", text=text),)
    return caveats_of(behind(tables, answer.rows))
