from courses.formats import KINDS, Block
from courses.streams import from_stream, to_stream

BLOCKS = (
    Block("text", {"text": "A **bold** word."}, "1"),
    Block("heading", {"level": 3, "text": "Smaller"}, "2"),
    Block("fact", {"cites": "2006/monthly", "say": "It was so.", "history": True}, "3"),
    Block(
        "limits",
        {
            "caption": "Limits",
            "rows": [
                {"cites": "2020/r6-bail", "event": "Bail"},
                {
                    "cites": "2020/d-x",
                    "event": "None",
                    "standard": "As agreed",
                    "enhanced": "As agreed",
                },
            ],
        },
        "4",
    ),
    Block(
        "passage",
        {
            "title": "T",
            "note": "N",
            "strength": "CW3",
            "topics": ["threat", "hate crime"],
            "minutes": 2,
            "text": "One.\n\nTwo.",
            "alternative": {"title": "A", "text": "- x\n- y"},
            "after": "Then.",
        },
        "5",
    ),
    Block("image", {"file": "images/a.png", "alt": "A", "caption": "C"}, "6"),
    Block(
        "video",
        {"file": "v.mp4", "title": "V", "captions": "v.vtt", "transcript": "Words."},
        "7",
    ),
    Block("story", {"text": "A story."}, "8"),
    Block("quotation", {"text": "Words", "cites": "2020/x", "attribution": "Act"}, "9"),
    Block("try", {"text": "Try it."}, "10"),
    Block("question", {"ref": "T1"}, "11"),
    Block("scenario", {"ref": "SC01", "text": "Play it now."}, "12"),
    Block("exercise", {"title": "E", "text": "Do.", "answer": "Done."}, "13"),
    Block("aid", {"title": "Card", "text": "1. One\n2. Two"}, "14"),
    Block("keep", {"ref": "no-news-call", "text": "Before you ring."}, "16"),
    Block("diagram", {"ref": "two-clocks"}, "17"),
    Block("reflection", {"key": "k", "prompt": "What?"}, "15"),
    Block("interactive", {"ref": "two-clocks", "text": "Do it now."}, "16"),
)
ROWS = {"images/a.png": 7, "v.mp4": -3, "v.vtt": -4}


def test_every_kind_of_block_goes_into_the_stream_and_back() -> None:
    assert {block.kind for block in BLOCKS} == set(KINDS)
    raw = to_stream(BLOCKS, media=ROWS)
    assert from_stream(raw, media={row: name for name, row in ROWS.items()}) == BLOCKS


def test_rows_are_read_in_both_forms_that_wagtail_keeps() -> None:
    row = {"cites": "a/b", "event": "E", "standard": "", "enhanced": ""}
    raw = [{"type": "limits", "value": {"caption": "C", "rows": [row]}, "id": "1"}]
    assert from_stream(raw, media={})[0].data["rows"] == [{"cites": "a/b", "event": "E"}]
