"""Small modules with lessons, as files and as pages."""

from courses.formats import ModuleFile, parse_module
from courses.models import ModulePage
from courses.services import load_module, release
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
