"""What a column of any table may be, guessed from its name in English, German, French and Spanish."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bondtui.domain.text import fold
from bondtui.exchange.csv_write import COLUMNS

_WORD = re.compile(r"[^\W_]+")


class Field(StrEnum):
    """What a column can be. `OTHER` keeps it in `about` under its name, `NONE` leaves it out."""

    NAME = "name"
    GIVEN = "given name"
    FAMILY = "family name"
    ALIAS = "alias"
    COMPANY = "company"
    ROLE = "role"
    EMAIL = "email"
    PHONE = "phone"
    URL = "url"
    ADDRESS = "address"
    BIRTHDAY = "birthday"
    ANNIVERSARY = "anniversary"
    TAGS = "tags"
    ABOUT = "about"
    HOW_MET = "how met"
    EXPERTISE = "expertise"
    UID = "uid"
    ARCHIVED = "archived"
    OTHER = "about, with the column's name"
    NONE = "none"


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split(","))


_EITHER = _set("name names nom nombre")
"""The whole name, but where the given or the family name has a column of its own it is the other."""

_FURTHER = frozenset(
    _phrases(
        """
        middle name, middlename, middle, additional name, additional names, second name, weitere vornamen,
        zweiter vorname, deuxieme prenom, second prenom, autres prenoms, segundo nombre, suffix, name suffix,
        namenszusatz, namenssuffix, suffixe, suffixe du nom, sufijo, sufijo del nombre
        """
    )
)
"""Names that stand beside the given or the family name, and tell neither from the whole one."""

_CONTACT = _set("contact kontakt contacto")
"""The name, but beside a name it is how to reach them."""

_EXACT: dict[Field, tuple[str, ...]] = {
    Field.NAME: _phrases(
        """
        full name, fullname, contact name, display name, person, vollstandiger name, kontaktname,
        ansprechpartner, anzeigename, nom complet, nom a afficher, nom et prenom, nombre completo, nombre y apellidos
        """
    ),
    Field.GIVEN: _phrases(
        """
        first name, firstname, given name, givenname, given, first, forename, middle name, middlename, middle,
        additional name, additional names, second name, vorname, vornamen, weitere vornamen, rufname,
        zweiter vorname, prenom, prenoms, deuxieme prenom, second prenom, autres prenoms, nombre de pila,
        primer nombre, segundo nombre, nombres
        """
    ),
    Field.FAMILY: _phrases(
        """
        last name, lastname, family name, familyname, surname, last, suffix, name suffix, nachname,
        familienname, zuname, namenszusatz, namenssuffix, nom de famille, suffixe, suffixe du nom, apellido,
        apellidos, primer apellido, segundo apellido, sufijo, sufijo del nombre
        """
    ),
    Field.ALIAS: _phrases(
        """
        alias, aliases, nickname, nicknames, nick, aka, a k a, also known as, spitzname, kurzname, surnom,
        apodo, mote
        """
    ),
    Field.COMPANY: _phrases(
        """
        company, company name, organization, organisation, organization name, organisation name, employer, firm,
        business, business name, account name, firma, firmenname, unternehmen, arbeitgeber, organisme,
        entreprise, societe, employeur, empresa, compania, organizacion, sociedad
        """
    ),
    Field.ROLE: _phrases(
        """
        role, job title, jobtitle, job, position, occupation, function, organization title, funktion, rolle,
        beruf, stelle, stellung, arbeitstitel, berufsbezeichnung, position im unternehmen, poste, fonction, metier,
        profession, titre du poste, cargo, puesto, profesion, ocupacion, funcion
        """
    ),
    Field.BIRTHDAY: _phrases(
        """
        birthday, birth day, birthdate, birth date, date of birth, dob, bday, born, geburtstag, geburtsdatum,
        geboren, geboren am, anniversaire, date de naissance, naissance, ne le, cumpleanos, fecha de nacimiento,
        nacimiento
        """
    ),
    Field.ANNIVERSARY: _phrases(
        """
        anniversary, wedding anniversary, wedding day, jahrestag, hochzeitstag, anniversaire de mariage,
        anniversaire de mariage ou fete, aniversario
        """
    ),
    Field.TAGS: _phrases(
        """
        tag, tags, label, labels, group, groups, group membership, category, categories, keywords, list, lists,
        kategorie, kategorien, gruppe, gruppen, schlagwort, schlagworte, schlagworter, stichworte, etiquette,
        etiquettes, groupe, groupes, categorie, mots cles, etiqueta, etiquetas, grupo, grupos, categoria,
        categorias
        """
    ),
    Field.ABOUT: _phrases(
        """
        about, note, notes, comment, comments, description, bio, remarks, remark, memo, info, notiz, notizen,
        bemerkung, bemerkungen, kommentar, kommentare, beschreibung, anmerkung, anmerkungen, remarque,
        remarques, commentaire, commentaires, a propos, nota, notas, comentario, comentarios, observaciones,
        descripcion, acerca de
        """
    ),
    Field.HOW_MET: _phrases(
        """
        how met, how we met, how you met, how did we meet, met, met at, where met, met through, first met,
        kennengelernt, wie kennengelernt, kennengelernt bei, woher bekannt, rencontre, comment rencontre,
        rencontre a, como nos conocimos, donde nos conocimos, como lo conoci, conocido en
        """
    ),
    Field.EXPERTISE: _phrases(
        """
        expertise, skills, skill, speciality, specialty, specialties, knows, knows about, fachgebiet,
        fachwissen, kenntnisse, kompetenzen, kompetenz, expertises, competences, competence, specialite,
        specialites, experiencia, habilidades, especialidad, competencias, conocimientos
        """
    ),
    Field.UID: ("uid", "uuid"),
    # The honorific stays out of the name.
    Field.NONE: _phrases(
        """
        salutation, prefix, name prefix, honorific, anrede, titel, namensprafix, akademischer titel, civilite,
        titre, tratamiento, titulo, photo, foto, e mail type, e mail typ, type de messagerie
        """
    ),
}
_FIELD_OF = {name: field for field, names in _EXACT.items() for name in names}

_EMAIL = _set(
    """
    email emails emailaddress mail mails emailadresse mailadresse courriel courriels messagerie electronique correo
    correos electronico electronica elektronische
    """
)
_PHONE = _set(
    """
    phone phones telephone telephones tel telefon telefone telefonnummer phonenumber rufnummer telefono
    telefonos
    """
)
_PHONE_SORT = _set(
    """
    mobile mobiles mobilephone mobil mobiltelefon mobilnummer mobilfunk cell cellphone handy handynummer festnetz fax
    telefax telecopie telecopieur portable movil moviles celular fijo fixe whatsapp pager
    """
)
_URL = _set("url urls website websites web webpage homepage site webseite webseiten link links sitio sitios")
_URL_SORT = _set("linkedin twitter github gitlab instagram facebook xing mastodon blog")
_ADDRESS = _set("address addresses adresse adressen anschrift anschriften direccion direcciones domicilio")
_ADDRESS_PART = _set(
    """
    street city town zip zipcode postcode postal state province county country region pobox strasse hausnummer hausnr
    plz postleitzahl ort wohnort stadt land bundesland kanton postfach staat rue ville pays cp departement dep
    calle ciudad localidad poblacion provincia pais municipio
    """
)
_BESIDE_EMAIL = _set("e address addresses adresse adresses adressen direccion")
_BESIDE_PHONE = _set("number numbers nummer nummern nr numero numeros no num")
_BESIDE_URL = _set("page profile profil pagina perfil address adresse direccion internet")
_BESIDE_ADDRESS = _set("line zeile ligne linea full mailing code codigo postale")
_SEVERAL: tuple[tuple[Field, frozenset[str], frozenset[str]], ...] = (
    (Field.EMAIL, _EMAIL, _BESIDE_EMAIL),
    (Field.PHONE, _PHONE | _PHONE_SORT, _BESIDE_PHONE),
    (Field.URL, _URL | _URL_SORT, _BESIDE_URL),
    (Field.ADDRESS, _ADDRESS | _ADDRESS_PART, _BESIDE_ADDRESS),
)
"""What there can be several of: words of which one must be in the name, and words that may stand beside them."""

_WHERE = _set(
    """
    work home business private personal office other main primary secondary alternate alternative additional
    company direct geschaftlich privat dienstlich arbeit buro firma beruflich sonstige weitere alternativ primar
    primare sekundar sekundare haupt zentrale zuhause travail bureau maison domicile professionnel professionnelle
    personnel personnelle perso prive privee societe voiture pro autre principal principale secondaire trabajo casa
    oficina particular otro otra empresa secundario secundaria alternativo alternativa
    """
)
_JOINING = _set("de du des la le del et y and und or o ou of the")
_SILENT = _EMAIL | _PHONE | _URL | _ADDRESS | _ADDRESS_PART | _JOINING
_SILENT |= _BESIDE_EMAIL | _BESIDE_PHONE | _BESIDE_URL | _BESIDE_ADDRESS
"""Words that say what a column is, and nothing of one address or number among others."""

_BORN = {
    **dict.fromkeys(("birth year", "geburtsjahr", "annee de naissance", "ano de nacimiento"), "year"),
    **dict.fromkeys(("birth month", "geburtsmonat", "mois de naissance", "mois", "mes de nacimiento"), "month"),
    **dict.fromkeys(("birth day", "geburtstag", "jour de naissance", "jour", "dia de nacimiento"), "day"),
}
"""Columns that are a birthday together, and the part of it that each is."""

_OWN = {
    **{name: Field.NONE for name in ("stage", "last contact", "due", "added")},
    **{"aliases": Field.ALIAS, "emails": Field.EMAIL, "phones": Field.PHONE, "urls": Field.URL},
    **{"addresses": Field.ADDRESS, "archived": Field.ARCHIVED, "name": Field.NAME},
}


def guess(header: Sequence[str]) -> Mapping[str, Field]:
    """What each column seems to be; `Field.OTHER` where its name tells nothing."""
    if is_ours(header):
        return {name: _OWN.get(name) or Field(name) for name in header if name}
    keys = {name: _key(name) for name in header if name}
    found = {name: _one(key) for name, key in keys.items()}
    doubtful = _doubtful(list(keys.values()), set(found.values()))
    return {name: doubtful.get(keys[name], field) for name, field in found.items()}


def _doubtful(keys: Sequence[str], there: set[Field]) -> dict[str, Field]:
    """Names whose meaning the other columns tell. A title before a name or beside a role is an honorific."""
    either = contact = Field.NAME
    main = {_FIELD_OF[key] for key in keys if key in _FIELD_OF and key not in _FURTHER}
    if Field.GIVEN in main and Field.FAMILY not in main:
        either = Field.FAMILY
    elif Field.GIVEN not in main and (
        Field.FAMILY in main or (Field.NAME not in main and not _FURTHER.isdisjoint(keys))
    ):
        either = Field.GIVEN
    if there & {Field.NAME, Field.GIVEN, Field.FAMILY} or not _EITHER.isdisjoint(keys):
        contact = Field.OTHER
    title = Field.NONE if Field.ROLE in there else Field.ROLE
    if "title" in keys[:-1] and _FIELD_OF.get(keys[keys.index("title") + 1]) is Field.GIVEN:
        title = Field.NONE
    return {"title": title, **dict.fromkeys(_EITHER, either), **dict.fromkeys(_CONTACT, contact)}


def is_ours(header: Sequence[str]) -> bool:
    """Whether it is the header of our own export, all of it or what was left of it."""
    return "uid" in header and set(header) - {""} <= set(COLUMNS)


def born_in_parts(header: Sequence[str]) -> dict[str, str]:
    """The columns of a year, a month and a day of birth, with which of them each is; none when one is missing."""
    parts = {name: part for name in header if (part := _BORN.get(_key(name)))}
    return parts if sorted(parts.values()) == ["day", "month", "year"] else {}


def is_further(name: str) -> bool:
    """Whether the column is a second given name or a suffix, which is spoken after the name it belongs to."""
    return _key(name) in _FURTHER


def is_address_part(name: str) -> bool:
    """Whether the column is a street, a town or the like, and not an address as a whole."""
    return not _ADDRESS_PART.isdisjoint(_key(name).split())


def label_of(name: str) -> str:
    """What is left of a column's name without the words that say what it is: `Home` of `Home Street 2`."""
    return " ".join(word for word in _WORD.findall(name) if fold(word) not in _SILENT and not word.isdigit())


def _one(key: str) -> Field:
    if known := _FIELD_OF.get(key):
        return known
    words = set(key.split())
    for field, core, beside in _SEVERAL:
        if words & core and words <= core | beside | _WHERE | _JOINING:
            return field
    return Field.OTHER


def _key(name: str) -> str:
    """The words of a column's name, folded, without its number."""
    return " ".join(word for word in _WORD.findall(fold(name)) if not word.isdigit())
