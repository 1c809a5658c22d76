"""Is the code kept in the style that CONTRIBUTING.md promises?"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "khaldun"
TESTS = ROOT / "tests"
LONGEST_FILE = 300
MEDIAN_FILE = 100
LONGEST_FUNCTION = 60
MEDIAN_FUNCTION = 8
FORBIDDEN = {"utils", "util", "helpers", "helper", "common", "core", "manager", "base", "misc"}
STEPS = {"read", "coding", "identify", "reconcile", "ask", "forecast", "model"}
SPEAKING = {"print", "input"}
LOGGING = {"logging", "structlog", "loguru"}
CLOCKS = {
    "date.today",
    "datetime.date.today",
    "datetime.now",
    "datetime.datetime.now",
    "datetime.utcnow",
    "time.time",
    "time.monotonic",
    "time.perf_counter",
}
SETTINGS = {"os.environ", "os.getenv", "environ.get", "getenv"}
RAISING = {"pytest.raises", "pytest.warns", "pytest.fail"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
FILES = sorted(path for path in PACKAGE.rglob("*.py"))
TEST_FILES = sorted(TESTS.rglob("test_*.py"))


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def functions(path: Path) -> Iterator[Function]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """The lines from `def` to the end, its docstring left out."""
    whole = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is None or first.end_lineno is None:
        return whole
    return whole - (first.end_lineno - first.lineno + 1)


def promised_only(function: Function) -> bool:
    """Whether the function is the promise of a Protocol: a docstring and nothing to run."""
    return len(function.body) == 1 and ast.get_docstring(function) is not None


def dotted(node: ast.expr) -> str:
    return ast.unparse(node) if isinstance(node, (ast.Name, ast.Attribute)) else ""


def imported(path: Path) -> Iterator[str]:
    """The names of the modules that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_file_opens_with_a_docstring_that_is_a_sentence(path: Path) -> None:
    docstring = ast.get_docstring(tree(path)) or ""
    assert docstring.split("\n\n")[0].endswith((".", "?")), f"{short(path)} opens with {docstring[:60]!r}"


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_file_is_short(path: Path) -> None:
    assert lines(path) <= LONGEST_FILE


@pytest.mark.parametrize("path", FILES, ids=short)
def test_no_function_is_long(path: Path) -> None:
    long = {f"{function.name}, line {function.lineno}": length(function) for function in functions(path)}
    assert {name: n for name, n in long.items() if n > LONGEST_FUNCTION} == {}


@pytest.mark.parametrize("path", FILES, ids=short)
def test_what_others_may_call_has_a_docstring(path: Path) -> None:
    public = [n for n in tree(path).body if isinstance(n, Function | ast.ClassDef) and not n.name.startswith("_")]
    assert [node.name for node in public if ast.get_docstring(node) is None] == []


def test_half_of_all_functions_have_at_most_eight_lines() -> None:
    lengths = [length(f) for path in FILES for f in functions(path) if not promised_only(f)]
    assert median(lengths) <= MEDIAN_FUNCTION


def test_half_of_all_files_have_fewer_than_a_hundred_lines() -> None:
    assert median(lines(path) for path in FILES) < MEDIAN_FILE


def test_no_name_of_a_file_or_folder_says_nothing() -> None:
    names = {part: short(path) for path in FILES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert {name: path for name, path in names.items() if name in FORBIDDEN} == {}


def test_the_nouns_import_the_standard_library_and_one_another() -> None:
    roots = {name.split(".")[0] for path in PACKAGE.joinpath("model").rglob("*.py") for name in imported(path)}
    assert roots - set(sys.stdlib_module_names) == {"khaldun"}


@pytest.mark.parametrize("path", [p for p in FILES if p.relative_to(PACKAGE).parts[0] in STEPS], ids=short)
def test_a_step_does_not_print_log_read_settings_or_ask_the_clock(path: Path) -> None:
    used = {dotted(node) for node in ast.walk(tree(path)) if isinstance(node, (ast.Name, ast.Attribute))}
    called = {dotted(node.func) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)}
    assert used & (CLOCKS | SETTINGS) | called & SPEAKING | set(imported(path)) & LOGGING == set()


def asserts(function: Function, helpers: dict[str, Function]) -> bool:
    """Whether a test can fail by itself: it asserts, awaits a fault, or calls a function of its file that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func)
            called = helpers.get(name)
            if name in RAISING or (called is not None and called is not function and asserts(called, helpers)):
                return True
    return False


@pytest.mark.parametrize("path", TEST_FILES, ids=short)
def test_every_test_asserts_something(path: Path) -> None:
    found = {function.name: function for function in functions(path)}
    tests = [function for function in found.values() if function.name.startswith("test_")]
    assert tests
    assert [test.name for test in tests if not asserts(test, found)] == []


@pytest.mark.parametrize("path", TEST_FILES, ids=short)
def test_no_test_replaces_code_by_a_mock(path: Path) -> None:
    assert {"unittest.mock", "mock", "pytest_mock"} & set(imported(path)) == set()


def test_no_two_test_files_share_a_name() -> None:
    names = [path.name for path in TEST_FILES]
    assert sorted(names) == sorted(set(names))


def test_tests_stand_in_rooms_of_the_house() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir()}
    strangers = {short(path) for path in TEST_FILES if path.parent != TESTS and path.parent.name not in rooms}
    assert strangers == set()
