"""In which language is a reader spoken to? Sentences as data, days and numbers as the language writes them."""

from khaldun.show.languages.catalogue import LANGUAGES, catalogue
from khaldun.show.languages.language import Language, language, preferred

__all__ = ["LANGUAGES", "Language", "catalogue", "language", "preferred"]
