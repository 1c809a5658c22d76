"""How near is what was coded to what an annotator says?"""
