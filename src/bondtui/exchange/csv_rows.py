"""Rows out of any table of text: a header below notes, whichever separator, quotes that are out of order.

`csv` alone stops at the first stray quote or swallows the file behind it; here it costs one row at most.
"""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from itertools import islice
from typing import TextIO

from bondtui.domain.incoming import Remark
from bondtui.domain.text import clean_line
from bondtui.exchange.source import HEAD

Header = tuple[str, ...]
IsHeader = Callable[[Header], bool]
Row = tuple[int, list[str]]

LONGEST = (10 << 20) + (1 << 16)
"""Characters a row may have: ten million of notes are read, a file without line breaks is not held as a whole."""

MOST_COLUMNS = 4_096
_NOTES = 100
"""Lines among which the header is looked for."""

_AHEAD = 32
"""Lines of a row once a quote was found to run on: to try again from every line must not take for ever."""

_SEPARATORS = ",;\t"
_QUOTED = re.compile('"[^"]*"')
_GUARDED = re.compile("'+[=+\\-@\t\r]")
_STRAY = "A quote is out of place in this row: it was read as far as it is clear."
_TOO_MANY = "This row has more cells than the header: what stands beyond was left out."
_TOO_LONG = f"This row is longer than {LONGEST} characters: the rest was left out."

# The limit is the process's. A row is cut before it gets there.
csv.field_size_limit(4 * LONGEST)


class Table:
    """A header and the rows below it. Each can be read once."""

    def __init__(self, lines: Iterator[str], header: Header, separator: str, first: int) -> None:
        """`first` is the line, counted from 1, that follows the header."""
        self.header = header
        self._separator = separator
        self._feed = _Feed(lines)
        self._line = first
        # Widths by which a row is known again behind a stray quote.
        self._widths = {len(header)}

    def rows(self) -> Iterator[Row | Remark]:
        """Each row that is not blank, with the line where it begins; Remarks stand before the row they are about.

        A row has a cell for every column and an empty one more, for columns that are not there.
        """
        feed, widths = self._feed, self._widths
        while True:
            try:
                for cells in self._reader(feed):
                    began = self._line
                    self._line += len(feed.row)
                    if len(cells) > 1:
                        widths.add(len(cells))
                    if feed.guards:
                        cells = [without_guard(cell) for cell in cells]
                    if feed.size >= LONGEST:
                        yield Remark(began, _TOO_LONG)
                    feed.begin()
                    yield from self._fitted(began, cells)
                return
            except csv.Error:
                yield from self._damaged()

    def _reader(self, lines: Iterator[str]) -> Iterator[list[str]]:
        return csv.reader(lines, delimiter=self._separator, skipinitialspace=True, strict=True)

    def _fitted(self, line: int, cells: list[str]) -> Iterator[Row | Remark]:
        width = len(self.header)
        if missing := width - len(cells):
            if missing < 0 and any(map(str.strip, cells[width:])):
                yield Remark(line, _TOO_MANY)
            cells = cells[:width] + [""] * missing
        if any(map(str.strip, cells)):
            cells.append("")
            yield line, cells

    def _damaged(self) -> Iterator[Row | Remark]:
        """The row whose quotes are out of order: it ends where a line begins a whole row again."""
        feed, began = self._feed, self._line
        if len(feed.row) > _AHEAD:
            feed.most = _AHEAD
        first, *others = feed.row
        feed.put_back(others)
        kept, size, count = [first], len(first), 1
        while (ahead := feed.peek(_AHEAD)) and not self._is_whole(ahead):
            line = feed.take()
            count += 1
            if size < LONGEST:
                kept.append(line)
                size += len(line)
        feed.begin()
        self._line += count
        yield Remark(began, _TOO_LONG if size >= LONGEST else _STRAY)
        yield from self._fitted(began, [without_guard(cell) for cell in self._made_out(kept)])

    def _is_whole(self, lines: list[str]) -> bool:
        if self._splits(lines[0]):
            return True
        try:
            return len(next(self._reader(iter(lines)))) in self._widths
        except csv.Error:
            return False

    def _splits(self, text: str) -> bool:
        """Whether the separators alone make as many cells as there are columns."""
        return text.count(self._separator) == len(self.header) - 1

    def _made_out(self, lines: list[str]) -> list[str]:
        """The cells, as if no quote meant anything if that fits the header; else as far as the quotes lead."""
        text, separator, width = "".join(lines), self._separator, len(self.header)
        if self._splits(text) or text.count(separator) > MOST_COLUMNS:
            return [_unquoted(cell.strip()) for cell in text.split(separator, width - 1)]
        reader = csv.reader(iter(lines), delimiter=separator, skipinitialspace=True)
        cells = next(reader) or [""]
        last = min(len(cells), width) - 1
        return [*cells[:last], separator.join(cells[last:]) + "".join(lines[reader.line_num :])]


class _Feed:
    """Lines for `csv.reader`. Those of the row it is at are kept, to be read again if its quotes are out of order."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._again: deque[str] = deque()
        self.most = LONGEST
        self.begin()

    def begin(self) -> None:
        self.row: list[str] = []
        self.size = 0
        self.guards = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.size >= LONGEST or len(self.row) >= self.most:
            raise StopIteration
        line = self.take()
        self.row.append(line)
        self.size += len(line)
        if "'" in line:
            self.guards = True
        return line

    def take(self) -> str:
        return self._again.popleft() if self._again else next(self._lines)

    def put_back(self, lines: Sequence[str]) -> None:
        self._again.extendleft(reversed(lines))

    def peek(self, count: int) -> list[str]:
        if (missing := count - len(self._again)) > 0:
            self._again.extend(islice(self._lines, missing))
        return list(islice(self._again, count))


def open_table(text: TextIO, is_header: IsHeader) -> Table | None:
    """The table in `text` whose header is the first line of which `is_header` is true; None when there is none."""
    lines = _physical(text)
    start: list[str] = []
    size = 0
    while size < HEAD and (line := next(lines, "")):
        start.append(line)
        size += len(line)
    if (found := _find(start, is_header)) is None:
        return None
    header, separator, below = found
    return Table(_chained(start[below:], lines), header, separator, below + 1)


def header_in(head: str, is_header: IsHeader) -> Header | None:
    """The header in the beginning of a text, if there is one."""
    found = _find(list(_physical(StringIO(head, newline=""))), is_header)
    return found[0] if found else None


def most_rows_fit(head: str, is_header: IsHeader) -> bool:
    """Whether there is such a header in the beginning of a text, and most of the first rows below are as wide."""
    lines = list(_physical(StringIO(head, newline="")))
    if (found := _find(lines, is_header)) is None:
        return False
    header, separator, below = found
    reader = csv.reader(iter(lines[below:]), delimiter=separator, skipinitialspace=True)
    rows = list(islice(filter(None, reader), 9))
    if len(head) >= HEAD:  # the last may be cut
        rows = rows[:-1]
    return 2 * sum(len(row) == len(header) for row in rows) >= len(rows)


def without_guard(cell: str) -> str:
    """The cell without the one `'` a spreadsheet's export puts before what could be a formula."""
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def guarded(text: str) -> str:
    """What `without_guard` makes `text` of again."""
    return f"'{text}" if _GUARDED.match(f"'{text}") else text


def _find(lines: list[str], is_header: IsHeader) -> tuple[Header, str, int] | None:
    for at, line in enumerate(lines[:_NOTES]):
        bare = _QUOTED.sub("", line)
        separator = max(_SEPARATORS, key=bare.count)
        if line.count(separator) >= MOST_COLUMNS:
            continue
        reader = csv.reader(iter(lines[at : at + _AHEAD]), delimiter=separator, skipinitialspace=True, strict=True)
        try:
            header = tuple(map(clean_line, next(reader)))
        except csv.Error:
            continue
        if any(header) and is_header(header):
            return header, separator, at + reader.line_num
    return None


def _physical(text: TextIO) -> Iterator[str]:
    """The lines as an editor counts them; of one that is endless only the beginning."""
    while line := text.readline(LONGEST):
        yield line
        while len(line) == LONGEST and line[-1] not in "\r\n":
            line = text.readline(LONGEST)
            if not line:
                return


def _chained(first: list[str], lines: Iterator[str]) -> Iterator[str]:
    yield from first
    first.clear()
    yield from lines


def _unquoted(cell: str) -> str:
    """Without the quotes around it, if they are there, and the doubled ones made one."""
    return cell.removeprefix('"').removesuffix('"').replace('""', '"')
