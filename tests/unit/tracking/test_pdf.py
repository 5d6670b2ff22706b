import io
import re

import pypdf
import pytest

from core.typesetting import Unprintable
from tracking.pdf import Sheet, certificate_pdf, qr_svg


def sheet(**words):
    values = {
        "lang": "en",
        "title": "Certificate: The Victims’ Code in practice, Amina Yusuf",
        "site": "Steady",
        "opening": "This is to say that",
        "name": "Amina Yusuf",
        "before": "finished ",
        "module": "The Victims’ Code in practice",
        "after": " on 2 December 2026.",
        "covered_title": "What it covered",
        "covered": ["Which Code is in force", "The 12 rights"],
        "facts": [("Taught from", "Code 2020"), ("Learning time", "About 2 hours")],
        "check_title": "Check that this is real",
        "check": "Open this address:",
        "address": "https://training.example.org/verify/7F3K-2M9Q-XDRA-8TWH/",
        "code": "7F3K-2M9Q-XDRA-8TWH",
        "promise": "The code stays valid for ever.",
        "qr_alt": "QR code of the address",
    }
    return Sheet(**{**values, **words})


def read(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text(content):
    return " ".join(read(content).pages[0].extract_text().replace("\xa0", " ").split())


def structure(node, found):
    """The kinds of the structure tree, in reading order, and the alternative texts."""
    node = node.get_object()
    if isinstance(node, list):
        for child in node:
            structure(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append((node["/S"], node.get("/Alt")))
        if "/K" in node:
            structure(node["/K"], found)
    return found


def test_everything_on_it_can_be_read():
    said = text(certificate_pdf(sheet()))

    for words in (
        "Amina Yusuf",
        "finished The Victims’ Code in practice on 2 December 2026.",
        "Which Code is in force",
        "Taught from",
        "Code 2020",
        "7F3K-2M9Q-XDRA-8TWH",
        "https://training.example.org/verify/7F3K-2M9Q-XDRA-8TWH/",
    ):
        assert words in said


def test_it_is_tagged_as_pdf_ua():
    reader = read(certificate_pdf(sheet()))
    root = reader.trailer["/Root"]
    kinds = structure(root["/StructTreeRoot"]["/K"], [])

    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] in {"en", "en-GB"}
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata.title == sheet().title
    names = [kind for kind, _alt in kinds]
    assert names.count("/H1") == 1
    assert names.index("/H1") < names.index("/H2") < names.index("/L") < names.index("/Link")
    assert ("/Figure", "QR code of the address") in kinds


def test_the_same_words_give_the_same_bytes():
    assert certificate_pdf(sheet()) == certificate_pdf(sheet())


@pytest.mark.parametrize(
    "name",
    ['*bold* _it_ #import "x" @ref <a> $x$ \\', "Łukasz Żółć", "Ελένη Παπαδοπούλου", "Nguyễn Ánh"],
)
def test_a_name_is_text_and_never_markup(name):
    said = text(certificate_pdf(sheet(name=name)))

    assert "".join(name.split()) in said.replace(" ", "")


@pytest.mark.parametrize(
    "words",
    [
        {
            "name": "Wilhelmina Featherstonehaugh-Cholmondeley of Upper Northmere and Lower Southmere"
        },
        {"name": "A" * 60},
        {"covered": [f"Lesson {n} with a title that goes on for some time" for n in range(24)]},
        {"covered": []},
        {"module": "A module with a title that is as long as a title may be, " * 3},
    ],
)
def test_it_stays_on_one_side_of_a4(words):
    reader = read(certificate_pdf(sheet(**words)))

    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


def test_a_name_without_letters_in_our_fonts_is_refused_rather_than_printed_as_boxes():
    with pytest.raises(Unprintable):
        certificate_pdf(sheet(name="王小明"))


def test_the_qr_code_has_a_quiet_zone():
    (box,) = re.findall(r'viewBox="0 0 (\d+) \d+"|width="(\d+)"', qr_svg("https://example.org/"))[
        :1
    ]
    assert int(box[0] or box[1]) >= 21 + 4
