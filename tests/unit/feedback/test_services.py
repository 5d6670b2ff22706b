"""Sending a remark, looking at it, answering it; and who learns what of it."""

import pytest
from django.db import IntegrityError, transaction

from accounts.enums import Role
from core.errors import Conflict, InvalidInput, NotAllowed
from core.models import AuditEntry, AuditPersonal, OutboxMessage
from courses.services import release
from feedback import services
from feedback.enums import State
from feedback.models import Remark
from tests.factories.accounts import UserFactory
from tests.factories.courses import make_module, make_released, module_texts
from tests.factories.feedback import remark

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def version():
    return make_released()


@pytest.fixture
def learner():
    return UserFactory(first_name="Olive", last_name="Owner", email="olive@example.org")


@pytest.fixture
def editor():
    return UserFactory(roles=[Role.EDITOR])


def answer(row, editor, state="kept", words="The Code says 5.", **more):
    return services.answer_remark(by=editor, remark=row, state=state, answer=words, **more)


def test_a_remark_keeps_the_passage_its_version_edition_and_citations(learner, version):
    row = remark(learner)
    assert (row.title, row.part_title) == ("News with a limit", "Keeping people informed")
    assert (row.version, row.version.edition) == (version, "2020")
    assert row.cites == ["2020/r6-bail"]
    assert "within 5 working days" in row.quote
    assert row.state == State.NEW


def test_the_same_form_twice_is_one_remark_and_another_is_another(learner):
    first = remark(learner, key="a")
    assert remark(learner, key="a") == first
    assert remark(learner, key="b") != first
    assert remark(UserFactory(), key="a") != first
    assert AuditEntry.objects.filter(action="remark.sent").count() == 3


def test_editors_see_a_sender_only_when_the_sender_says_so(learner):
    assert remark(learner).shown_sender == ""
    assert remark(learner, naming="named").shown_sender == "Olive Owner (olive@example.org)"
    nobody = remark(learner, naming="nobody")
    assert nobody.sender is None
    assert nobody.shown_sender == ""


def test_who_sent_it_unnamed_is_in_no_log_and_no_message(learner, editor):
    remark(learner)
    remark(learner, naming="nobody")
    assert set(AuditEntry.objects.values_list("by", flat=True)) == {None}
    assert not AuditPersonal.objects.exists()
    for message in OutboxMessage.objects.all():
        assert "olive" not in f"{message.key} {message.payload}".lower()
        assert "another one" not in str(message.payload)


def test_a_keeper_gets_one_letter_a_day_for_a_module(learner, editor):
    for _ in range(3):
        remark(learner)
    letters = OutboxMessage.objects.filter(kind="email")
    assert [one.payload["to"] for one in letters] == [editor.email]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"text": " "}, "few words"),
        ({"text": "x" * 2001}, "fewer words"),
        ({"kind": "rant"}, "offered"),
        ({"naming": "maybe"}, "offered"),
        ({"key": ""}, "incomplete"),
        ({"key": "k\0"}, "incomplete"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(learner, changed, says):
    with pytest.raises(InvalidInput, match=says):
        remark(learner, **changed)
    assert not Remark.objects.exists()


def test_an_answer_reaches_the_sender_by_one_letter_that_tells_nothing(learner, editor):
    row = answer(remark(learner), editor)
    assert (row.state, row.answer, row.answered_by) == (State.KEPT, "The Code says 5.", editor)
    answer(row, editor)
    letters = OutboxMessage.objects.filter(key=f"feedback:{row.pk}:answered")
    assert letters.count() == 1
    assert letters.get().payload["to"] == "olive@example.org"
    assert "The Code says" not in str(letters.get().payload)


def test_nobody_is_told_of_what_nobody_sent(learner, editor):
    answer(remark(learner, naming="nobody"), editor)
    assert not OutboxMessage.objects.filter(key__endswith=":answered").exists()


def test_what_is_mended_gets_the_next_version_when_it_is_released(learner, editor, version):
    mended = answer(remark(learner), editor, "mended", "It says 5 now.")
    kept = answer(remark(learner), editor)
    texts = module_texts()
    texts["01-keeping-people.md"] = texts["01-keeping-people.md"].replace("two", "three")
    second = release(by=editor, module=make_module(texts))
    mended.refresh_from_db()
    kept.refresh_from_db()
    assert mended.mended_in == second
    assert kept.mended_in is None


def test_what_was_mended_before_names_its_version(learner, editor, version):
    row = answer(remark(learner), editor, "mended", "It said 5 already.", mended_in=version)
    assert row.mended_in == version


def test_taking_up_twice_is_once_and_an_answered_one_can_be_opened_again(learner, editor):
    row = remark(learner)
    services.look_at(by=editor, remark=row)
    assert services.look_at(by=editor, remark=row).state == State.LOOKING
    assert AuditEntry.objects.filter(action="remark.taken_up").count() == 1
    answer(row, editor)
    with pytest.raises(Conflict):
        answer(row, editor, words="Another answer")
    again = services.look_at(by=editor, remark=row)
    assert (again.state, again.answer, again.answered_at) == (State.LOOKING, "", None)


def test_only_editors_answer(learner):
    row = remark(learner)
    for by in (
        learner,
        UserFactory(roles=[Role.REVIEWER]),
        UserFactory(roles=[Role.ADMINISTRATOR]),
    ):
        with pytest.raises(NotAllowed):
            services.look_at(by=by, remark=row)
        with pytest.raises(NotAllowed):
            answer(row, by)


@pytest.mark.parametrize(("state", "words"), [("new", "x"), ("kept", " "), ("gone", "x")])
def test_an_answer_says_what_was_done_and_why(learner, editor, state, words):
    with pytest.raises(InvalidInput):
        answer(remark(learner), editor, state, words)


def test_a_version_of_another_module_is_refused(learner, editor):
    from tests.factories.tracking import release as release_plainly

    other = release_plainly("elsewhere")
    with pytest.raises(InvalidInput, match="version of this module"):
        answer(remark(learner), editor, "mended", "Done.", mended_in=other)


@pytest.mark.parametrize(
    "changed",
    [
        {"sender": None},
        {"naming": "nobody"},
        {"state": "kept"},
        {"state": "mended", "answer": "x"},
    ],
)
def test_the_database_holds_it_together(learner, changed):
    row = remark(learner)
    with pytest.raises(IntegrityError), transaction.atomic():
        Remark.objects.filter(pk=row.pk).update(**changed)
