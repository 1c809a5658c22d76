"""What does a report say happened? From a Report to Accounts and Statements.

The parser is loaded when `code` is first asked for, so that the codebook alone stays quick to import.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from khaldun.coding.coder import code

__all__ = ["code"]


def __getattr__(name: str) -> object:
    """The function `code`, from the file that needs the parser."""
    if name == "code":
        return import_module("khaldun.coding.coder").code
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
