"""The only room that opens a database: the ledger, and later the releases."""
