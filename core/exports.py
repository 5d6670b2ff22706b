"""CSV that leaves the site: streamed, and safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

# What a spreadsheet takes for the beginning of a formula, full-width forms included.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Rows are gathered into pieces of about this size: one write a row is slow.
CHUNK = 32_768


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def neutral(value: object) -> object:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe first.

    Numbers and dates stay as they are, negative ones too. NUL, which CSV readers refuse,
    is left out of text.
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    text = str(value).replace("\x00", "")
    # Spaces before it hide a formula from us, not from every spreadsheet.
    if isinstance(value, str) and text.lstrip(" \u00a0\ufeff").startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file (RFC 4180), one row at a time, each cell neutral."""
    writer = csv.writer(_Echo())
    yield writer.writerow([neutral(cell) for cell in header])
    for row in rows:
        yield writer.writerow([neutral(cell) for cell in row])


def _chunks(lines: Iterable[str]) -> Iterator[str]:
    gathered: list[str] = []
    size = 0
    for line in lines:
        gathered.append(line)
        size += len(line)
        if size >= CHUNK:
            yield "".join(gathered)
            gathered, size = [], 0
    if gathered:
        yield "".join(gathered)


def stream_csv(
    filename: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A download that is written as it is read, so that its length costs no memory.

    Give `rows` as a generator over `queryset.iterator()`. Begins with a byte order mark,
    without which Excel takes UTF-8 for something else.
    """

    def content() -> Iterator[str]:
        yield "\ufeff"
        yield from _chunks(csv_lines(header, rows))

    disposition = content_disposition_header(as_attachment=True, filename=filename)
    headers = {"Cache-Control": "private, no-store", "Content-Disposition": disposition or ""}
    return StreamingHttpResponse(content(), content_type="text/csv; charset=utf-8", headers=headers)
