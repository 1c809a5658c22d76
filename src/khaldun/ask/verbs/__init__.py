"""Which verbs can a question have? One file each, named here."""

from collections.abc import Callable

from khaldun.ask.answer import Answer
from khaldun.ask.recipe import Recipe
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.agree import agree
from khaldun.ask.verbs.changepoint import changepoint
from khaldun.ask.verbs.compare import compare
from khaldun.ask.verbs.conflict_index import conflict_index
from khaldun.ask.verbs.count import count
from khaldun.ask.verbs.first_since import first_since
from khaldun.ask.verbs.gti import gti
from khaldun.ask.verbs.knox import knox
from khaldun.ask.verbs.mix import mix
from khaldun.ask.verbs.multiverse import multiverse
from khaldun.ask.verbs.near import near
from khaldun.ask.verbs.network import network
from khaldun.ask.verbs.record import record
from khaldun.ask.verbs.rhetoric import rhetoric
from khaldun.ask.verbs.scan import scan
from khaldun.ask.verbs.shift import shift
from khaldun.ask.verbs.trend import trend
from khaldun.ask.verbs.volatility import volatility

Verb = Callable[[Tables, Recipe], Answer]
VERBS: tuple[tuple[str, Verb], ...] = (
    ("count", count),
    ("multiverse", multiverse),
    ("compare", compare),
    ("near", near),
    ("first_since", first_since),
    ("record", record),
    ("mix", mix),
    ("shift", shift),
    ("changepoint", changepoint),
    ("gti", gti),
    ("conflict_index", conflict_index),
    ("trend", trend),
    ("volatility", volatility),
    ("network", network),
    ("rhetoric", rhetoric),
    ("scan", scan),
    ("knox", knox),
    ("agree", agree),
)
