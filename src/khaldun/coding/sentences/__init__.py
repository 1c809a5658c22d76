"""How do the words of a sentence hang together: who, what, and did it happen?"""
