"""Are the words of a PDF read, and is a PDF made to harm kept out?"""

import zlib
from pathlib import Path

from khaldun.model import Issue, Report
from khaldun.read.reports import read_reports


def pdf(content: bytes, *, stream: str = "") -> bytes:
    """A PDF of one page that draws `content`."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), stream.encode(), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(out),
    )
    return out + end


def test_the_words_of_a_pdf_are_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"BT /F1 12 Tf 50 700 Td (Gunmen killed seven people in Bourem on Tuesday.) Tj ET"))
    (report,) = read_reports(str(path))
    assert isinstance(report, Report)
    assert report.text.strip() == "Gunmen killed seven people in Bourem on Tuesday."


def test_a_pdf_under_another_name_is_known_by_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(pdf(b"BT /F1 12 Tf 50 700 Td (Seven people died.) Tj ET"))
    (report,) = read_reports(str(path))
    assert isinstance(report, Report)
    assert report.text.strip() == "Seven people died."


def test_a_pdf_of_pictures_says_what_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(b"0 0 100 100 re f"))
    (issue,) = read_reports(str(path))
    assert isinstance(issue, Issue)
    assert "OCR" in issue.what


def test_a_decompression_bomb_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(zlib.compress(b" " * 400_000_000, 9), stream="/Filter /FlateDecode"))
    (issue,) = read_reports(str(path))
    assert isinstance(issue, Issue)
    assert "\n" not in issue.what
