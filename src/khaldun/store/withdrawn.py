"""Which reports and accounts count no longer, who said so and why? One more row each; nothing is deleted."""

from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import insert, select

from khaldun.store.opening import LEDGER, open_engine
from khaldun.store.rows import Withdrawn, standing
from khaldun.store.tables import withdrawals


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A report or an account that somebody holds for void; with `back` one that counts again.

    `source` is that of the report or dataset, and `made` an ISO time.
    """

    kind: Withdrawn
    source: str
    id: str
    by: str
    because: str
    made: str
    back: bool = False


def add_withdrawal(home: Path, found: Withdrawal) -> None:
    """Adds a withdrawal, or the end of one, to the ledger; what counts changes with the next reconciliation."""
    row = {"made_at" if name == "made" else name: value for name, value in asdict(found).items()}
    engine = open_engine(home)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(insert(withdrawals), {**row, "back": int(found.back)})
    engine.dispose()


def standing_withdrawals(home: Path) -> tuple[Withdrawal, ...]:
    """The withdrawals that were not taken back, in the order in which they were made."""
    if not (home / LEDGER).exists():
        return ()
    chosen = [withdrawals.c.seq.in_(standing(kind)) for kind in ("report", "account")]
    engine = open_engine(home)
    with engine.connect() as connection:
        rows = connection.execute(select(withdrawals).where(chosen[0] | chosen[1]).order_by("seq")).mappings().all()
    engine.dispose()
    names = ("kind", "source", "id", "by", "because")
    return tuple(Withdrawal(**{name: row[name] for name in names}, made=row["made_at"]) for row in rows)
