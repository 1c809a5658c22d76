"""Accounts to Judgements to Events, and tolls to low, best, high."""
