"""`content/support.yaml`: text in, contacts out, and back to the same text. Pure."""

import datetime
import re
from dataclasses import dataclass

from core.yamltext import Flow, Path, Problem, Quoted, Reader, Unreadable, dump, read

FILE = "support.yaml"
AUDIENCES = (
    "staff",
    "everyone",
    "bereaved",
    "domestic-abuse",
    "sexual-violence",
    "children",
    "stalking",
)
STATUSES = ("verified", "secondary")
HEAD = """\
# Support and signposting. Sources: W7, W60, W68, W70 in code/sources.yaml.
# `status: secondary` marks a number or route read in an older page, or one that is local.
# `checked_on` needs a real check behind it: ring or open every entry, and set the date. The
# page hides an entry 180 days after its check.
"""


@dataclass(frozen=True)
class ContactFile:
    """One support contact."""

    slug: str
    name: str
    whom: str
    audience: tuple[str, ...]
    owner: str
    checked_on: datetime.date
    status: str
    phone: str = ""
    web: str = ""
    hours: str = ""
    note: str = ""


def parse_support(text: str, *, file: str = FILE) -> tuple[tuple[ContactFile, ...], list[Problem]]:
    """Parse the file. The result is whole only without problems."""
    try:
        reader = read(text, file=file)
    except Unreadable as error:
        return (), [error.problem]
    reader.mapping(required=["contacts"])
    seen: set[str] = set()
    found = [_contact(reader, path, seen) for path, _item in reader.items(("contacts",))]
    return tuple(one for one in found if one is not None), sorted(reader.problems)


def _contact(reader: Reader, path: Path, seen: set[str]) -> ContactFile | None:
    reader.mapping(
        path,
        required=["id", "name", "for", "audience", "owner", "checked_on", "status"],
        optional=["phone", "web", "hours", "note"],
    )
    slug = reader.text((*path, "id"))
    if slug and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        reader.problem((*path, "id"), f"“{slug}” should be small letters, digits and hyphens.")
    if slug in seen:
        reader.problem((*path, "id"), f"“{slug}” stands in this file twice.")
    seen.add(slug)
    audience = reader.texts((*path, "audience"))
    for group in audience:
        if group not in AUDIENCES:
            known = ", ".join(AUDIENCES)
            reader.problem((*path, "audience"), f"“{group}” should be one of: {known}.")
    status = reader.text((*path, "status"))
    if status and status not in STATUSES:
        known = ", ".join(STATUSES)
        reader.problem((*path, "status"), f"“{status}” should be one of: {known}.")
    phone = reader.text((*path, "phone"))
    if phone and not re.fullmatch(r"[0-9 ]{3,40}", phone):
        reader.problem((*path, "phone"), f"“{phone}” should be digits and spaces.")
    web = reader.text((*path, "web"))
    if web and not re.fullmatch(r"[a-z0-9.-]+\.[a-z]+(/[A-Za-z0-9._~/-]*)?", web):
        reader.problem((*path, "web"), f"“{web}” should be an address without https://.")
    checked_on = reader.date((*path, "checked_on"))
    if checked_on is None:
        return None
    texts = {name: reader.text((*path, name)) for name in ("name", "owner", "hours", "note")}
    return ContactFile(
        slug=slug,
        whom=reader.text((*path, "for")),
        phone=phone,
        web=web,
        audience=audience,
        checked_on=checked_on,
        status=status,
        **texts,
    )


def contact_data(contact: ContactFile) -> dict[str, object]:
    """A contact as it stands in the file."""
    return {
        "id": contact.slug,
        "name": contact.name,
        "for": contact.whom,
        # 116 123 would be read as text, 999 as a number.
        "phone": Quoted(contact.phone) if contact.phone.isdigit() else contact.phone,
        "web": contact.web,
        "hours": contact.hours,
        "note": contact.note,
        "audience": Flow(contact.audience),
        "owner": contact.owner,
        "checked_on": contact.checked_on,
        "status": contact.status,
    }


def format_support(contacts: tuple[ContactFile, ...]) -> str:
    """The file, in its one fixed form."""
    return HEAD + dump({"contacts": [contact_data(contact) for contact in contacts]})
