"""Does a figure that a text states hold over the rows in store, and on which definitions does that turn?"""

from khaldun.ask.checking.check import check_statements
from khaldun.ask.checking.verdicts import Checked, Tested

__all__ = ["Checked", "Tested", "check_statements"]
