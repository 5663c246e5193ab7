"""The three streams a program is given, which may be closed, full or of no encoding for the names of the world."""

import errno
import os
import sys
from io import StringIO, TextIOBase, TextIOWrapper


class _Closed(TextIOBase):
    """Stands for a stdout that was closed before the start."""

    def write(self, text: str) -> int:
        raise OSError(errno.EBADF, "The output is closed, so nothing could be shown")


def prepare() -> None:
    """See that all three are there, and that none stumbles over a letter it has no code for."""
    while (handle := os.open(os.devnull, os.O_RDWR)) <= 2:
        continue  # no file of ours may get the number of a stream
    os.close(handle)
    sys.stdin, sys.stdout, sys.stderr = sys.stdin or StringIO(), sys.stdout or _Closed(), sys.stderr or StringIO()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def let_go() -> None:
    """Leave nothing unwritten that the interpreter would stumble over when it ends: a full disk, a reader gone."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
