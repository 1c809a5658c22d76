"""A Report to Accounts and Statements: what does this text say happened?"""
