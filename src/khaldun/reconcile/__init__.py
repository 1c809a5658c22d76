"""Accounts to Judgements to Events, and tolls to low, best, high."""

from khaldun.reconcile.calibration import calibrate
from khaldun.reconcile.columns import Told, told_by_accounts, told_by_table
from khaldun.reconcile.events import Reconciled, reconcile
from khaldun.reconcile.figures import figures
from khaldun.reconcile.identity import Redirect
from khaldun.reconcile.incremental import frozen, relink
from khaldun.reconcile.linkage import Linked, link, pairs_of
from khaldun.reconcile.model import Model
from khaldun.reconcile.people import checked, withdrawal
from khaldun.reconcile.profiles import PROFILES
from khaldun.reconcile.reduced import reduced
from khaldun.reconcile.review import Doubt, queue
from khaldun.reconcile.rows import Rows
from khaldun.reconcile.wholes import Allocation, allocate

__all__ = [
    "PROFILES",
    "Allocation",
    "Doubt",
    "Linked",
    "Model",
    "Reconciled",
    "Redirect",
    "Rows",
    "Told",
    "allocate",
    "calibrate",
    "checked",
    "figures",
    "frozen",
    "link",
    "pairs_of",
    "queue",
    "reconcile",
    "reduced",
    "relink",
    "told_by_accounts",
    "told_by_table",
    "withdrawal",
]
