"""Is a quote shown in its neighbourhood, with where it stands?"""

from khaldun.model import Cell, Report, Rule, span_of
from khaldun.show.quotes import evidence_lines, quote_line

TEXT = "The day began quietly. Gunmen killed\nat least seven people in Bourem. Nobody said why."
REPORT = Report(id="r-1", text=TEXT, sha256="0")


def quoted(words: str, text: str = TEXT) -> str:
    start = text.index(words)
    report = Report(id="r-1", text=text, sha256="0")
    return quote_line(span_of(text, start, start + len(words)), report).plain


def test_a_quote_stands_in_its_sentence_with_its_offsets() -> None:
    assert quoted("seven people") == "“at least [seven people] in Bourem.”  (46–58)"


def test_a_quote_over_two_lines_is_shown_on_one() -> None:
    assert quoted("killed\nat least seven") == "“Gunmen [killed at least seven] people in Bourem.”  (30–51)"


def test_a_long_neighbourhood_is_cut_between_words() -> None:
    line = quoted("seven people", "again and " * 20 + "seven people" + " and again" * 20)
    before, _, after = line.partition("[seven people]")
    assert before.split()[:2] == ["“…", "and"]
    assert after.split()[-2:] == ["…”", "(200–212)"]


def test_cells_and_rules_are_told_in_words() -> None:
    lines = evidence_lines([Cell(record="7", column="best", value="3"), Rule(rule="sum", because="so")], REPORT)
    assert [line.plain for line in lines] == ["row 7, column best: 3", "by the rule sum: so"]


def test_the_same_evidence_is_shown_once() -> None:
    span = span_of(TEXT, 0, 3)
    assert len(evidence_lines([span, span], None)) == 1
