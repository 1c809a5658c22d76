"""Does the server go on answering while reports are read, reconciled and released, and serve what is new?"""

import shutil
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

from fastapi.testclient import TestClient

from khaldun.cli import run

EXAMPLE = Path(__file__).parents[2] / "examples" / "bamako-2024" / "claim.txt"
PATIENCE = 60.0  # seconds that the new release may take to be laid out


def test_a_new_release_is_served_without_a_restart_and_no_request_fails(
    asks: Callable[..., TestClient], planted: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    shutil.copytree(planted, home, ignore=shutil.ignore_patterns("published"))
    client = asks(home, rate=0)
    assert client.get("/api/v1/events").json()["release"] == "first"
    seen: list[tuple[int, str]] = []
    stop = Event()

    def ask() -> None:
        while not stop.is_set():
            found = client.get("/api/v1/events?limit=3")
            seen.append((found.status_code, found.json().get("release", "none")))

    asking = Thread(target=ask)
    asking.start()
    for command in (["read", "report", str(EXAMPLE)], ["reconcile"], ["release", "--tag", "second"]):
        assert run(["--home", str(home), *command]) == 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and seen[-1][1] != "second":
        time.sleep(0.1)
    stop.set()
    asking.join()
    assert {status for status, _ in seen} == {200}
    assert list(dict.fromkeys(tag for _, tag in seen)) == ["first", "second"]
    assert client.get("/api/v1/events?release=first").json()["release"] == "first"
