"""The form of a scenario's document: keys, names, conditions. Pure."""

import re
from typing import Any

from care.notes import Strength, needs_alternative
from core.yamltext import Path, Reader
from scenarios.conditions import ConditionError, parse
from scenarios.engine import END

GRADES = ("best", "partial", "poor")
BANDS = ("strong", "secure", "revisit")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,59}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_PICTURE = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_CITE = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
_MOST = 1000


class FormCheck:
    """Notes in a reader what is the matter with the form of its document."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.variables: set[str] = set()
        self.flags: set[str] = set()
        self.seen: dict[str, set[str]] = {}

    def document(self) -> None:
        """The whole of it."""
        reader = self.reader
        reader.mapping(
            required=(
                "id", "title", "summary", "minutes", "audience", "setting", "person",
                "content_note", "aims", "variables", "start", "scenes", "endings",
            ),
            optional=("rights", "principles", "flags", "reflection", "alternative"),
        )  # fmt: skip
        self.id((), "id", "scenario", _ID)
        self.texts_at((), "title", "summary", "audience", "setting", "start")
        if reader.at(("reflection",)) is not None:
            self.texts_at((), "reflection")
        self.number(("minutes",), 1, 120)
        self.rights_and_principles(())
        reader.texts(("aims",))
        reader.mapping(("person",), required=("name", "about"))
        self.texts_at(("person",), "name", "about")
        self.note()
        self.names()
        for path, _item in reader.items(("scenes",)):
            self.scene(path)
        for path, _item in reader.items(("endings",)):
            self.ending(path)
        for part in ("variables", "scenes", "endings"):
            if reader.at((part,)) == []:
                reader.problem((part,), f"There should be at least one under “{part}”.")
        if reader.at(("alternative",)) is not None:
            self.alternative()
        elif self.needs_alternative():
            reader.problem(("content_note",), "From CW3 up there has to be an “alternative”.")

    def note(self) -> None:
        """What the scenario touches, said before it begins."""
        note: Path = ("content_note",)
        self.reader.mapping(note, required=("strength", "topics", "note", "minutes"))
        self.reader.choice((*note, "strength"), list(Strength))
        self.reader.texts((*note, "topics"))
        self.texts_at(note, "note")
        self.number((*note, "minutes"), 1, 120)

    def needs_alternative(self) -> bool:
        """Whether a person may ask for the same without the distressing matter."""
        strength = self.reader.at(("content_note", "strength"))
        return strength in list(Strength) and needs_alternative(strength)

    def names(self) -> None:
        """The variables and flags that conditions and effects may name."""
        for path, _item in self.reader.items(("variables",)):
            self.reader.mapping(path, required=("id", "name", "start", "min", "max"))
            self.variables.add(self.id(path, "id", "name", _NAME))
            self.texts_at(path, "name")
            least = self.number((*path, "min"), -_MOST, _MOST)
            most = self.number((*path, "max"), -_MOST, _MOST)
            start = self.number((*path, "start"), -_MOST, _MOST)
            if not least <= start <= most or least == most:
                self.reader.problem((*path, "start"), "“start” should lie between “min” and “max”.")
        for path, _item in self.reader.items(("flags",)):
            self.flags.add(self.id(path[:-1], path[-1], "name", _NAME))

    def scene(self, path: Path) -> None:
        """One scene with its tellings and choices."""
        reader = self.reader
        reader.mapping(
            path,
            required=("id", "title", "speaker", "text", "choices"),
            optional=("picture", "variants"),
        )
        self.picture(path)
        if self.id(path, "id", "scene", _ID) == END:
            reader.problem((*path, "id"), f"“{END}” is kept for the end of a scenario.")
        self.texts_at(path, "title", "speaker", "text")
        for here, _item in reader.items((*path, "variants")):
            reader.mapping(here, required=("when", "text"))
            self.texts_at(here, "text")
            self.condition((*here, "when"))
        for here, _item in reader.items((*path, "choices")):
            self.choice(here)

    def picture(self, path: Path) -> None:
        """The name of a picture; whether there is one of that name, no file alone can tell."""
        name = self.reader.text((*path, "picture"))
        if name and not _PICTURE.fullmatch(name):
            self.reader.problem(
                (*path, "picture"),
                f"“{name}” should be the address of a diagram: small letters, digits and hyphens.",
            )

    def choice(self, path: Path) -> None:
        """One choice."""
        reader = self.reader
        reader.mapping(
            path,
            required=("id", "text", "consequence", "feeling", "effects", "grade", "why", "next"),
            optional=("when", "set", "rights", "principles", "cites"),
        )
        self.id(path, "id", "choice", _ID)
        self.texts_at(path, "text", "consequence", "feeling", "why", "next")
        reader.choice((*path, "grade"), GRADES)
        self.rights_and_principles(path)
        self.condition((*path, "when"))
        effects = reader.at((*path, "effects"))
        if effects is not None and not isinstance(effects, dict):
            reader.problem((*path, "effects"), "Here should stand variables with numbers.")
        for name in effects if isinstance(effects, dict) else ():
            self.known((*path, "effects", name), name, self.variables, "variable")
            self.number((*path, "effects", name), -_MOST, _MOST)
        for here, name in reader.items((*path, "set")):
            self.known(here, name, self.flags, "flag")
        for here, cite in reader.items((*path, "cites")):
            if not isinstance(cite, str) or not _CITE.fullmatch(cite):
                reader.problem(here, f"“{cite}” should be written <edition>/<id>.")

    def ending(self, path: Path) -> None:
        """One ending."""
        self.reader.mapping(
            path, required=("id", "title", "band", "text", "stronger"), optional=("when",)
        )
        self.id(path, "id", "ending", _ID)
        self.texts_at(path, "title", "text", "stronger")
        self.reader.choice((*path, "band"), BANDS)
        self.condition((*path, "when"))

    def alternative(self) -> None:
        """Second texts for the same scenes, choices and endings, by their ids."""
        reader = self.reader
        top: Path = ("alternative",)
        reader.mapping(top, required=("scenes", "endings"), optional=("setting", "summary"))
        scenes = {s.get("id"): s for s in _dicts(reader.at(("scenes",)))}
        self.second(
            (*top, "scenes"),
            set(scenes),
            required=("text", "choices"),
            optional=("title", "picture"),
        )
        for name, scene in scenes.items():
            self.picture((*top, "scenes", str(name)))
            here = (*top, "scenes", str(name), "choices")
            choices = {c.get("id") for c in _dicts(scene.get("choices"))}
            self.second(
                here, choices, required=("text", "consequence"), optional=("feeling", "why")
            )
        endings = {e.get("id") for e in _dicts(reader.at(("endings",)))}
        self.second((*top, "endings"), endings, required=("text",), optional=("title", "stronger"))

    def second(
        self, path: Path, ids: set[Any], *, required: tuple[str, ...], optional: tuple[str, ...]
    ) -> None:
        """Texts for exactly these ids."""
        if self.reader.at(path) is None:
            return  # said where the part around it is checked
        found = self.reader.mapping(path, required=sorted(map(str, ids)))
        for name in found:
            here = (*path, name)
            self.reader.mapping(here, required=required, optional=optional)
            self.texts_at(here, *(key for key in (*required, *optional) if key != "choices"))

    # Small things -----------------------------------------------------------------------

    def id(self, path: Path, key: str | int, kind: str, form: re.Pattern[str]) -> str:
        """A name that stands once in its kind."""
        name = self.reader.text((*path, key))
        seen = self.seen.setdefault(kind, set())
        if name and not form.fullmatch(name):
            self.reader.problem(
                (*path, key),
                f"“{name}” should be letters, digits and hyphens (or, in "
                "variables and flags, small letters and underscores).",
            )
        if name and name in seen:
            self.reader.problem((*path, key), f"“{name}” stands here twice.")
        seen.add(name)
        return name

    def texts_at(self, path: Path, *keys: str) -> None:
        """Texts that must say something."""
        for key in keys:
            value = self.reader.at((*path, key))
            self.reader.text((*path, key))
            if isinstance(value, str) and not value.strip():
                self.reader.problem((*path, key), f"“{key}” is empty.")

    def number(self, path: Path, least: int, most: int) -> int:
        """A whole number between its bounds."""
        value = self.reader.number(path, default=least)
        if value is None or not least <= value <= most:
            self.reader.problem(path, f"“{value}” should be between {least} and {most}.")
            return least
        return value

    def known(self, path: Path, name: Any, names: set[str], kind: str) -> None:
        """A name that was declared."""
        if name not in names:
            self.reader.problem(path, f"“{name}” is no {kind} of this scenario.")

    def rights_and_principles(self, path: Path) -> None:
        """Rights 1 to 12, and principles by their ids."""
        for right in self.reader.numbers((*path, "rights")):
            if not 1 <= right <= 12:
                self.reader.problem((*path, "rights"), f"There is no Right {right}: 1 to 12.")
        self.reader.texts((*path, "principles"))

    def condition(self, path: Path) -> None:
        """A condition that can be read and names only what was declared."""
        text = self.reader.text(path)
        if not text:
            return
        try:
            condition = parse(text)
        except ConditionError as error:
            self.reader.problem(path, str(error))
            return
        for name in sorted(condition.flags):
            self.known(path, name, self.flags, "flag")
        for name in sorted(condition.variables):
            self.known(path, name, self.variables, "variable")


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
