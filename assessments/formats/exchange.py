"""The formats of other systems, by name. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from assessments.formats.carrying import Written
from assessments.formats.gift import parse_gift
from assessments.formats.gift_writing import dump_gift
from assessments.formats.moodlexml import parse_moodle_xml
from assessments.formats.moodlexml_writing import dump_moodle_xml
from assessments.formats.question import QuestionText
from assessments.formats.said import Reading, Trouble, say
from assessments.formats.said import gettext_noop as _
from assessments.formats.table import parse_table

GIFT, XML, TABLE = "gift", "moodle-xml", "table"
IN: dict[str, Callable[[bytes], Reading]] = {
    GIFT: parse_gift,
    XML: parse_moodle_xml,
    TABLE: parse_table,
}
OUT: dict[str, Callable[[Iterable[QuestionText]], Written]] = {
    GIFT: dump_gift,
    XML: dump_moodle_xml,
}


def detected(content: bytes, name: str) -> str:
    """The format of a file, by its first signs and then by its name."""
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").replace(b"\x00", b"")
    if start.startswith((b"<?xml", b"<quiz", b"\xff\xfe<", b"\xfe\xff<")):
        return XML
    return TABLE if name.casefold().endswith((".csv", ".tsv")) else GIFT


def parse(content: bytes, *, form: str) -> Reading:
    """Read a file of this format. Never raises."""
    if b"\x00" in content[:4000] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        said = say(_("This is not a text file. Export the questions as GIFT, Moodle XML or CSV."))
        return Reading((), (Trouble(1, said),))
    reading = IN[form](content)
    if not reading.found and not reading.troubles:
        said = say(_("The file is empty: there are no questions in it."))
        return Reading((), (Trouble(1, said),), reading.notes)
    return reading
