"""Which sentences speak of one event, what kind is it, and what account does it make?"""
