"""Which tables does the ledger have? Rows are added to them and never changed."""

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

ledger_tables = MetaData()

reports = Table(
    "reports",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("version", Text, nullable=False, unique=True),  # hash of all that the report says of itself
    Column("sha256", Text, nullable=False),
    Column("title", Text),
    Column("published", Text),
    Column("language", Text),
    Column("url", Text),
    Column("text", Text, nullable=False),
    Column("read_at", Text, nullable=False),
    Index("reports_by_id", "source", "id"),
)

codings = Table(
    "codings",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("report", Integer, ForeignKey(reports.c.seq), nullable=False),
    Column("coder", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("report", "coder"),
)

accounts = Table(
    "accounts",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey(codings.c.seq), nullable=False, index=True),
    Column("id", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

statements = Table(
    "statements",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey(codings.c.seq), nullable=False, index=True),
    Column("id", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

judgements = Table(
    "judgements",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("added_at", Text, nullable=False),
)

issues = Table(
    "issues",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("coding", Integer, ForeignKey(codings.c.seq), index=True),  # null: met while reading
    Column("digest", Text, nullable=False, unique=True),
    Column("body", Text, nullable=False),
    Column("met_at", Text, nullable=False),
)

withdrawals = Table(
    "withdrawals",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("kind", Text, nullable=False),  # report or account
    Column("source", Text, nullable=False),
    Column("id", Text, nullable=False),
    Column("back", Integer, nullable=False),  # 1: counts again, 0: counts no longer
    Column("by", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    Index("withdrawals_by_id", "kind", "source", "id"),
)

redirects = Table(
    "redirects",
    ledger_tables,
    Column("seq", Integer, primary_key=True),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("because", Text, nullable=False),
    Column("made_at", Text, nullable=False),
    UniqueConstraint("old", "new"),
)
