"""Small modules with lessons, as files and as pages."""

from courses.formats import (
    AidFile,
    DiagramFile,
    ModuleFile,
    parse_aid,
    parse_diagram,
    parse_module,
)
from courses.models import JobAid, ModulePage
from courses.services import load_aid, load_diagram, load_module, release
from tests.factories.assessments import QuestionFactory
from tests.factories.victimscode import make_code
from tracking.models import ModuleVersion

LESSON = """\
---
title: Keeping people informed
number: "1.1"
minutes: 5
lead: News is a right.
outcomes:
  - Tell people in time
rights: [6]
content_note:
  strength: CW3
  topics: [threat]
---
A call took **two** minutes.

## News with a limit

::: fact
cites: 2020/r6-bail
say: The police tell the victim of bail within 5 working days.
:::

::: limits
caption: Time limits
rows:
  - cites: 2020/r6-bail
    event: Bail
:::

::: passage
title: The last to know
note: It mentions threat. Nothing graphic.
strength: CW3
topics: [threat]
minutes: 1
text: |
  The distressing words.
alternative:
  title: As a timeline
  text: |
    The calm words.
after: |
  What both need.
:::

::: exercise
title: Which day?
text: |
  Count.
answer: |
  Friday.
:::

::: question
ref: T1
:::

::: reflection
key: no-news
prompt: What did you say?
:::
"""

SECOND = """\
---
title: Who has rights
number: "1.2"
minutes: 6
lead: A person is a victim.
outcomes:
  - Say who is a victim
rights: [6]
---
::: story
text: |
  Mina rings. See [the right](/code/2020/right-6/).
:::

::: try
text: |
  - Ask
  - Listen
:::
"""

MODULE = """\
slug: first-steps
title: First steps
summary: A small module.
edition: "2020"
minutes: 11
outcomes:
  - Tell people in time
owner: Training team
review_by: 2027-05-25
content_note:
  strength: CW3
  topics: [threat]
completion:
  lessons: all
  check: none
attribution: "It refers to [the Code](/code/2020/), © Crown copyright."
"""


INTERACTIVE = """
::: interactive
ref: t-days
text: Find the last day.
:::
"""


def module_texts_with_exercise() -> dict[str, str]:
    """The same with a lesson that leads to the interactive exercise `t-days`."""
    return {**module_texts(), "02-who-has-rights.md": SECOND + INTERACTIVE}


def module_texts() -> dict[str, str]:
    """The files of a small module."""
    return {"module.yaml": MODULE, "01-keeping-people.md": LESSON, "02-who-has-rights.md": SECOND}


def module_from_files(texts: dict[str, str] | None = None) -> ModuleFile:
    """The small module, parsed."""
    module, problems = parse_module(texts or module_texts(), folder="first-steps")
    assert problems == []
    assert module is not None
    return module


def make_module(texts: dict[str, str] | None = None) -> ModulePage:
    """Load the small module."""
    load_module(by=None, module=module_from_files(texts))
    return ModulePage.objects.get(slug="first-steps")


def make_module_with_facts(texts: dict[str, str] | None = None) -> ModulePage:
    """Load the small module with the Code and the question that it refers to."""
    make_code()
    QuestionFactory(ref="T1", bank="first-steps", module_key="first-steps", use="formative")
    return make_module(texts)


def make_released(texts: dict[str, str] | None = None) -> ModuleVersion:
    """The small module, released."""
    return release(by=None, module=make_module_with_facts(texts))


AID = """\
---
title: The no-news call
lead: Two minutes, on the day you promised.
for: Anyone who keeps a victim informed
minutes: 1
rights: [6]
---
## The call

1. Say **who you are**.
2. Say what you wait for.

::: fact
cites: 2020/r6-bail
say: The police tell the victim of bail within 5 working days.
:::

::: limits
caption: Time limits
rows:
  - cites: 2020/r6-bail
    event: Bail
:::

::: diagram
ref: two-clocks
:::

::: try
text: |
  Ring one person.
:::
"""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 340 80">
  <defs><marker id="tip" refX="1" refY="1" markerWidth="4" markerHeight="4" orient="auto"><path class="d-line" d="M0 0L2 1L0 2"/></marker></defs>
  <rect class="d-page d-line" x="2" y="2" width="120" height="40" rx="6"/>
  <path class="d-teal" d="M122 22H220" marker-end="url(#tip)"/>
  <text class="d-ink" x="12" y="28" font-size="16">News &amp; a <tspan font-weight="600">day</tspan></text>
</svg>
"""

DIAGRAM = """\
title: Two clocks
alt: News passes from a court to a person in two steps.
text: |
  The court tells the unit.

  - One day
  - Then another
caption: Each clock starts when the one before it stops.
"""


def aid_from_text(text: str = AID, name: str = "no-news-call") -> AidFile:
    """The small job aid, parsed."""
    aid, problems = parse_aid(text, file=f"aids/{name}.md")
    assert problems == []
    assert aid is not None
    return aid


def diagram_from_texts(
    svg: str = SVG, words: str = DIAGRAM, slug: str = "two-clocks"
) -> DiagramFile:
    """The small diagram, parsed."""
    diagram, problems = parse_diagram({"svg": svg, "yaml": words}, slug=slug)
    assert problems == []
    assert diagram is not None
    return diagram


def make_aid(text: str = AID, name: str = "no-news-call") -> JobAid:
    """Load the small job aid and its diagram."""
    load_diagram(by=None, diagram=diagram_from_texts())
    load_aid(by=None, aid=aid_from_text(text, name))
    return JobAid.objects.get(slug=name)


def texts_with_aid() -> dict[str, str]:
    """The files of the small module, which names the aid and leads to it from a lesson."""
    texts = module_texts()
    texts["module.yaml"] = texts["module.yaml"].replace(
        "completion:", "aids: [no-news-call]\ncompletion:"
    )
    texts["02-who-has-rights.md"] += (
        "\n::: keep\nref: no-news-call\ntext: Take it along.\n:::\n\n::: diagram\nref: two-clocks\n:::\n"
    )
    return texts


def make_released_with_aid() -> ModuleVersion:
    """The small module with the aid and the diagram, released."""
    make_aid()
    return make_released(texts_with_aid())


PACK = """\
title: Teaching first steps
lead: Half an hour in one room.
group: 6 to 14 people
before:
  - Print the card
care: |
  **Nobody plays a victim.** Step out whenever you like.
steps:
  - title: News with a limit
    minutes: 20
    kind: pairs
    lesson: keeping-people
    slides:
      - title: The latest day
        points:
          - Count from the next working day
        facts:
          - cites: 2020/r6-bail
            say: The police tell the person.
        diagram: two-clocks
    notes: |
      In pairs, count on a calendar.
  - title: Break
    minutes: 10
    kind: break
    notes: |
      Open a window.
"""


def texts_with_pack(pack: str = PACK) -> dict[str, str]:
    """The files of the small module with a facilitator's pack."""
    return {**module_texts(), "facilitator.yaml": pack}


def make_released_with_pack(pack: str = PACK) -> ModuleVersion:
    """The small module with its pack and the diagram on a slide, released."""
    load_diagram(by=None, diagram=diagram_from_texts())
    return make_released(texts_with_pack(pack))
