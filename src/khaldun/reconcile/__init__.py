"""Accounts to Judgements to Events, and tolls to low, best, high."""

from khaldun.reconcile.events import Reconciled, reconcile
from khaldun.reconcile.figures import figures
from khaldun.reconcile.identity import Redirect
from khaldun.reconcile.profiles import PROFILES

__all__ = ["PROFILES", "Reconciled", "Redirect", "figures", "reconcile"]
