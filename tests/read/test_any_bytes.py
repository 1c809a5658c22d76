"""Do any bytes at all end as a report or as an issue in one sentence?"""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Issue, Report
from khaldun.read.reports import read_reports

PIECES = st.sampled_from(
    [
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"<html><body><p>",
        b"</p>",
        b"<!--",
        b"<meta charset=utf-16>",
        b'<script type="application/ld+json">{"datePublished": [1]}</script>',
        b'{"text": "',
        b'"}\n',
        b'"\\ud800"',
        b'{"text": "x", "published": 7, "id": {}}\n',
        b"NaN\n",
        "Sept morts à Gao.".encode(),
        "Sept morts à Gao.".encode("cp1252"),
        b"\r\n\x0b\x0c\x85",
    ]
)
BYTES = st.lists(PIECES | st.binary(max_size=40), max_size=12).map(b"".join)


@pytest.mark.parametrize("suffix", [".txt", ".html", ".jsonl", ""])
@settings(deadline=None, max_examples=80, derandomize=True)
@given(data=BYTES)
def test_any_bytes_end_as_a_report_or_an_issue(suffix: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, f"a{suffix}")
        path.write_bytes(data)
        found = list(read_reports(str(path)))
    assert found or suffix == ".jsonl"
    for each in found:
        assert isinstance(each, Report | Issue)
        if isinstance(each, Issue):
            assert each.what.count("\n") == 0
        else:
            assert each.text.strip()
            assert each.text.encode()


@settings(deadline=None, max_examples=50, derandomize=True)
@given(text=st.text(min_size=1).filter(lambda text: text.strip() and not text.lstrip().startswith("{")))
def test_a_text_is_never_changed(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.txt")
        path.write_bytes(text.encode())
        found = list(read_reports(str(path)))
    kept = [each.text for each in found if isinstance(each, Report)]
    assert kept in ([text], [text.removeprefix("\ufeff")], [])
    assert (
        kept
        or "binary" in "".join(each.what for each in found if isinstance(each, Issue))
        or not text.strip("\ufeff \n\t")
    )
