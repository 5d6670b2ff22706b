import datetime
import re

import pytest
from django.utils import timezone

from assessments.models import Question
from courses import queries
from courses.models import CompiledPart, LessonPage, ModulePage
from courses.services import Blocked, release
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_module, make_module_with_facts, make_released
from tracking.enums import ReleaseKind
from tracking.models import ModuleVersion
from tracking.services import record, register
from victimscode.models import Citation, Duty

pytestmark = pytest.mark.django_db


def mend(slug: str, old: str, new: str) -> None:
    page = LessonPage.objects.get(slug=slug)
    raw = list(page.body.raw_data)
    for one in raw:
        if isinstance(one["value"], str):
            one["value"] = one["value"].replace(old, new)
        else:
            for key, value in one["value"].items():
                if isinstance(value, str):
                    one["value"][key] = value.replace(old, new)
    page.body = raw
    page.save_revision().publish()


def html_of(version: ModuleVersion, lesson: str) -> str:
    part = queries.part(version.pk, "lesson", lesson)
    return "".join(segment["html"] for segment in part.document["segments"])


def test_a_release_holds_everything_that_learners_are_served() -> None:
    version = make_released()
    parts = list(CompiledPart.objects.filter(version=version).values_list("kind", "key"))
    assert parts == [
        ("module", "first-steps"),
        ("lesson", "keeping-people"),
        ("lesson", "who-has-rights"),
    ]
    html = html_of(version, "keeping-people")
    assert "<p id=" in html
    assert "A call took <b>two</b> minutes." in html
    assert "5 working days" in html
    assert "1 working day" in html
    assert "The Code of 2020" in html
    assert "In force since 1 April 2021".lower() in html.lower()
    assert 'href="#passage"' in html
    assert 'href="#alternative"' in html
    assert "csrfmiddlewaretoken" in html


def test_what_both_readers_need_next_follows_either_choice_and_stands_nowhere_else() -> None:
    html = html_of(make_released(), "keeping-people")
    after = "What both need."
    passage = html[html.index('id="passage"') : html.index('id="alternative"')]
    alternative = html[html.index('id="alternative"') :].partition("</section>")[0]
    assert after in passage
    assert after in alternative
    assert html.count(after) == 2
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))


def test_the_manifest_says_what_completes_the_module() -> None:
    version = make_released()
    assert [
        (part["kind"], part["key"], part["counts"], part["satisfied_by"])
        for part in version.manifest["parts"]
    ] == [
        ("lesson", "keeping-people", True, "completed"),
        ("lesson", "who-has-rights", True, "completed"),
    ]
    assert all(part["hash"] for part in version.manifest["parts"])


def test_a_release_notes_what_it_cites() -> None:
    version = make_released()
    duty = Duty.objects.get(slug="r6-bail")
    kinds = Citation.objects.filter(version_id=version.pk, duty=duty).values_list("kind", flat=True)
    assert sorted(kinds) == ["fact", "limits", "question"]


def test_releasing_again_without_a_change_gives_the_same_version() -> None:
    version = make_released()
    page = ModulePage.objects.get()
    assert release(by=None, module=page) == version
    page.save_revision().publish()
    assert release(by=None, module=page, kind=ReleaseKind.MATERIAL) == version
    assert ModuleVersion.objects.count() == 1


def test_until_the_release_learners_are_served_the_version_before() -> None:
    make_released()
    user = UserFactory()
    mend("keeping-people", "two", "three")
    assert "three" not in html_of(queries.served(user, "first-steps")[0], "keeping-people")

    version = release(by=user, module=ModulePage.objects.get(), note="One sentence.")

    served, _registration = queries.served(user, "first-steps")
    assert served == version
    assert version.number == 2
    assert "three" in html_of(served, "keeping-people")


def test_who_has_begun_finishes_on_the_version_that_they_began() -> None:
    first = make_released()
    begun, new = UserFactory(), UserFactory()
    register(by=begun, module_key="first-steps")
    mend("keeping-people", "two", "three")
    second = release(by=None, module=ModulePage.objects.get())
    assert queries.served(begun, "first-steps")[0] == first
    assert queries.served(new, "first-steps")[0] == second


def test_a_minor_release_changes_nobodys_completion_and_a_material_one_asks_for_a_retake() -> None:
    first = make_released()
    user = UserFactory()
    registration = register(by=user, module_key="first-steps")
    for part in first.manifest["parts"]:
        record(
            actor=user,
            verb=part["satisfied_by"],
            object_iri=part["iri"],
            key=part["iri"],
            registration=registration,
        )
    registration.refresh_from_db()
    assert registration.closed_at is not None

    mend("keeping-people", "two", "three")
    minor = release(by=None, module=ModulePage.objects.get())
    mend("keeping-people", "three", "four")
    day = timezone.localdate() + datetime.timedelta(days=30)
    material = release(
        by=None, module=ModulePage.objects.get(), kind=ReleaseKind.MATERIAL, retake_by=day
    )

    registration.refresh_from_db()
    assert registration.version == first
    assert (minor.kind, minor.retake_by) == ("minor", None)
    assert (material.kind, material.retake_by) == ("material", day)


@pytest.mark.parametrize(
    ("break_it", "says"),
    [
        (
            lambda: Duty.objects.filter(slug="r6-bail").update(confidence="recall"),
            "Keeping people informed: Fact “The police tell the victim of bail within 5 working"
            " days.”: “2020/r6-bail” is not confirmed, so it may not be taught.",
        ),
        (
            lambda: Question.objects.all().delete(),
            "Keeping people informed: Question “T1”: There is no question “T1”.",
        ),
        (
            lambda: LessonPage.objects.filter(slug="keeping-people").update(strength=""),
            "Keeping people informed: It has a passage with a content note, so it needs a content"
            " note itself.",
        ),
    ],
)
def test_what_blocks_a_release_is_named_by_lesson_and_passage(break_it, says: str) -> None:
    page = make_module_with_facts()
    break_it()
    with pytest.raises(Blocked) as caught:
        release(by=None, module=page)
    assert says in [str(finding) for finding in caught.value.findings]
    assert not ModuleVersion.objects.exists()
    assert not CompiledPart.objects.exists()


def test_a_question_that_is_unpublished_blocks() -> None:
    page = make_module_with_facts()
    Question.objects.update(live=False)
    with pytest.raises(Blocked, match="T1"):
        release(by=None, module=page)


def test_a_question_that_rests_on_what_is_not_confirmed_blocks() -> None:
    page = make_module_with_facts()
    Question.objects.update(cites=["2020/r6-recalled"])
    with pytest.raises(
        Blocked, match="Question T1: What it cites: “2020/r6-recalled” is not confirmed"
    ):
        release(by=None, module=page)


def test_a_module_without_the_code_says_what_is_missing() -> None:
    with pytest.raises(Blocked, match="no such duty"):
        release(by=None, module=make_module())


def test_a_changed_fact_is_a_change_of_the_lessons_that_rest_on_it() -> None:
    make_released()
    Duty.objects.get(slug="r6-bail").limits.filter(group="enhanced").update(amount=2)
    version = release(by=None, module=ModulePage.objects.get())
    assert version.number == 2
    assert "2 working days" in html_of(version, "keeping-people")


def test_the_passage_is_not_in_the_text_for_the_search() -> None:
    version = make_released()
    text = queries.part(version.pk, "lesson", "keeping-people").text
    assert "distressing" not in text
    assert "calm words" not in text
    assert "A call took two minutes." in text
