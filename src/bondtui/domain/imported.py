"""What an import did, file by file: read = added + updated + unchanged + skipped."""

from dataclasses import dataclass, field

from bondtui.domain.incoming import Remark


@dataclass(slots=True)
class Report:
    """Counts of one file, and the first names of the contacts that were added, be it as participants, or updated."""

    file: str
    kind: str
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    warnings: list[Remark] = field(default_factory=list)
    added_names: list[str] = field(default_factory=list)
    updated_names: list[str] = field(default_factory=list)

    @property
    def read(self) -> int:
        return self.added + self.updated + self.unchanged + self.skipped
