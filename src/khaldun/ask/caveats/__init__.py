"""What must be said beside a figure? Rules over its rows, so that nobody can forget them."""

from khaldun.ask.caveats.fired import caveats_of

__all__ = ["caveats_of"]
