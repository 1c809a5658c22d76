"""Reports of political violence in, events with every source's own figure kept out."""

__version__ = "0.1.0"
