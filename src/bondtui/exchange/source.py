"""A file that is read: its encoding found out, its text streamed, never held as a whole."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from bondtui.domain.text import clean_line
from bondtui.errors import Refused

HEAD = 65_536
"""Characters at a file's beginning by which its kind is recognised."""

_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Source:
    """A regular file of text. A byte order mark decides its encoding; else it is UTF-8; else it is cp1252."""

    def __init__(self, path: Path) -> None:
        """Refused when there is no such regular file, or it cannot be read."""
        self.path = path
        try:
            if not path.is_file():
                raise Refused(f"{clean_line(str(path))} is not a file.")
            self.size = path.stat().st_size
            self.encoding = self._encoding()
        except (OSError, ValueError) as error:
            raise Refused(f"{clean_line(str(path))} could not be read: {getattr(error, 'strerror', error)}.") from error

    def _encoding(self) -> str:
        with self.path.open("rb") as file:
            start = file.read(4)
            for mark, name in _MARKS:
                if start.startswith(mark):
                    return name
            file.seek(0)
            decoder = codecs.getincrementaldecoder("utf-8")()
            try:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return "cp1252"
        return "utf-8"

    @contextmanager
    def text(self) -> Iterator[TextIO]:
        """The text from its beginning, line ends as they are in the file. Bytes the encoding lacks become U+FFFD."""
        with self.path.open("rb") as file, TextIOWrapper(file, self.encoding, errors="replace", newline="") as text:
            yield text

    def lines(self, longest: int) -> Iterator[bytes]:
        """The lines without their ends, for formats whose letters can be read only when lines were put together.

        UTF-8 where the file is UTF-16, else the file's own bytes, without the mark. Of a longer line only the first
        `longest` characters are given; it is read past, not held.
        """
        wide = self.encoding == "utf-16"
        inner, outer = ("utf-16", "utf-8") if wide else ("latin-1", "latin-1")
        with self.path.open("rb") as file, TextIOWrapper(file, inner, errors="replace", newline=None) as text:
            if self.encoding == "utf-8-sig":
                text.read(len(codecs.BOM_UTF8))
            while line := text.readline(longest):
                yield line.removesuffix("\n").encode(outer)
                while not line.endswith("\n") and (line := text.readline(longest)):
                    pass

    @property
    def head(self) -> str:
        """The beginning of the text."""
        with self.text() as text:
            return text.read(HEAD)
