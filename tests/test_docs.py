"""Is what the README and the docs say true of the program?"""

import importlib
import importlib.util
import inspect
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import khaldun
import khaldun.model
from khaldun.coding.codebook import SCHEMES, Equivalent, Scheme, equivalent, types

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
COMMAND = re.compile(r"(?<![\w./-])khaldun ([a-z]+)\b")
MARKS = {"exact": "", "broader": " >", "close": " ~"}
LANGUAGES = {"en": "English", "fr": "French"}
LONGEST_README = 200


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def section(page: str, heading: str) -> str:
    """What stands under a heading, up to the next one of its level or above."""
    level = heading.partition(" ")[0]
    rest = page.split(f"\n{heading}\n")[1]
    return re.split(rf"\n#{{2,{len(level)}}} ", rest)[0]


def table(part: str) -> list[list[str]]:
    """The cells of the table's rows whose first cell is code."""
    rows = [line.strip("|").split("|") for line in part.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row] for row in rows]


def commands() -> set[str]:
    """The commands that README lists."""
    return {cells[0].strip("`").split()[1] for cells in table(section(text(README), "## Commands"))}


def code(page: str) -> Iterator[str]:
    """What a page shows as code, in blocks and in lines."""
    blocks = re.findall(r"```\w*\n(.*?)```", page, flags=re.DOTALL)
    yield from blocks
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL))


def anchors(page: str) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", page, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def command_line() -> Any:  # noqa: ANN401 - typer's own types are not needed to read names
    if importlib.util.find_spec("khaldun.cli") is None:
        pytest.skip("khaldun.cli does not exist yet")
    typer = importlib.import_module("typer.main")
    return typer.get_command(importlib.import_module("khaldun.cli").app)


def test_readme_lists_the_commands_of_the_command_line() -> None:
    shown = {name for name, command in command_line().commands.items() if not command.hidden}
    assert shown == commands()


def test_every_command_says_what_it_does() -> None:
    helpless = [name for name, command in command_line().commands.items() if not command.help]
    assert helpless == []


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_a_page_shows_no_command_that_readme_does_not_list(page: Path) -> None:
    shown = {name for shown in code(text(page)) for name in COMMAND.findall(shown)}
    assert shown <= commands()


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_make_target_that_a_page_shows_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), flags=re.MULTILINE))
    shown = {name for shown in code(text(page)) for name in re.findall(r"\bmake ([a-z]+)", shown)}
    assert shown <= targets


def test_readme_gives_the_two_commands() -> None:
    shown = "\n".join(code(text(README)))
    assert "make demo" in shown
    assert "make test" in shown


def test_readme_is_short() -> None:
    assert len(text(README).splitlines()) < LONGEST_README


def test_readme_names_the_languages_that_have_a_lexicon() -> None:
    lexicons = sorted(path.stem for path in (ROOT / "src/khaldun/coding/data/lexicon").glob("*.toml"))
    told = re.findall(r"^Languages coded: ([^.]+)\.", text(README), flags=re.MULTILINE)
    assert told == [" and ".join(LANGUAGES[language] for language in lexicons)]


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    relative = [link for link in LINK.findall(text(page)) if "://" not in link]
    lost = [link for link in relative if not _leads(page, link)]
    assert lost == []


def _leads(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    return target.exists() and (not anchor or anchor in anchors(text(target)))


def test_the_index_lists_every_page() -> None:
    listed = {(DOCS / link).resolve() for link in LINK.findall(text(DOCS / "index.md")) if "://" not in link}
    pages = {page.resolve() for page in DOCS.rglob("*.md")} - {(DOCS / "index.md").resolve()}
    assert {short(page) for page in pages - listed} == set()


def test_decisions_are_numbered_without_gaps_and_say_why() -> None:
    decisions = sorted((DOCS / "adr").glob("*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        assert {"context", "decision", "consequences"} <= anchors(text(path)), short(path)


def test_the_page_of_nouns_names_each_noun() -> None:
    told = set(re.findall(r"`(\w+)`", text(DOCS / "nouns.md")))
    assert set(khaldun.model.__all__) - told == set()


def test_the_page_of_nouns_names_no_class_that_does_not_exist() -> None:
    told = {cells[0].strip("`") for cells in table(text(DOCS / "nouns.md"))}
    classes = {name for name in khaldun.model.__all__ if inspect.isclass(getattr(khaldun.model, name))}
    assert told - classes == set()


def test_the_codebook_page_shows_the_codebook() -> None:
    rows = table(section(text(DOCS / "codebook.md"), "## Types"))
    held = [[f"`{t.code}`", t.label["en"], t.label["fr"], t.deaths, t.definition] for t in types().values()]
    assert rows == held


def _cell(found: Equivalent) -> str:
    if found.code is None:
        return "by parties" if found.by else "none"
    return found.code + (f" ({found.mode})" if found.mode else "") + MARKS[found.fit or "exact"]


def test_the_codebook_page_shows_the_crosswalk() -> None:
    order: tuple[Scheme, ...] = ("acled", "ucdp", "plover", "cameo")
    rows = table(section(text(DOCS / "codebook.md"), "## Crosswalk").split("\n### ")[0])
    held = [[f"`{each}`", *[_cell(equivalent(each, scheme)) for scheme in order]] for each in types()]
    assert rows == held


def test_the_codebook_page_gives_every_reason() -> None:
    rows = table(section(text(DOCS / "codebook.md"), "### None, and why"))
    reasons = [[f"`{each}`", scheme, equivalent(each, scheme).none] for each in types() for scheme in SCHEMES]
    assert rows == [row for row in reasons if row[2] is not None]


def test_versions_agree() -> None:
    package = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["version"]
    citation = re.findall(r"^version: (.+)$", text(ROOT / "CITATION.cff"), flags=re.MULTILINE)
    assert [package, khaldun.__version__] == citation * 2


def test_the_notice_names_every_package_that_brings_a_model_or_data() -> None:
    needed = tomllib.loads(text(ROOT / "pyproject.toml"))["project"]["dependencies"]
    named = {re.split(r"[<>=\[ ]", entry)[0] for entry in needed}
    carriers = {name for name in named if re.search(r"-core-|geonames|langdetect", name)}
    assert carriers
    assert {name for name in carriers if name not in text(ROOT / "NOTICE")} == set()


def test_the_changelog_has_an_open_section() -> None:
    assert "\n## [Unreleased]\n" in text(ROOT / "CHANGELOG.md")
