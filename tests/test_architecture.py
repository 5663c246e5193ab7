"""The layout is the design: what a reader of the source may count on."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from bondtui.cli.parser import VERBS

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src" / "bondtui").rglob("*.py"))
EMPTY_PACKAGES = {path for path in SOURCES if path.name == "__init__.py" and not path.read_bytes().strip()}
MODULES = {str(path.relative_to(ROOT)): path for path in SOURCES if path not in EMPTY_PACKAGES}

every_module = pytest.mark.parametrize("path", MODULES.values(), ids=MODULES)


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@every_module
def test_no_file_is_longer_than_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@every_module
def test_a_module_opens_with_why_it_exists(path: Path) -> None:
    assert ast.get_docstring(tree(path))


@every_module
def test_a_function_fits_one_screen(path: Path) -> None:
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    lengths = {node.name: (node.end_lineno or node.lineno) - node.lineno + 1 for node in functions}
    assert {name: length for name, length in lengths.items() if length > 60} == {}


@every_module
def test_a_class_has_at_most_20_methods(path: Path) -> None:
    classes = [node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)]
    methods = {
        node.name: sum(isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) for each in node.body)
        for node in classes
    }
    assert {name: count for name, count in methods.items() if count > 20} == {}


@every_module
def test_nothing_is_caught_that_was_not_expected(path: Path) -> None:
    """`except BaseException` may stand only where it ends in a bare `raise`: it tidies up, it does not swallow."""
    broad = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ExceptHandler):
            caught = "bare" if node.type is None else ast.unparse(node.type)
            last = node.body[-1]
            tidies_up = "BaseException" in caught and isinstance(last, ast.Raise) and last.exc is None
            if re.search(r"\b(bare|Exception|BaseException)\b", caught) and not tidies_up:
                broad.append(f"line {node.lineno}: except {caught}")
    assert broad == []


@every_module
def test_nothing_outside_the_project_is_mentioned(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "../shared" not in text


QUICK = {"version": ["--version"], "due": ["due"], "list": ["list"], "show": ["show", "Ann Ames"]}


@pytest.fixture(scope="module")
def small_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("book") / "book.db"
    subprocess.run([sys.executable, "-m", "bondtui", "--db", str(path), "add", "Ann Ames"], check=True, env=clean_env())
    return path


def clean_env() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BONDTUI_")}
    return environment | {"BONDTUI_TODAY": "2026-11-23", "BONDTUI_CONFIG": os.devnull}


@pytest.mark.parametrize("arguments", QUICK.values(), ids=QUICK)
def test_reading_commands_start_without_the_heavy_libraries(arguments: list[str], small_book: Path) -> None:
    program = (
        "import sys\n"
        "from bondtui.cli import main\n"
        f"code = main(['--db', {str(small_book)!r}, *{arguments!r}])\n"
        "heavy = {'sqlmodel', 'sqlalchemy', 'pydantic', 'textual', 'rich', 'alembic'} & set(sys.modules)\n"
        "sys.exit(f'imported {heavy}' if heavy else code)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env=clean_env())
    assert done.returncode == 0, done.stderr


def test_the_readme_lists_the_keys_there_are() -> None:
    actions = pytest.importorskip("bondtui.tui.actions")
    expected = [
        f"| {actions.shown_keys(each.key)} | {each.help} |"
        for each in actions.ACTIONS
        if each.group in (actions.ACTING, actions.GOING)
    ]
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- keys -->")[2].partition("<!-- /keys -->")[0]
    assert [line for line in table.strip().splitlines()[2:] if line] == expected


def test_the_readme_lists_the_commands_there_are() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("<!-- commands -->")[2].partition("<!-- /commands -->")[0]
    assert [line for verb, (_, line) in VERBS.items() if f"| `bondtui {verb}` | {line} |" not in table] == []
