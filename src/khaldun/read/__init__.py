"""The world to Reports and Accounts: one source a file, its licence in it."""
