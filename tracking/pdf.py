"""A certificate as tagged PDF. No Django: words in, bytes out."""

import io
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import segno

from core.typesetting import typeset

TEMPLATE = Path(__file__).parent / "typeset" / "certificate.typ"
# A long name is set smaller, so that it does not fill the page.
NAME_SIZES = ((24, 36), (40, 28), (80, 22))
SMALLEST_NAME = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Every word on a certificate, in the order in which it is read.

    The sentence is `before` + `module` + `after`; `facts` are (term, value).
    """

    lang: str
    title: str
    site: str
    opening: str
    name: str
    before: str
    module: str
    after: str
    covered_title: str
    covered: Sequence[str]
    facts: Sequence[tuple[str, str]]
    check_title: str
    check: str
    address: str
    code: str
    promise: str
    qr_alt: str


def qr_svg(address: str) -> str:
    """The address as a QR code in SVG, black on white with its quiet zone."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        out, kind="svg", scale=4, border=2, xmldecl=False
    )
    return out.getvalue().decode()


def certificate_pdf(sheet: Sheet) -> bytes:
    """The certificate as PDF/UA-1 on A4. Raises core.typesetting.Unprintable."""
    length = len(sheet.name)
    size = next((size for limit, size in NAME_SIZES if length <= limit), SMALLEST_NAME)
    data = {**asdict(sheet), "qr": qr_svg(sheet.address), "name_size": size}
    return typeset(TEMPLATE, data)
