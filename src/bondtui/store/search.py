"""Finding people: names by key, and the filter over SQLite's trigram index, the one module that knows FTS5."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bondtui.domain.contacts import ContactRef
from bondtui.domain.names import Known
from bondtui.domain.queries import Query, Sort
from bondtui.domain.stages import Stage
from bondtui.store.reader import Reader

_ORDER = {
    Sort.NAME: "fold {way}, id",
    Sort.STAGE: "CASE stage WHEN 'stranger' THEN 0 WHEN 'acquaintance' THEN 1 WHEN 'partner' THEN 2 ELSE 3 END {way},"
    " fold, id",
    Sort.LAST_CONTACT: "last_contact_on IS NULL, last_contact_on {way}, fold, id",
    Sort.DUE: "due_on IS NULL, due_on {way}, fold, id",
    Sort.COMPANY: "company = '', company COLLATE NOCASE {way}, fold, id",
    Sort.ADDED: "added_on {way}, fold, id",
}


class StoreRoll:
    """The names of the book, for the one-line log: answered from the name keys."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def named(self, keys: Collection[str]) -> Mapping[str, Sequence[Known]]:
        sql = """
            SELECT name_key, how, id, uid, name, stage, last_contact_on FROM name_key JOIN contact ON id = contact_id
            WHERE name_key IN (:values) AND how < 3
        """
        found: dict[str, list[Known]] = {}
        for key, how, number, uid, name, stage, last in self.reader.chunks(sql, sorted(keys)):
            day = date.fromisoformat(last) if last else None
            found.setdefault(key, []).append(Known(number, uid, name, Stage(stage), how, day))
        return found

    def in_company_of(self, candidates: Collection[int], others: Collection[int]) -> Collection[int]:
        sql = """
            SELECT DISTINCT theirs.contact_id FROM participant AS mine
            JOIN participant AS theirs ON theirs.interaction_id = mine.interaction_id
            WHERE mine.contact_id = :other AND theirs.contact_id IN (:values)
        """
        return {row[0] for other in others for row in self.reader.chunks(sql, sorted(candidates), other=other)}


def complete(reader: Reader, prefix: str, limit: int) -> list[ContactRef]:
    """Contacts a key of whose begins with the folded prefix, in touch most recently first."""
    sql = """
        SELECT DISTINCT uid, name, stage, last_contact_on, fold FROM name_key JOIN contact ON id = contact_id
        WHERE name_key >= :prefix AND name_key < :end
        ORDER BY last_contact_on IS NULL, last_contact_on DESC, fold LIMIT :limit
    """
    rows = reader.rows(sql, prefix=prefix, end=prefix + "\U0010ffff", limit=limit)
    return [ContactRef(uid, name, Stage(stage)) for uid, name, stage, _, _ in rows]


def search(reader: Reader, query: Query, sort: Sort, descending: bool, in_texts: bool, today: date) -> list[int]:
    """The ids of the contacts that fit, in order."""
    wheres, parameters = _narrow(query, today)
    for number, word in enumerate(query.words):
        where, more = _word(word, f"w{number}", in_texts)
        wheres.append(where)
        parameters.update(more)
    order = _ORDER[sort].format(way="DESC" if descending else "ASC")
    rows = reader.rows(f"SELECT id FROM contact WHERE {' AND '.join(wheres)} ORDER BY {order}", **parameters)
    return [row[0] for row in rows]


def _narrow(query: Query, today: date) -> tuple[list[str], dict[str, object]]:
    wheres, parameters = [f"archived = {int(query.archived)}"], dict[str, object](today=today.isoformat())
    if query.stages:
        wheres.append("stage IN (" + ", ".join(f"'{stage.value}'" for stage in query.stages) + ")")
    for number, tag in enumerate(query.tags):
        wheres.append(f"id IN (SELECT contact_id FROM tag WHERE lower(name) = :tag{number})")
        parameters[f"tag{number}"] = tag
    if query.due is not None:
        wheres.append("due_on <= :today" if query.due else "(due_on IS NULL OR due_on > :today)")
    if query.referred_by is not None:
        wheres.append("""referred_by_id IN (
            SELECT contact_id FROM name_key WHERE name_key >= :referrer AND name_key < :referrer_end)""")
        parameters.update(referrer=query.referred_by, referrer_end=query.referred_by + "\U0010ffff")
    return wheres, parameters


def _word(word: str, name: str, in_texts: bool) -> tuple[str, dict[str, object]]:
    """One word: three characters and more through the trigram index, fewer as the beginning of a name's word."""
    if len(word) < 3:
        where = f"id IN (SELECT contact_id FROM name_key WHERE name_key >= :{name} AND name_key < :{name}_end)"
        return where, {name: word, f"{name}_end": word + "\U0010ffff"}
    where = f"id IN (SELECT rowid FROM contact_search WHERE contact_search MATCH :{name})"
    if in_texts:
        where = f"""({where} OR id IN (
            SELECT contact_id FROM interaction_search JOIN participant ON interaction_id = interaction_search.rowid
            WHERE interaction_search MATCH :{name}))"""
    return where, {name: '"' + word.replace('"', '""') + '"'}
