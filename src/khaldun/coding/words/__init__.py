"""Which words, marks and written numbers does a text hold, and what does a language call things?"""
