"""What a change of the law asks of editors, and what one click does of it."""

from datetime import UTC, datetime

import pytest

from assessments.models import Question
from core.models import AuditEntry
from courses.models import JobAid, LessonPage, ModulePage
from courses.services import Blocked, release
from dashboards.editor import drafts
from dashboards.editor.carrying import carry_over
from dashboards.editor.worklist import State, worklist
from scenarios.models import Scenario
from tests.factories.assessments import QuestionFactory
from victimscode.queries import adoption_of, replacement_by, replacement_today

pytestmark = pytest.mark.django_db


def asked(edition, change: str = "r6-bail"):
    """The items of one change, by what they are."""
    since = adoption_of(edition)
    found = worklist(replacement_by(edition), since=since.recorded_at if since else None)
    group = next((one for one in found.groups if one.change.key == change), None)
    return found, {item.key: item for item in group.items} if group else {}


def states(items) -> dict[tuple, State]:
    return {key: item.state for key, item in items.items()}


def test_every_passage_that_rests_on_what_changed_is_asked_for(adopted):
    found, items = asked(adopted)
    kinds = sorted(key[0] for key in items)
    # A fact and a table in the lesson and in the aid, slides, two questions of the check, one of
    # the lesson.
    assert kinds == [*("aid",) * 2, *("lesson",) * 2, "pack", *("question",) * 3]
    assert {one.state for one in items.values()} == {State.OPEN}
    assert all(one.edit for one in items.values())
    assert found.open == found.total == len(items)
    words = {group.change.key: group.change.words for group in found.groups}
    assert "3 working days" in words["r6-bail"][0]
    # The scenario cites what is unchanged, and one duty that has moved.
    assert found.carried > 0


def test_before_it_is_adopted_the_same_is_told_in_advance(module, rehearsal):
    found, items = asked(rehearsal)
    assert {one.state for one in items.values()} == {State.OPEN}
    assert replacement_today() is None
    assert found.total == found.open


def revise(slug: str = "keeping-people", *, publish: bool = True) -> LessonPage:
    lesson = LessonPage.objects.get(slug=slug)
    raw = list(lesson.body.raw_data)
    for block in raw:
        if block["type"] == "fact":
            block["value"]["cites"] = "rehearsal/r6-bail"
            block["value"]["say"] = "The police tell the victim of bail within 3 working days."
        if block["type"] == "limits":
            block["value"]["history"] = True
    lesson.body = raw
    revision = lesson.save_revision()
    if publish:
        revision.publish()
    return lesson


def test_what_is_revised_is_done_as_soon_as_it_is_written_and_released(adopted):
    revise(publish=False)
    found, items = asked(adopted)
    lessons = {key: state for key, state in states(items).items() if key[0] == "lesson"}
    assert set(lessons.values()) == {State.REVISED}
    assert found.open == found.total - 2

    # A question of then and now cites both; one of today only what holds today.
    for ref, cites in (
        ("C0", ["2020/r6-bail", "rehearsal/r6-bail"]),
        ("C1", ["rehearsal/r6-bail"]),
    ):
        Question.objects.filter(ref=ref).update(cites=cites)
    _found, items = asked(adopted)
    assert {items["question", ref, ""].state for ref in ("C0", "C1")} == {State.REVISED}


def test_a_module_that_still_cites_the_old_edition_is_not_released(adopted, module):
    with pytest.raises(Blocked) as error:
        release(by=None, module=module)
    said = " ".join(str(one) for one in error.value.findings)
    assert "revise it by “rehearsal/r6-bail”, or mark it as history" in said
    assert "Question C0" in said


def test_unchanged_citations_are_carried_over_in_one_click(adopted, module, editor):
    turned = replacement_today().carried
    before = worklist(replacement_today())
    carried = carry_over(by=editor, turned=turned, edition=("2020", "rehearsal"))

    assert carried.turned > 0
    assert carried.locked == []
    written = drafts.passages()
    assert not any(ref in turned for draft in written for ref in draft.refs)
    assert any("rehearsal/r2-record" in draft.refs for draft in written)
    # What changed is left to people.
    after = worklist(replacement_today())
    assert (after.carried, after.open) == (0, before.open)
    scenario = Scenario.objects.get()
    assert not scenario.has_unpublished_changes
    assert "rehearsal/r2-record" in str(scenario.document)
    assert ModulePage.objects.get(pk=module.pk).edition == "rehearsal"
    assert AuditEntry.objects.filter(action="citations.carried_over", by=editor).count() == (
        carried.turned
    )

    assert carry_over(by=editor, turned=turned, edition=("2020", "rehearsal")).turned == 0


def test_a_draft_that_waits_stays_a_draft(adopted, editor):
    question = QuestionFactory(ref="W1", bank="first-steps", cites=["2020/r2-record"])
    question.stem = "A better question?"
    question.save_revision()
    carry_over(by=editor, turned=replacement_today().carried)
    question.refresh_from_db()
    assert question.stem != "A better question?"
    assert question.cites == ["2020/r2-record"]
    draft = question.get_latest_revision_as_object()
    assert (draft.stem, draft.cites) == ("A better question?", ["rehearsal/r2-record"])
    assert question.has_unpublished_changes


def test_what_somebody_has_locked_is_left_and_named(adopted, editor):
    question = QuestionFactory(ref="L1", bank="first-steps", cites=["2020/r2-record"])
    question.locked = True
    question.save()
    carried = carry_over(by=editor, turned=replacement_today().carried)
    assert carried.locked == [str(question)]
    assert Question.objects.get(ref="L1").cites == ["2020/r2-record"]


def test_carrying_over_and_back_gives_what_was_written(adopted, editor, module):
    def written():
        return (
            [list(page.body.raw_data) for page in LessonPage.objects.order_by("pk")],
            [list(aid.body.raw_data) for aid in JobAid.objects.order_by("pk")],
            list(Question.objects.order_by("pk").values_list("cites", flat=True)),
            list(Scenario.objects.values_list("document", flat=True)),
            list(ModulePage.objects.values_list("edition", "pack")),
        )

    before = written()
    turned = replacement_today().carried
    carry_over(by=editor, turned=turned, edition=("2020", "rehearsal"))
    assert written() != before
    back = {new: old for old, new in turned.items()}
    carry_over(by=editor, turned=back, edition=("rehearsal", "2020"))
    assert written() == before


def test_what_was_served_then_is_what_is_asked_for(adopted):
    # A worklist of before there was any module asks only for what is written.
    found = worklist(replacement_today(), since=datetime(2020, 1, 1, tzinfo=UTC))
    assert all(item.state == State.OPEN for group in found.groups for item in group.items)
