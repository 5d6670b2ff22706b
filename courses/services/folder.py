"""The folder `content/` into the database and out of it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from assessments.queries import banks
from assessments.services import load_check, load_questions
from care.queries import support_file
from care.services import load_support
from core.contentload import LoadReport
from courses import queries
from courses.contentfolder import Content
from courses.models import ModulePage
from courses.services.loading import load_module
from courses.services.pathways import load_pathway, release_new_pathways
from courses.services.releasing import release
from courses.services.written import load_aid, load_diagram
from exercises.queries import documents as exercise_documents
from exercises.services import load_exercise
from scenarios.queries import documents
from scenarios.services import load_scenario
from tracking.enums import ReleaseKind
from tracking.models import ModuleVersion
from tracking.queries import current_version
from victimscode.queries import code_files
from victimscode.services import load_code


@transaction.atomic
def load_folder(*, by: User | None, content: Content) -> LoadReport:
    """Load all of the folder, or nothing: `content` has no problems. Twice changes nothing."""
    report = load_code(by=by, code=content.code)
    if content.support:
        report.merge(load_support(by=by, contacts=content.support))
    for bank in content.banks:
        report.merge(load_questions(by=by, parsed=bank))
    for scenario in content.scenarios:
        report.merge(load_scenario(by=by, parsed=scenario))
    for diagram in content.diagrams:
        report.merge(load_diagram(by=by, diagram=diagram))
    for aid in content.aids:
        report.merge(load_aid(by=by, aid=aid))
    for exercise in content.exercises:
        report.merge(load_exercise(by=by, parsed=exercise))
    for module in content.modules:
        # Its check comes after it: the page is known again by the check that it was loaded with.
        report.merge(load_module(by=by, module=module, media=content.media.get(module.slug)))
        if module.check:
            report.merge(
                load_check(
                    by=by,
                    slug=module.check.slug,
                    title=module.check.title,
                    module=module.slug,
                    bank=module.check.bank,
                    draw=module.check.draw,
                    pass_mark=module.check.pass_mark,
                    blueprint=module.check.blueprint,
                    pause_hours=module.check.pause_hours,
                )
            )
    for position, pathway in enumerate(content.pathways):
        report.merge(load_pathway(by=by, pathway=pathway, position=position))
    return report


@transaction.atomic
def release_new(*, by: User | None) -> list[ModuleVersion]:
    """Release every published module and pathway that was never released.

    Raises `Blocked` or `PathwayBlocked`.
    """
    modules = [
        release(by=by, module=page, kind=ReleaseKind.MINOR, note="First release")
        for page in ModulePage.objects.live().order_by("path")
        if current_version(page.slug) is None
    ]
    return [*modules, *release_new_pathways(by=by)]


def stored_content() -> Content:
    """All content as it is published, as the folder would hold it."""
    return Content(
        code=code_files(),
        support=support_file(),
        banks=banks(),
        scenarios=documents(),
        aids=queries.aid_files(),
        diagrams=queries.diagram_files(),
        exercises=exercise_documents(),
        pathways=queries.pathway_files(),
        modules=[queries.module_file(page) for page in queries.module_pages()],
        media={page.slug: queries.media_files(page) for page in queries.module_pages()},
    )
