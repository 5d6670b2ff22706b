"""A small Code: an edition in force, one that is history, one that is only proposed."""

from victimscode import formats, services

_FILES = {
    "agencies.yaml": "agencies:\n  - id: police\n    name: Police\n  - id: cps\n    name: CPS\n",
    "sources.yaml": (
        "read_on: 2026-06-01\nsources:\n"
        "  - id: W8\n    address: example.org/right-6\n    used_for: Right 6\n"
    ),
    "principles.yaml": (
        "principles:\n  - id: trust\n    set: trauma\n    name: Trust\n"
        "    sources: [W8]\n    confidence: verified\n"
    ),
    "2020.yaml": """\
id: "2020"
title: The Code of 2020
kind: code
published: 2020-11-18
in_force: 2021-04-01
sources: [W8]
rights:
  - number: 6
    title: Information about investigation
duties:
  - id: r6-bail
    right: 6
    says: Tell the victim of bail
    agencies: [police]
    trigger: Key decision
    limits:
      standard: 5 working days
      enhanced: 1 working day
    sources: [W8]
    confidence: verified
  - id: r6-recalled
    right: 6
    says: Something remembered
    agencies: [police]
    sources: []
    confidence: recall
  - id: r6-later
    right: 6
    says: Something that has not begun
    agencies: [police]
    sources: [W8]
    confidence: verified
    in_force: false
  - id: r2-record
    says: Record the report
    agencies: [police]
    sources: [W8]
    confidence: verified
  - id: r6-arrest-interview-release
    says: Tell the victim of an arrest
    agencies: [police]
    sources: [W8]
    confidence: verified
definitions:
  - id: d-under-18
    says: A victim under 18 is in the vulnerable group
    note: Whatever the offence.
    sources: [W8]
    confidence: secondary
""",
    "2006.yaml": """\
id: "2006"
title: The Code of 2006
kind: code
in_force: 2006-04-03
superseded_on: 2013-12-10
sources: [W8]
duties:
  - id: monthly
    says: Update at least monthly
    agencies: [police]
    limits:
      standard: 1 month
      enhanced: 1 month
    sources: [W8]
    confidence: verified
""",
    "next.yaml": """\
id: next
title: The replacement Code
kind: draft
published: 2026-02-05
definitions:
  - id: d-proposal
    says: It is proposed
    sources: [W8]
    confidence: verified
""",
}


# An invented edition: one limit changes, one duty moves, one definition ends.
_REHEARSAL = """\
id: rehearsal
title: Rehearsal edition (fictional)
kind: draft
fictional: true
follows: "2020"
rights:
  - number: 6
    title: Information about investigation
duties:
  - id: r6-bail
    continues: [r6-bail]
    right: 6
    says: Tell the victim of bail
    agencies: [police]
    trigger: Key decision
    limits:
      standard: 3 working days
      enhanced: 1 working day
    sources: []
    confidence: verified
  - id: r6-arrest-interview-release
    continues: [r6-arrest-interview-release]
    says: Tell the victim of an arrest
    agencies: [cps]
    sources: []
    confidence: verified
unchanged:
  - ids: [r6-recalled, r6-later, r2-record]
ended: [d-under-18]
"""


def code_texts(*, rehearsal: bool = False) -> dict[str, str]:
    """The files of a small Code, name to text; with an invented edition if asked."""
    return {**_FILES, "rehearsal.yaml": _REHEARSAL} if rehearsal else dict(_FILES)


def code_from_files(*, rehearsal: bool = False) -> formats.CodeFiles:
    """The small Code, parsed."""
    code, problems = formats.parse_code(code_texts(rehearsal=rehearsal))
    assert problems == []
    return code


def make_code(*, rehearsal: bool = False) -> None:
    """Load the small Code."""
    services.load_code(by=None, code=code_from_files(rehearsal=rehearsal))
