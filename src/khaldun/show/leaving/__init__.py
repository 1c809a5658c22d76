"""What may leave the house? Every byte that is served, exported or printed in a brief passes here, and nowhere else."""

from khaldun.show.leaving.profile import Profile, profile, profiles
from khaldun.show.leaving.published import ORDERS, Page, Published
from khaldun.show.leaving.publishing import publish
from khaldun.show.leaving.tags import Tags

__all__ = ["ORDERS", "Page", "Profile", "Published", "Tags", "profile", "profiles", "publish"]
