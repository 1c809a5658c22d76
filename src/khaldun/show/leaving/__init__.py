"""What may leave the house? Every byte that is served, exported or printed in a brief passes here, and nowhere else."""

from khaldun.flow.ask import CheckedReport
from khaldun.show.leaving.asking import answered, checked
from khaldun.show.leaving.evidence import Quote, Told, explained, told, told_account
from khaldun.show.leaving.foreseen import bulletin, foreseen
from khaldun.show.leaving.profile import Profile, profile, profiles
from khaldun.show.leaving.published import ORDERS, Page, Published, Row
from khaldun.show.leaving.publishing import publish
from khaldun.show.leaving.tags import Tags

__all__ = [
    "ORDERS",
    "CheckedReport",
    "Page",
    "Profile",
    "Published",
    "Quote",
    "Row",
    "Tags",
    "Told",
    "answered",
    "bulletin",
    "checked",
    "explained",
    "foreseen",
    "profile",
    "profiles",
    "publish",
    "told",
    "told_account",
]
