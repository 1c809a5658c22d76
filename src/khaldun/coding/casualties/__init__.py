"""How many persons came to harm, as a sentence counts them?"""
