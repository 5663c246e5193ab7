"""Fills the README with what its console block really prints, and with the tables of keys and of commands."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from bondtui.cli.parser import VERBS
from bondtui.tui.actions import ACTING, ACTIONS, GOING, shown_keys

README = Path(__file__).parent.parent / "README.md"


def console(block: str) -> str:
    """The commands of the block (lines beginning with `$`), each run in a new book and followed by its output."""
    lines = []
    with tempfile.TemporaryDirectory() as home:
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        fixed = {"PATH": programs, "HOME": home, "BONDTUI_TODAY": "2026-11-23", "BONDTUI_CONFIG": os.devnull}
        environment = os.environ | fixed | {"BONDTUI_DB": f"{home}/book.db"}
        for command in re.findall(r"^\$ (.+)$", block, re.MULTILINE):
            done = subprocess.run(
                command, shell=True, env=environment, check=True, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            lines += [f"$ {command}", *done.stdout.rstrip().splitlines()]
    return "\n```console\n" + "\n".join(lines) + "\n```\n"


def keys(_: str) -> str:
    rows = [f"| {shown_keys(each.key)} | {each.help} |" for each in ACTIONS if each.group in (ACTING, GOING)]
    return "\n" + "\n".join(["| key | does |", "| --- | --- |", *rows]) + "\n"


def commands(_: str) -> str:
    rows = [f"| `bondtui {verb}` | {line} |" for verb, (_, line) in VERBS.items()]
    return "\n" + "\n".join(["| command | does |", "| --- | --- |", "| `bondtui` | opens the app |", *rows]) + "\n"


def main() -> int:
    text = README.read_text(encoding="utf-8")
    for name, fill in (("console", console), ("keys", keys), ("commands", commands)):
        start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
        before, _, rest = text.partition(start)
        block, _, after = rest.partition(end)
        text = before + start + fill(block) + end + after
    README.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
