"""The filter of People and `list`: words, and `field:value` terms, all of which must hold."""

from dataclasses import dataclass
from enum import StrEnum

from bondtui.domain.stages import Stage
from bondtui.domain.text import clean_line, fold
from bondtui.errors import Refused


class Sort(StrEnum):
    NAME = "name"
    STAGE = "stage"
    LAST_CONTACT = "last contact"
    DUE = "due"
    COMPANY = "company"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Query:
    """`words` are folded and looked for everywhere; every other part narrows further. None means: not asked."""

    words: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    tags: tuple[str, ...] = ()
    due: bool | None = None
    archived: bool = False
    referred_by: str | None = None


FIELDS = frozenset({"stage", "tag", "due", "is", "referred-by"})


def parse_query(text: str) -> Query:
    """`anna stage:friend tag:web due:yes referred-by:anna is:archived`; Refused for a value that cannot be.

    An unknown `field:` is a word like any other, and a field still without its value says nothing yet.
    """
    words: list[str] = []
    stages: list[Stage] = []
    tags: list[str] = []
    due, archived, referred_by = None, False, None
    for word in clean_line(text).split():
        field, colon, value = word.partition(":")
        if colon and not value and field.lower() in FIELDS:
            continue
        match field.lower() if colon else "":
            case "stage":
                stages.append(_stage(value))
            case "tag":
                tags.append(fold(value))
            case "due":
                due = _yes_or_no(value)
            case "is" if value.lower() == "archived":
                archived = True
            case "referred-by":
                referred_by = fold(value)
            case _:
                words.append(fold(word))
    return Query(tuple(words), tuple(stages), tuple(tags), due, archived, referred_by)


def _stage(value: str) -> Stage:
    fits = [stage for stage in Stage if stage.startswith(value.lower())]
    if len(fits) != 1:
        raise Refused(f"There is no stage “{value[:40]}”; the stages are {', '.join(Stage)}.")
    return fits[0]


def _yes_or_no(value: str) -> bool:
    answers = {"yes": True, "y": True, "no": False, "n": False}
    if value.lower() not in answers:
        raise Refused("After “due:” stands yes or no.")
    return answers[value.lower()]
