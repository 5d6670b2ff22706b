"""How a component is declared, looked up and checked.

A component is a frozen dataclass: its fields are the attributes that a template may give, a field without a default
is required, a `Literal` field lists the values that it may take. The template `components/<name>.html` gets the
instance as `c`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any, ClassVar, Literal, TypeVar, get_args, get_origin, get_type_hints

from django.template import TemplateSyntaxError

Text = Any  # str, SafeString or a lazy translation: whatever a template can print


@dataclass(frozen=True, kw_only=True)
class Component:
    """Base of all components.

    `slots` names the passages that a template may fill, "body" first; a component without slots stands alone as
    `{% component %}`, one with slots is written `{% compose %} … {% endcompose %}`.
    """

    slots: ClassVar[tuple[str, ...]] = ()


@dataclass(frozen=True)
class Definition:
    """What the template tags need to know of a component."""

    name: str
    build: Callable[..., Component]
    slots: tuple[str, ...]
    allowed: frozenset[str]
    required: frozenset[str]
    choices: Mapping[str, tuple[Any, ...]]

    @property
    def template_name(self) -> str:
        """Path of the component's template."""
        return f"components/{self.name}.html"

    def check_attributes(self, given: frozenset[str]) -> None:
        """Raise TemplateSyntaxError for an attribute that the component does not know, or one that it misses."""
        if unknown := given - self.allowed:
            raise TemplateSyntaxError(
                f"Component “{self.name}” has no attribute {_listed(unknown)}. It has {_listed(self.allowed)}."
            )
        if missing := self.required - given:
            raise TemplateSyntaxError(f"Component “{self.name}” needs {_listed(missing)}.")

    def check_choice(self, attribute: str, value: object) -> None:
        """Raise TemplateSyntaxError if `value` is not one that `attribute` may take."""
        allowed = self.choices.get(attribute)
        if allowed is not None and value not in allowed:
            raise TemplateSyntaxError(
                f"Component “{self.name}”: {attribute} is {value!r}, but it may be {_listed(allowed)}."
            )

    def check_slot(self, slot: str) -> None:
        """Raise TemplateSyntaxError if the component has no such slot."""
        if slot not in self.slots:
            raise TemplateSyntaxError(
                f"Component “{self.name}” has no slot “{slot}”. It has {_listed(self.slots) or 'none'}."
            )

    def make(self, values: Mapping[str, Any]) -> Component:
        """Return the component for checked attributes; a value outside its choices raises TemplateSyntaxError."""
        for attribute in self.choices:
            if attribute in values:
                self.check_choice(attribute, values[attribute])
        return self.build(**values)


C = TypeVar("C", bound=type[Component])
_registry: dict[str, Definition] = {}


def register(name: str) -> Callable[[C], C]:
    """Class decorator: make a dataclass component known to templates under `name`."""

    def keep(cls: C) -> C:
        if name in _registry:
            raise ValueError(f"There is already a component “{name}”.")
        _registry[name] = _define(name, cls)
        return cls

    return keep


def definition(name: str) -> Definition:
    """Return the component called `name`, or raise TemplateSyntaxError."""
    try:
        return _registry[name]
    except KeyError:
        raise TemplateSyntaxError(
            f"There is no component “{name}”. There are {_listed(_registry)}."
        ) from None


def definitions() -> list[Definition]:
    """All components, by name."""
    return [_registry[name] for name in sorted(_registry)]


def described_by(control: str, hint: Text, error: Text) -> str:
    """Return the ids for aria-describedby of a control that has a hint, an error, both or neither."""
    parts = [f"{control}-hint" if hint else "", f"{control}-error" if error else ""]
    return " ".join(filter(None, parts))


def _define(name: str, cls: type[Component]) -> Definition:
    hints = get_type_hints(cls)
    own = [field for field in fields(cls) if field.init]
    return Definition(
        name=name,
        build=cls,
        slots=cls.slots,
        allowed=frozenset(field.name for field in own),
        required=frozenset(
            field.name
            for field in own
            if field.default is MISSING and field.default_factory is MISSING
        ),
        choices={
            field.name: get_args(hints[field.name])
            for field in own
            if get_origin(hints[field.name]) is Literal
        },
    )


def _listed(words: Iterable[object]) -> str:
    return ", ".join(sorted(str(word) or "(empty)" for word in words))
