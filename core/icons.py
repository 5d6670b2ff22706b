"""The line drawings, as inline SVG. No Django: compiled lessons carry them inside, so they need no other file."""

LINES = {
    "again": '<path d="M5 12a7 7 0 1 0 2.2-5.1L5 9M5 4v5h5"/>',
    "back": '<path d="M19 12H6M11 7l-5 5 5 5"/>',
    "down": '<path d="M12 4v12M7 11l5 5 5-5M5 20h14"/>',
    "exit": '<path d="M10 4H5v16h5M10 12h10M16 8l4 4-4 4"/>',
    "eye": '<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/>'
    '<circle cx="12" cy="12" r="2.5"/>',
    "fall": '<path d="M12 5v13M7 13l5 5 5-5"/>',
    "fault": '<path d="M7 7l10 10M17 7L7 17"/>',
    "here": '<path d="M5 12h13M13 7l5 5-5 5"/>',
    "level": '<path d="M5 12h14"/>',
    "lock": '<path d="M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3"/>',
    "mail": '<path d="M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7"/>',
    "next": '<path d="M5 12h13M13 7l5 5-5 5"/>',
    "pause": '<path d="M8 5v14M16 5v14"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "ring": '<circle cx="12" cy="12" r="8"/>',
    "rise": '<path d="M12 19V6M7 11l5-5 5 5"/>',
    "support": '<path d="M4 12a8 8 0 1 1 3.2 6.4L4 20l1-3.6A8 8 0 0 1 4 12z"/><path d="M9.5 12h5M12 9.5v5"/>',
    "tick": '<path d="M4.5 12.5l5 5 10-11"/>',
}

# Status marks: filled shapes that differ in outline, so that colour is never needed to tell them apart.
MARKS = {
    "all": '<circle cx="12" cy="12" r="9"/>',
    "none": '<path d="M4 12h16"/>',
    "over": '<path d="M12 3l10 18H2z"/>',
    "soon": '<path d="M12 2l10 10-10 10L2 12z"/>',
}


def icon_svg(name: str) -> str:
    """Return the drawing `name` ("tick"), or the mark "m-…" ("m-soon"), as SVG markup. Raises KeyError."""
    if name.startswith("m-"):
        inner, css = MARKS[name[2:]], "s-mark"
    else:
        inner, css = LINES[name], "s-icon"
    return (
        f'<svg class="{css}" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">'
        f"{inner}</svg>"
    )
