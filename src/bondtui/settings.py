"""The settings file → one frozen Settings. Every setting is documented here, and an unknown one is an error."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NoReturn

from bondtui.domain.clock import DEFAULT_CADENCES
from bondtui.domain.stages import Stage
from bondtui.errors import UsageError
from bondtui.paths import documents_folder, settings_path

if TYPE_CHECKING:
    from bondtui.domain.dates import DateOrder

DOCUMENTATION = """\
# What can be set. A line that is left out keeps the value shown here.

# How 12.11. and 12/11 are read: "dmy" is 12 November, "mdy" 11 December.
date_order = "dmy"

# The folder exports go to; the documents folder unless set. A full path, ~ is your home.
# export_dir = "~/Documents"

# The app's colours: "dark", "light", "terminal" (the terminal's own) or a theme's full name.
theme = "dark"

# Whether days near today read "3 days ago" (true) or "20 Nov" (false).
relative_dates = true

# How many days ahead birthdays and other dates are told.
horizon = 14

# The most check-ins in a day's list; 0 is no limit. With one, they are dealt in turn over the stages.
daily_cap = 0

# The currency of an amount that names none, by its ISO 4217 code.
currency = "EUR"

# The steps every new project gets; projects there are keep theirs.
# standard = ["brief confirmed in writing", "contract signed", "result accepted in writing"]

# How old the history of changes grows, and with it what can be undone: "1y", "90d"; "0d" keeps all of it.
history_age = "0d"

# How often to be in touch, stage by stage: "30d", "2w", "3m" or "1y"; "0d" means never.
# A contact's own (`bondtui edit NAME --every 30d`) goes before these.
[cadences]
stranger = "90d"
acquaintance = "60d"
partner = "30d"
friend = "30d"

# Other keys for the app's actions, by the action's id; several keys are parted by commas.
[keys]
# "contact.log" = "l"
# "app.quit" = "q,ctrl+q"
"""


class _ExportFolder:
    """A field that looks for the documents folder only when it is read: `due` has no time for that."""

    def __get__(self, settings: object | None, owner: type) -> Path:
        if settings is None:
            return None  # type: ignore[return-value]  # the default dataclass asks the class for
        chosen: Path | None = vars(settings)["export_dir"]
        return documents_folder() if chosen is None else chosen

    def __set__(self, settings: object, chosen: Path | None) -> None:
        vars(settings)["export_dir"] = chosen


@dataclass(frozen=True)
class Settings:
    """What a person has chosen. `cadences` has a number of days for every stage, 0 for never; `horizon` is in days.

    `history_age` is in days, None for ever.
    """

    date_order: "DateOrder" = "dmy"
    cadences: Mapping[Stage, int] = field(default_factory=lambda: DEFAULT_CADENCES)
    export_dir: _ExportFolder = _ExportFolder()
    theme: str = "dark"
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    relative_dates: bool = True
    horizon: int = 14
    daily_cap: int | None = None
    currency: str = "EUR"
    standard: tuple[str, ...] | None = None
    history_age: int | None = None


def load() -> Settings:
    """The settings in the file `settings_path()`, the defaults when there is none.

    UsageError, with the file and the line, for what is no TOML, no setting or no value of one.
    """
    path = settings_path()
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text in UTF-8.") from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    return _Reader(path, text).read()


class _Reader:
    """Reads one settings file and knows on which line a complaint is."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text

    def read(self) -> Settings:
        import tomllib

        try:
            table = tomllib.loads(self.text.removeprefix("\ufeff"))
        except tomllib.TOMLDecodeError as error:
            at = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
            said = str(error)[: at.start()] if at else str(error)
            line = int(at[1]) if at and at[1] else self.text.count("\n") + 1
            raise UsageError(f"{self.path}, line {line}: {said.rstrip('.')}.") from None
        readers = {
            "date_order": self._date_order,
            "export_dir": self._export_dir,
            "theme": self._theme,
            "relative_dates": self._relative_dates,
            "horizon": self._horizon,
            "daily_cap": self._daily_cap,
            "currency": self._currency,
            "standard": self._standard,
            "history_age": self._history_age,
            "cadences": self._cadences,
            "keys": self._keys,
        }
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in readers:
                self._complain(key, f"there is no setting {key}; there are {', '.join(readers)}")
            values[key] = readers[key](value)
        return Settings(**values)

    def _date_order(self, value: object) -> str:
        if value not in ("dmy", "mdy"):
            self._complain("date_order", 'date_order is "dmy" or "mdy"')
        return str(value)

    def _export_dir(self, value: object) -> Path:
        if isinstance(value, str) and value and "\0" not in value:
            folder = Path(os.path.expanduser(value))
            if folder.is_absolute():
                return folder
        self._complain("export_dir", 'export_dir is the full path of a folder, such as "~/Documents"')

    def _theme(self, value: object) -> str:
        if isinstance(value, str) and value:
            return value
        self._complain("theme", "theme is the name of a theme")

    def _relative_dates(self, value: object) -> bool:
        if isinstance(value, bool):
            return value
        self._complain("relative_dates", "relative_dates is true or false")

    def _horizon(self, value: object) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 365:
            return value
        self._complain("horizon", "horizon is a number of days from 0 to 365")

    def _daily_cap(self, value: object) -> int | None:
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value or None
        self._complain("daily_cap", "daily_cap is a number of check-ins, 0 for no limit")

    def _currency(self, value: object) -> str:
        from bondtui.domain.money import currency

        try:
            return currency(value if isinstance(value, str) else "")
        except ValueError:
            self._complain("currency", 'currency is a code of ISO 4217, such as "EUR"')

    def _standard(self, value: object) -> tuple[str, ...]:
        from bondtui.domain.text import MAX_LINE, clean_line

        steps = tuple(clean_line(each) for each in value if isinstance(each, str)) if isinstance(value, list) else ()
        if not steps or len(steps) != len(set(steps)) or not all(0 < len(each) <= MAX_LINE for each in steps):
            self._complain("standard", 'standard is a list of different steps, such as ["contract signed"]')
        return steps

    def _history_age(self, value: object) -> int | None:
        from bondtui.domain.dates import parse_every

        try:
            return parse_every(value if isinstance(value, str) else "") or None
        except ValueError as error:
            self._complain("history_age", str(error))

    def _cadences(self, value: object) -> Mapping[Stage, int]:
        from bondtui.domain.dates import parse_every

        cadences = dict(DEFAULT_CADENCES)
        for name, every in self._section("cadences", value).items():
            if name not in set(Stage):
                self._complain(name, f"there is no stage {name}; there are {', '.join(Stage)}", "cadences")
            try:
                cadences[Stage(name)] = parse_every("" if isinstance(every, bool) else str(every))
            except ValueError as error:
                self._complain(name, str(error), "cadences")
        return MappingProxyType(cadences)

    def _keys(self, value: object) -> Mapping[str, str]:
        keys = self._section("keys", value)
        for action, key in keys.items():
            if not isinstance(key, str) or not key:
                self._complain(action, f'{action} wants a key, such as "l" or "ctrl+l"', "keys")
        return MappingProxyType(dict(keys))

    def _section(self, name: str, value: object) -> Mapping[str, Any]:
        if isinstance(value, dict):
            return value
        self._complain(name, f"{name} is a section: write [{name}] on a line of its own")

    def _complain(self, key: str, why: str, section: str = "") -> NoReturn:
        raise UsageError(f"{self.path}, line {self._line_of(key, section)}: {why.rstrip('.')}.")

    def _line_of(self, key: str, section: str) -> int:
        """The line on which the key stands in its section; the section's own when it is written some other way."""
        current, best = "", 1
        for number, line in enumerate(self.text.splitlines(), 1):
            if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
                current = header[1].strip("\"'")
                if current.partition(".")[0] in (key, section):
                    best = number
                if not section and current.partition(".")[0] == key:
                    return number
            elif current == section and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
            elif not current and re.match(rf"\s*{re.escape(section or key)}\s*[=.]", line):
                best = number
        return best
