"""Is the newest of a place outside what its own past allows?"""
