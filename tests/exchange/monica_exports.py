"""Monica exports as tests write them, and what comes out of them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from bondtui.domain.incoming import Asked, Person, Remark, Skipped
from bondtui.exchange import monica
from bondtui.exchange.source import Source
from tests.conftest import TODAY

SAMPLE = Path(__file__).parent.parent / "data" / "monica.json"
TYPES = [
    {"uuid": "t-mail", "properties": {"name": "Email", "protocol": "mailto:", "type": "email"}},
    {"uuid": "t-phone", "properties": {"name": "Phone", "protocol": "tel:", "type": "phone"}},
    {"uuid": "t-desk", "properties": {"name": "Desk", "protocol": "tel:"}},
    {"uuid": "t-web", "properties": {"name": "LinkedIn"}},
    {"uuid": "t-chat", "properties": {"name": "Telegram", "protocol": "telegram:"}},
    {"uuid": "t-wa", "properties": {"name": "Whatsapp"}},
]
EATING = {"uuid": "t-eat", "properties": {"name": "ate at restaurant", "translation_key": "ate_at_restaurant"}}
CONCERT = {"uuid": "t-concert", "properties": {"name": "went concert", "translation_key": "went_concert"}}


def on(day: str) -> str:
    return f"{day}T00:00:00.000000Z"


def record(uid: str | None = None, created: str | None = None, **properties: Any) -> dict[str, Any]:
    columns = {"uuid": uid, "created_at": created and on(created)}
    return {**{key: value for key, value in columns.items() if value}, "properties": properties}


def contact(uid: str, first_name: Any = "Ann", sections: Any = None, **properties: Any) -> dict[str, Any]:
    """A contact; `sections` are the records that hang on it, by their kind."""
    data = [{"count": len(each), "type": kind, "values": each} for kind, each in (sections or {}).items()]
    return {"uuid": uid, "properties": {"first_name": first_name, **properties}, "data": data}


def export(*contacts: Any, instance: Any = None, **sections: Any) -> dict[str, Any]:
    data = [{"type": kind, "values": each} for kind, each in {**sections, "contact": list(contacts)}.items()]
    return {
        "version": "1.0-preview.1",
        "account": {"data": data, "instance": instance or {"contact_field_types": TYPES}},
    }


def read(path: Path, today: date = TODAY) -> list[Person | Skipped | Remark]:
    return list(monica.read(Source(path), Asked(today)))  # type: ignore[arg-type]


def written(folder: Path, whole: Any) -> Path:
    """The export as a file; a text is written as it is."""
    path = folder / "export.json"
    path.write_text(whole if isinstance(whole, str) else json.dumps(whole), encoding="utf-8")
    return path


def people(records: list[Person | Skipped | Remark]) -> dict[str, Person]:
    return {each.form.name: each for each in records if isinstance(each, Person)}


def warnings(records: list[Person | Skipped | Remark]) -> list[str]:
    return [each.why for each in records if isinstance(each, Skipped | Remark)]


def read_one(folder: Path, *args: Any, **properties: Any) -> Person:
    """The one contact of an export that has only them, without a warning."""
    (person,) = read(written(folder, export(contact("u1", *args, **properties))))
    assert isinstance(person, Person)
    return person
