"""Adds a module of one lesson that asks one question of every type. Run as a program beside the site."""

import django

LESSON = """\
---
title: Every kind of question
number: "1.1"
minutes: 12
lead: One of each.
outcomes:
  - Answer each of them
rights: [6]
---
Here they are.

"""
MODULE = """\
slug: every-kind
title: Every kind
summary: A small module.
edition: "2020"
minutes: 12
outcomes:
  - Answer each of them
owner: Training team
review_by: 2027-05-25
content_note:
  strength: CW0
  topics: []
completion:
  lessons: all
  check: none
attribution: "It refers to [the Code](/code/2020/), © Crown copyright."
"""


def main() -> None:
    django.setup()
    from assessments.formats import Bank
    from assessments.services import load_questions
    from courses.formats import parse_module
    from courses.models import ModulePage
    from courses.services import load_module, release
    from tests.factories.assessments import WAYS, text_of_way

    cites = ("2020/r6-arrest-interview-release",)
    questions = [
        text_of_way(way, id=f"EK{n}", use="formative", lesson="01-every-kind", cites=cites)
        for n, way in enumerate(WAYS)
    ]
    load_questions(by=None, parsed=Bank("every-kind", "every-kind", tuple(questions)))
    blocks = "\n".join(f"::: question\nref: {question.id}\n:::\n" for question in questions)
    texts = {"module.yaml": MODULE, "01-every-kind.md": LESSON + blocks}
    module, problems = parse_module(texts, folder="every-kind")
    assert module is not None, problems
    load_module(by=None, module=module)
    release(by=None, module=ModulePage.objects.get(slug="every-kind"))


if __name__ == "__main__":
    main()
