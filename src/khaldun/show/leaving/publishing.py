"""How does a release become what a profile is shown?"""

from datetime import date
from pathlib import Path

from khaldun.show.leaving.layout import EDITION, INDEXES, layout
from khaldun.show.leaving.profile import Profile
from khaldun.show.leaving.published import Published
from khaldun.store.published import open_published, write_published
from khaldun.store.release import current_tag, manifest_of


def publish(home: Path, profile: Profile, *, today: date, tag: str | None = None) -> Published:
    """What a profile is shown of a release on a day, of the current one where no tag is given.

    It is laid out once, in the home folder, and opened after that. Raises KhaldunError where there is no such release.
    """
    wanted = current_tag(home) if tag is None else tag
    told = manifest_of(home, wanted)
    day = today if profile.waits else None
    name = f"{profile.name}@{EDITION}-{profile.digest}" + (f"@{day}" if day else "")
    path = write_published(home, tag=wanted, name=name, layout=layout(profile, today=today), indexes=INDEXES)
    return Published(
        tag=wanted, made=told["made"], code=told["code"], profile=profile, today=day, held=open_published(path)
    )
