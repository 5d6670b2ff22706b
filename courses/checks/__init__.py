"""What keeps content from being published, and what an editor is advised. Pure.

The same rules hold for files (`load_content --check`) and for the CMS. Each finding says
where it is and what to do. `docs/features/content-checks.md` lists the rules.
"""

from core.findings import Finding, Level, advice, blocking
from courses.checks.activities import check_activities, check_question, check_scenario
from courses.checks.aids import check_aid, check_diagram
from courses.checks.banks import check_check, check_facts
from courses.checks.blocks import NAMES, describe, refs_of, rich_texts, shown
from courses.checks.known import Known
from courses.checks.lessons import check_lesson, unit_of
from courses.checks.modules import check_module, check_outline
from courses.checks.pathways import check_pathway

__all__ = [
    "NAMES",
    "Finding",
    "Known",
    "Level",
    "advice",
    "blocking",
    "check_activities",
    "check_aid",
    "check_check",
    "check_diagram",
    "check_facts",
    "check_lesson",
    "check_module",
    "check_outline",
    "check_pathway",
    "check_question",
    "check_scenario",
    "describe",
    "refs_of",
    "rich_texts",
    "shown",
    "unit_of",
]
