"""Where do the words of a sentence say that it happened?"""
