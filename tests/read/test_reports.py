"""Are reports read as they were written, and faults told in one sentence each?"""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from khaldun.model import Issue, KhaldunError, Report
from khaldun.read.reports import read_reports

WORDS = "Gunmen attacked the village of Bourem on Tuesday, killing at least seven people, the mayor said.\n"
FRENCH = "Des hommes armés ont attaqué le village mardi, faisant au moins sept morts, selon le maire.\n"
Write = Callable[[str, bytes | str], str]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def put(name: str, content: bytes | str) -> str:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return put


def only_report(path: str, **given: date | str) -> Report:
    found = list(read_reports(path, **given))  # type: ignore[arg-type]
    assert [type(each) for each in found] == [Report]
    report = found[0]
    assert isinstance(report, Report)
    return report


def faults(path: str) -> list[str]:
    found = list(read_reports(path))
    assert [type(each) for each in found] == [Issue] * len(found)
    return [each.what for each in found if isinstance(each, Issue)]


def test_a_text_is_kept_as_it_was_read(write: Write) -> None:
    content = "A headline \r\n\r\n  " + WORDS + "\t“Quoted” \u2028 end\r\n"
    report = only_report(write("a.txt", content))
    assert report.text == content
    assert report.sha256 == sha256(content.encode()).hexdigest()
    assert report.language == "en"
    assert (report.source, report.published, report.title) == ("unknown", None, "A headline")


def test_what_the_caller_knows_is_taken(write: Write) -> None:
    report = only_report(write("a.txt", WORDS), published=date(2024, 9, 18), source="Radio", language="fr")
    assert (report.published, report.source, report.language) == (date(2024, 9, 18), "Radio", "fr")


def test_french_is_known_without_being_told(write: Write) -> None:
    assert only_report(write("a.txt", FRENCH)).language == "fr"


def test_a_text_without_enough_words_has_no_language(write: Write) -> None:
    assert only_report(write("a.txt", "77\n90 13")).language is None


@pytest.mark.parametrize(
    ("first", "title"),
    [("Seven die in Bourem", "Seven die in Bourem"), ("Seven died.", None), ("x " * 150, None)],
)
def test_a_first_line_that_stands_alone_is_the_title(write: Write, first: str, title: str | None) -> None:
    assert only_report(write("a.txt", f"{first}\n{WORDS}")).title == title


def test_an_id_hangs_on_words_and_source_alone(write: Write) -> None:
    first, again = write("a.txt", WORDS), write("b.txt", WORDS)
    assert only_report(first).id == only_report(again, published=date(2024, 9, 18)).id
    assert only_report(first).id != only_report(again, source="Radio").id
    assert only_report(first).id != only_report(write("c.txt", WORDS + "!")).id


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides_and_is_not_part_of_the_text(write: Write, encoding: str) -> None:
    assert only_report(write("a.txt", FRENCH.encode(encoding))).text == FRENCH


def test_other_bytes_are_windows_1252_and_this_is_said(write: Write) -> None:
    issue, report = read_reports(write("a.txt", "“Sept morts”, selon l’armée".encode("cp1252")))
    assert isinstance(issue, Issue)
    assert isinstance(report, Report)
    assert "Windows-1252" in issue.what
    assert report.text == "“Sept morts”, selon l’armée"


def test_bytes_that_windows_1252_lacks_are_still_read(write: Write) -> None:
    issue, report = read_reports(write("a.txt", b"Sept morts \x81 \xe9"))
    assert isinstance(issue, Issue)
    assert isinstance(report, Report)
    assert report.text.endswith("é")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n\t", "is empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "holds no words"),
        ("a.txt", bytes(range(256)) * 20, "is binary"),
        ("a.txt", b"\x01\x02\x03\x04words" * 99, "is binary"),
        ("a.txt", b"PK\x03\x04" + b"\x00" * 99, "is a zip archive"),
        ("a.html", b"\x1f\x8b\x08" + b"\x00" * 99, "is a gzip file"),
        ("a.txt", b"w" * 20_000_001, "is larger than 20 MB"),
        ("a.html", b"<html><body></body></html>", "is a page without running text"),
        ("a.html", b"<", "is a page without running text"),
        ("a.pdf", b"%PDF-1.7\nnothing more", "is not a PDF that can be read"),
        ("a.pdf", b"words", "is not a PDF that can be read"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b"[1, 2]", "is JSON but not an object"),
        ("a.jsonl", b"[" * 100_000, "is JSON of a depth or size that no report has"),
        ("a.jsonl", b'{"title": "no text"}', "has no text"),
        ("a.jsonl", b'{"text": 7}', "has no text"),
        ("a.jsonl", b'{"text": " "}', "holds no words"),
        ("a.jsonl", b'{"text": "w' + b"w" * 20_000_001, "a line of more than 20 MB was not read"),
    ],
)
def test_what_cannot_be_a_report_is_one_sentence(write: Write, name: str, content: bytes, told: str) -> None:
    (what,) = faults(write(name, content))
    assert told in what


def test_what_is_not_there_is_misuse() -> None:
    with pytest.raises(KhaldunError, match="there is no file or folder"):
        list(read_reports("nowhere.txt"))


PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Seven die | Radio Gao</title>
<meta charset="utf-8"><meta property="og:title" content="Seven die in Bourem">
<meta property="article:published_time" content="2024-09-18T06:30:00+00:00">
<meta property="og:site_name" content="Radio Gao"><link rel="canonical" href="https://example.org/seven">
<script>var killed = 1000;</script></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Seven die in Bourem</h1><p>{WORDS}</p><p>The dead were farmers &amp; herders, he said, and more than
twenty others were wounded when the gunmen opened fire on the market.</p></article>
<footer>Copyright Radio Gao 2024</footer></body></html>"""


def test_a_page_gives_its_text_title_day_publisher_and_address(write: Write) -> None:
    report = only_report(write("a.html", PAGE))
    assert (report.title, report.published) == ("Seven die in Bourem", date(2024, 9, 18))
    assert (report.source, report.url) == ("Radio Gao", "https://example.org/seven")
    assert "at least seven people" in report.text
    assert "farmers & herders" in report.text
    assert "1000" not in report.text
    assert "Sport" not in report.text
    assert report.sha256 == sha256(PAGE.encode()).hexdigest()


def test_the_caller_goes_before_the_page(write: Write) -> None:
    report = only_report(write("a.html", PAGE), source="Archive", published=date(2024, 9, 17))
    assert (report.source, report.published) == ("Archive", date(2024, 9, 17))


def test_json_ld_speaks_for_a_page_without_meta_elements(write: Write) -> None:
    held = {"@graph": [{"headline": "Seven die", "datePublished": "2024-09-18", "publisher": {"name": "Radio Gao"}}]}
    head = f'<head><script type="application/ld+json">{json.dumps(held)}</script></head>'
    report = only_report(write("a.html", f"<html>{head}<body><article><p>{WORDS * 3}</p></article></body></html>"))
    assert (report.title, report.published, report.source) == ("Seven die", date(2024, 9, 18), "Radio Gao")


def test_no_day_is_made_up_for_a_page(write: Write) -> None:
    page = f"<html><body><article><p>Posted in 2024. {WORDS * 3}</p></article></body></html>"
    assert only_report(write("2024-09-18-seven.html", page)).published is None


def test_a_page_in_an_old_encoding_says_so_itself(write: Write) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><article><p>{FRENCH * 3}</p></article></body></html>'
    assert "hommes armés" in only_report(write("a.html", page.encode("latin-1"))).text


def test_a_line_is_a_report_and_speaks_for_itself(write: Write) -> None:
    line = {
        "id": 7,
        "title": "Seven die",
        "text": WORDS,
        "published": "2024-09-18T06:00:00Z",
        "source": "Radio",
        "language": "en",
        "url": "https://example.org/7",
    }
    path = write("a.jsonl", json.dumps(line) + "\n\n")
    report = only_report(path, published=date(2020, 1, 1), source="Archive", language="fr")
    assert (report.id, report.title, report.text) == ("7", "Seven die", WORDS)
    assert (report.published, report.source, report.language) == (date(2024, 9, 18), "Radio", "en")
    assert report.url == "https://example.org/7"
    assert report.sha256 == sha256(json.dumps(line).encode()).hexdigest()


def test_the_caller_speaks_where_a_line_is_silent(write: Write) -> None:
    report = only_report(write("a.jsonl", json.dumps({"text": WORDS})), published=date(2024, 9, 18), source="Archive")
    assert (report.published, report.source) == (date(2024, 9, 18), "Archive")


def test_a_broken_line_is_an_issue_and_the_others_are_read(write: Write) -> None:
    path = write("a.jsonl", "\n".join([json.dumps({"text": WORDS}), "{nonsense", json.dumps({"text": FRENCH})]))
    first, issue, last = read_reports(path)
    assert isinstance(first, Report)
    assert isinstance(last, Report)
    assert isinstance(issue, Issue)
    assert issue.where == f"{path}:2"
    assert "is not JSON" in issue.what


def test_an_unknown_key_is_one_issue_for_all_lines(write: Write) -> None:
    path = write("a.jsonl", "\n".join(json.dumps({"text": f"{n} {WORDS}", "author": "x"}) for n in range(3)))
    issues = [each for each in read_reports(path) if isinstance(each, Issue)]
    assert [(each.where, "'author'" in each.what) for each in issues] == [(path, True)]


@pytest.mark.parametrize("told", ["2024-13-45", "yesterday", "18/09/2024", ""])
def test_an_impossible_day_is_null(write: Write, told: str) -> None:
    found = list(read_reports(write("a.jsonl", json.dumps({"text": WORDS, "published": told}))))
    assert [each.published for each in found if isinstance(each, Report)] == [None]
    assert len(found) == (2 if told else 1)


def test_lines_in_utf_16_are_read(write: Write) -> None:
    content = "\n".join(json.dumps({"text": words}, ensure_ascii=False) for words in (WORDS, FRENCH))
    found = list(read_reports(write("a.jsonl", content.encode("utf-16"))))
    assert [each.text for each in found if isinstance(each, Report)] == [WORDS, FRENCH]


def test_half_a_character_cannot_be_kept_and_this_is_said(write: Write) -> None:
    issue, report = read_reports(write("a.jsonl", '{"text": "Seven died \\ud800 there"}'))
    assert isinstance(issue, Issue)
    assert isinstance(report, Report)
    assert report.text == "Seven died \ufffd there"


def test_a_folder_is_its_readable_files_by_name(write: Write, tmp_path: Path) -> None:
    write("b.txt", FRENCH)
    write("a.txt", WORDS)
    write("notes.csv", "a,b")
    write(".hidden.txt", "secret")
    issue, first, last = read_reports(str(tmp_path))
    assert isinstance(issue, Issue)
    assert "notes.csv" in issue.what
    assert [each.text for each in (first, last) if isinstance(each, Report)] == [WORDS, FRENCH]


def test_an_empty_folder_is_an_issue(tmp_path: Path) -> None:
    assert faults(str(tmp_path)) == ["the folder holds no file"]


@pytest.mark.parametrize("content", [WORDS, PAGE, json.dumps({"text": WORDS})])
def test_standard_input_is_known_by_its_beginning(content: str) -> None:
    program = "from khaldun.read.reports import read_reports; print(ascii([each.text for each in read_reports('-')]))"
    done = subprocess.run([sys.executable, "-c", program], input=content.encode(), capture_output=True, check=True)
    assert "Gunmen attacked the village of Bourem" in done.stdout.decode()
    assert "<html" not in done.stdout.decode()
