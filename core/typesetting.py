"""Words as tagged PDF. No Django: data in, bytes out.

Typst checks PDF/UA-1 as it compiles and refuses what a screen reader could not use. The
same data gives the same bytes, on any machine: the fonts are ours and no date is written.
All words come in as data, so that nothing in a name or a title is ever read as markup.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_ROOT = Path(__file__).resolve().parent.parent
_FONTS = Path(__file__).parent / "typeset" / "fonts"


class Unprintable(ValueError):
    """Words that cannot be set, as those whose letters our fonts lack."""


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """The sheet that a template makes of `data`, as PDF/UA-1. Raises Unprintable.

    The template reads its data by `json(bytes(sys.inputs.data))`, and takes what all sheets
    share from `/core/typeset/house.typ`.
    """
    try:
        made: bytes = typst.compile(
            str(template),
            root=str(_ROOT),
            font_paths=[str(_FONTS)],
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
            sys_inputs={"data": json.dumps(data)},
        )
    except typst.TypstError as error:
        raise Unprintable(str(error)) from error
    return made
