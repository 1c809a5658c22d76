"""Which numbers does a text give, and what do the words around them make of them?"""
