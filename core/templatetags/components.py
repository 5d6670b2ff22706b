"""`{% component %}`, `{% compose %}` with `{% slot %}`, and `{% icon %}`.

Names and attributes are checked when the template is compiled, so that a slip shows at once and not to a learner.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from django import template
from django.template import Context, Template, TemplateSyntaxError
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, kwarg_re
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from core.components.base import Definition, definition
from core.components.data import Step
from core.icons import icon_svg

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """The line drawing called `name` as inline SVG, hidden from assistive technology: put words beside it."""
    try:
        return mark_safe(icon_svg(name))  # noqa: S308  constant markup from core.icons
    except KeyError:
        raise TemplateSyntaxError(f"There is no icon “{name}”.") from None


@register.simple_tag
def step_inner(step: Step) -> SafeString:
    """What stands in one step of a list. Long lists are of few kinds of steps: each is kept."""
    return _step_inner(str(step.title), step.state, str(step.note), get_language())


@lru_cache(maxsize=1024)
def _step_inner(title: str, state: str, note: str, language: str | None) -> SafeString:
    step = Step(title=title, state=state, note=note)
    rendered = render_to_string("components/parts/step.html", {"step": step})
    return mark_safe(rendered.strip())  # noqa: S308  the template escaped it


@register.tag
def shared(parser: Parser, token: Token) -> Node:
    """`{% shared %} … {% endshared %}`: what is the same for every reader, rendered once a language."""
    nodelist = parser.parse(("endshared",))
    parser.delete_first_token()
    return SharedNode(nodelist)


class SharedNode(Node):
    """Sees none of the page's variables, so that nothing of one reader can reach another."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self.rendered: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """The markup in the language of this request."""
        language = get_language()
        if language not in self.rendered:
            self.rendered[language] = self.nodelist.render(context.new({}))
        return self.rendered[language]


@register.tag
def component(parser: Parser, token: Token) -> Node:
    """`{% component "button" text=… %}`: a component that stands alone."""
    found, values = _read(parser, token)
    if found.slots:
        raise TemplateSyntaxError(
            f"“{found.name}” has a body: write {{% compose %}} … {{% endcompose %}}."
        )
    return ComponentNode(found, values, {})


@register.tag
def compose(parser: Parser, token: Token) -> Node:
    """`{% compose "card" title=… %} body {% slot "actions" %} … {% endslot %} {% endcompose %}`."""
    found, values = _read(parser, token)
    if not found.slots:
        raise TemplateSyntaxError(f"“{found.name}” has no body: write {{% component %}}.")
    nodelist = parser.parse(("endcompose",))
    parser.delete_first_token()
    slots = {node.name: node.nodelist for node in nodelist if isinstance(node, SlotNode)}
    for name in slots:
        found.check_slot(name)
    slots["body"] = NodeList(node for node in nodelist if not isinstance(node, SlotNode))
    return ComponentNode(found, values, slots)


@register.tag
def slot(parser: Parser, token: Token) -> Node:
    """`{% slot "actions" %} … {% endslot %}`, directly inside `{% compose %}`."""
    bits = token.split_contents()
    if len(bits) != 2:
        raise TemplateSyntaxError("A slot has one name in quotation marks.")
    nodelist = parser.parse(("endslot",))
    parser.delete_first_token()
    return SlotNode(_literal(bits[1]), nodelist)


class SlotNode(Node):
    """A named passage. Its component takes it out; one that is still met on rendering stands in the wrong place."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name = name
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        """Refuse: only `{% compose %}` renders slots."""
        raise TemplateSyntaxError(f"Slot “{self.name}” must stand directly inside {{% compose %}}.")


class ComponentNode(Node):
    """A component with its attributes, rendered apart from the variables of the page."""

    child_nodelists = ("slot_nodelists",)

    def __init__(
        self,
        found: Definition,
        values: Mapping[str, FilterExpression],
        slots: Mapping[str, NodeList],
    ) -> None:
        self.found = found
        self.values = values
        self.slots = slots
        self.slot_nodelists = NodeList(node for nodelist in slots.values() for node in nodelist)

    def render(self, context: Context) -> SafeString:
        """Render the component's template with the component as `c`, its slots and the CSRF token."""
        made = self.found.make(
            {name: value.resolve(context) for name, value in self.values.items()}
        )
        filled: dict[str, Any] = {
            name: nodelist.render(context).strip() for name, nodelist in self.slots.items()
        }
        filled = {name: mark_safe(text) for name, text in filled.items()}  # noqa: S308  just rendered
        inner = context.new({"c": made, "slots": filled, "body": filled.get("body", "")})
        if (token := context.get("csrf_token")) is not None:
            inner["csrf_token"] = token
        engine = cast("Template", context.template).engine  # set for as long as a template renders
        rendered = engine.get_template(self.found.template_name).render(inner)
        return mark_safe(rendered.strip())  # noqa: S308  the template escaped it


def _read(parser: Parser, token: Token) -> tuple[Definition, dict[str, FilterExpression]]:
    """Return the component that a tag names and its attributes, both checked."""
    tag, *bits = token.split_contents()
    if not bits:
        raise TemplateSyntaxError(f"{{% {tag} %}} needs the name of a component.")
    found = definition(_literal(bits[0]))
    values: dict[str, FilterExpression] = {}
    for bit in bits[1:]:
        match = kwarg_re.match(bit)
        if match is None or not match.group(1):
            raise TemplateSyntaxError(f"Component “{found.name}”: write {bit} as name=value.")
        if match.group(1) in values:
            raise TemplateSyntaxError(f"Component “{found.name}”: {match.group(1)} is given twice.")
        values[match.group(1)] = parser.compile_filter(match.group(2))
    found.check_attributes(frozenset(values))
    for name, value in values.items():
        if isinstance(value.var, str) and not value.filters:
            found.check_choice(name, str(value.var))
    return found, values


def _literal(bit: str) -> str:
    if len(bit) < 3 or bit[0] not in "\"'" or bit[0] != bit[-1]:
        raise TemplateSyntaxError(
            f"Write {bit} in quotation marks: component and slot names are checked early."
        )
    return bit[1:-1]
