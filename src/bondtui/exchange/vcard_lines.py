"""vCard's content lines: unfolded as bytes, for a fold can fall inside a letter, then decoded and taken apart."""

import codecs
import re
from binascii import a2b_base64, a2b_qp
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from bondtui.domain.text import clean_line, is_plain, printable

LONGEST = 16 << 20
"""Bytes in a content line, a photo perhaps, and in all of a card: more is left out."""

_EDGE = re.compile(rb"(?:\xef\xbb\xbf)?(BEGIN|END)[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_EDGES = (b"B", b"b", b"E", b"e", b"\xef")
_QUOTED_PRINTABLE = re.compile(rb"[^:]*;(?:ENCODING=)?\"?QUOTED-PRINTABLE", re.IGNORECASE)
_BASE64_PROPERTY = re.compile(rb"[^:]*;(?:ENCODING=)?\"?(?:BASE64|B)[\";:]", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}")
_BASE64 = re.compile("[A-Za-z0-9+/]+={0,2}")
_WORD = re.compile("[A-Za-z0-9_-]+")
_PIECE = re.compile(r'(?:[^";]++|"[^"]*+")++')
_BACKSLASH = re.compile(r"\\(?![;,])")
_APPLE_LABEL = re.compile(r"_\$!<([^<>]*)>!\$_")
_CHARSET = re.compile(
    r"(?:utf-?(?:8|16|16le|16be|32)|(?:us-)?ascii|iso-?8859-?[0-9]{1,2}|latin-?[0-9]{1,2}|(?:windows|cp)-?[0-9]{3,5}"
    r"|koi8-[rut]|macintosh|mac-?roman|shift[-_]?jis|sjis|euc-?(?:jp|kr|cn)|iso-2022-(?:jp|kr)|gb2312|gbk|gb18030"
    r"|big5(?:-?hkscs)?|ks_c_5601-1987|tis-?620)",
    re.IGNORECASE,
)
_READ_AS = {"iso8859-1": "cp1252", "ascii": ""}
"""What programs mean by the name of a charset; nothing: UTF-8 or cp1252 will do."""

_ENCODINGS = frozenset(("QUOTED-PRINTABLE", "BASE64", "B", "8BIT", "7BIT"))
_MEDIA = frozenset(("PHOTO", "LOGO", "SOUND", "KEY"))
_NO_LABELS = frozenset(("pref", "internet", "x400", "voice", "text", "msg", "dom", "intl", "postal", "parcel"))
KINDS = frozenset((
    "home", "work", "cell", "mobile", "fax", "pager", "main", "other", "car", "isdn", "modem", "bbs", "video", "iphone",
))  # fmt: skip
"""Types in the format's own words, which are written in capitals or not."""


def edge(line: bytes) -> bytes:
    """`BEGIN` or `END` where a card does, else nothing."""
    found = _EDGE.fullmatch(line) if line[:1] in _EDGES else None
    return found[1].upper() if found else b""


def unfold(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Each content line and the number of the line where it begins; blank lines are left out.

    One that is longer than LONGEST is cut a little beyond that.
    """
    begins, text = 0, bytearray()
    soft = bare = False
    for number, line in enumerate(lines, 1):
        if not begins or edge(line):
            more = None
        elif soft and text.endswith(b"="):
            del text[-1]
            more = line
        elif line[:1] in (b" ", b"\t"):
            more = line[1:]
        else:
            # Phones of old wrote a photo's lines without indenting them.
            more = line if bare and _BASE64_LINE.fullmatch(line) else None
        if more is not None:
            if len(text) <= LONGEST:
                text += more
        elif line:
            if begins:
                yield begins, bytes(text)
            begins = 0
            if edge(line):
                yield number, line
            else:
                begins, text = number, bytearray(line)
                soft = b";" in line and bool(_QUOTED_PRINTABLE.match(line))
                bare = b";" in line and bool(_BASE64_PROPERTY.match(line))
    if begins:
        yield begins, bytes(text)


@dataclass(frozen=True, slots=True)
class Property:
    """A content line. `name` is in capitals, `value` decoded but still escaped, `header` all before the colon.

    `params` are as written, a bare one with an empty name. `unknown_charset` is the one declared that does not exist.
    """

    line: int
    header: str
    group: str
    name: str
    params: tuple[tuple[str, str], ...]
    value: str
    printable: bool = False
    binary: bool = False
    unknown_charset: str = ""

    def param(self, name: str) -> str:
        return next((value.strip('"') for key, value in self.params if key.upper() == name), "")

    @property
    def types(self) -> tuple[str, ...]:
        """What may stand as a label: no `pref`, no `voice`; the format's own words are in small letters."""
        said = (value.strip('"').split(",") for key, value in self.params if key.upper() in ("", "TYPE"))
        types = [each.strip() for values in said for each in values if each.strip().upper() not in _ENCODINGS]
        known = [each.lower() if each.lower() in KINDS else re.sub("^[xX]-", "", each) for each in types if each]
        return tuple(dict.fromkeys(each for each in known if each.lower() not in _NO_LABELS))

    @property
    def text(self) -> str:
        return self.unescape(self.value)

    @property
    def label(self) -> str:
        """The text of an `X-ABLabel`; one of Apple's own is unwrapped and in small letters."""
        said = self.text.strip()
        found = _APPLE_LABEL.fullmatch(said)
        return found[1].lower() if found else said

    def parts(self, mark: str) -> list[str]:
        """The texts between `mark`s that are not escaped."""
        return [self.unescape(each) for each in split(self.value, mark)]

    def unescape(self, text: str) -> str:
        """Quoted-printable has other ways for a line break, and a backslash in it is one."""
        if "\\" not in text:
            return text
        if self.printable:
            return text.replace("\\;", ";").replace("\\,", ",")
        return "\\".join(map(_unescape, text.split("\\\\")))

    @property
    def as_text(self) -> "Property":
        """The same when it is text that was encoded as if it were a photo."""
        if not self.binary:
            return self
        return replace(self, value=decode(a2b_base64(self.value + "==")), printable=True, binary=False)

    @property
    def is_damaged(self) -> bool:
        """Whether it says that it is base64 and is not."""
        if self.binary:
            return not _is_base64(self.value)
        if self.name not in _MEDIA or self.value[:5].lower() != "data:":
            return False
        head, _, data = self.value.partition(",")
        return head.lower().endswith(";base64") and not _is_base64(data)

    @property
    def kept(self) -> str:
        """The line to be written again, as it was but for control characters and what 3.0 no longer has."""
        value = _BACKSLASH.sub(r"\\\\", self.value) if self.printable else self.value
        value = value.replace("\r\n", "\\n").replace("\r", "\\n").replace("\n", "\\n")
        if not any(map(_is_old, self.params)):
            return harmless(f"{self.header}:{value}")
        params = "".join(filter(None, map(_renewed, self.params)))
        first = self.header.partition(";")[0].replace('"', "").strip()
        return harmless(f"{first}{params}:{value}")


def parse(line: int, raw: bytes, transcoded: bool = False) -> Property | None:
    """The property in a content line; None when it has no colon or no name.

    `transcoded`: the bytes are UTF-8 whatever charset the line declares, unless it is quoted-printable.
    """
    at = _colon(raw)
    if at < 0:
        return None
    header, value = decode(raw[:at]), raw[at + 1 :]
    first, params = (header, ()) if ";" not in header else _taken_apart(header)
    group, _, name = first.strip().rpartition(".")
    if not _WORD.fullmatch(name) or (group and not _WORD.fullmatch(group)):
        return None
    if not params:
        return Property(line, header, group, name.upper(), (), decode(value))
    said = {key.upper() or param.upper(): param.strip('"') for key, param in params}
    encodings = _ENCODINGS & {said.get("ENCODING", "").upper(), *said}
    printable, binary = "QUOTED-PRINTABLE" in encodings, not encodings.isdisjoint(("B", "BASE64"))
    if printable:
        value = a2b_qp(value)
    elif binary:
        value = value.translate(None, b" \t")
    charset = said.get("CHARSET", "") if printable or not transcoded else ""
    codec = _codec(charset) if charset else ""
    unknown = charset if codec is None else ""
    return Property(line, header, group, name.upper(), params, decode(value, codec or ""), printable, binary, unknown)


def harmless(line: str) -> str:
    """The line without control characters, which a terminal would obey; none that ended a line does so any more."""
    return line if is_plain(line) else printable(line).replace("\n", "\\n")


def escape(text: str) -> str:
    """`text` as 3.0 writes one."""
    marked = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return marked.replace("\r\n", "\n").replace("\n", "\\n").replace("\r", "\\n")


def split(text: str, mark: str) -> Iterator[str]:
    """What stands between `mark`s that no backslash escapes, still escaped."""
    start = 0
    for found in re.finditer(rf"\\.|{mark}", text, re.DOTALL):
        if found[0] == mark:
            yield text[start : found.start()]
            start = found.end()
    yield text[start:]


def quote(text: str) -> str:
    """At most 40 characters of `text`, in quotes, for a warning."""
    line = clean_line(text[:200])
    return f"“{line if len(line) <= 40 else line[:39] + '…'}”"


def decode(data: bytes, codec: str = "") -> str:
    """By `codec`, else UTF-8, else cp1252, whichever is the first that fits."""
    for each in filter(None, (codec, "utf-8")):
        try:
            return data.decode(each)
        except UnicodeDecodeError:
            continue
    return data.decode("cp1252", "replace")


@lru_cache(64)
def _codec(charset: str) -> str | None:
    """None when there is no such charset."""
    try:
        name = codecs.lookup(charset).name if _CHARSET.fullmatch(charset) else None
    except LookupError:
        return None
    return _READ_AS.get(name, name) if name else None


def _colon(raw: bytes) -> int:
    """Where the value begins: at the first colon outside quotes, or at the first when quotes are out of order."""
    first = at = raw.find(b":")
    quotes = raw.count(b'"', 0, max(at, 0))
    while at >= 0 and quotes % 2:
        after = raw.find(b":", at + 1)
        quotes += raw.count(b'"', at, max(after, at))
        at = after
    return at if at >= 0 else first


def _taken_apart(header: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The name with its group, and the parameters; quotes that are out of order mean nothing."""
    first, *pieces = _PIECE.findall(header if header.count('"') % 2 == 0 else header.replace('"', "")) or [""]
    params = (piece.partition("=") for piece in pieces)
    return first, tuple((key.strip(), value.strip()) if equals else ("", key.strip()) for key, equals, value in params)


def _is_old(param: tuple[str, str]) -> bool:
    key, value = param
    return key.upper() in ("", "CHARSET") or (key.upper() == "ENCODING" and value.lower() != "b")


def _renewed(param: tuple[str, str]) -> str:
    """The parameter as 3.0 has it; the value it describes is no longer quoted-printable."""
    key, value = param
    if not key and not value:
        return ""
    if (key.upper() in ("", "ENCODING") and value.upper() in _ENCODINGS) or key.upper() == "CHARSET":
        return ";ENCODING=b" if value.upper() in ("B", "BASE64") else ""
    return f";{key or 'TYPE'}={value}"


def _unescape(text: str) -> str:
    """A text in which no backslash stands for itself."""
    lines = text.replace("\\n", "\n").replace("\\N", "\n")
    return lines.replace("\\,", ",").replace("\\;", ";").replace("\\:", ":")


def _is_base64(text: str) -> bool:
    found = _BASE64.fullmatch(text)
    return bool(found) and (len(text) % 4 == 0 if text.endswith("=") else len(text) % 4 != 1)
