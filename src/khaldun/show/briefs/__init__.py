"""What happened in a country in a month, on two pages? The same brief as PDF and as HTML, in English or French."""

from khaldun.show.briefs.gathered import brief
from khaldun.show.briefs.written import html, pdf

__all__ = ["brief", "html", "pdf"]
