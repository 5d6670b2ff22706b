from datetime import UTC, date, datetime

import pytest

from core.durations import about
from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, finish_module, release
from tracking import certificates, queries, services
from tracking.certificates import edition_in_words, sheet_of
from tracking.models import Certificate
from victimscode.models import Edition

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def learner():
    return UserFactory(first_name="Amina", last_name="Yusuf")


@pytest.fixture
def issued(learner):
    release()
    finish_module(learner, at=LATE)
    return Certificate.objects.get()


def test_it_says_who_finished_what_and_when_in_london(learner, issued):
    facts = certificates.certificate_of(learner, issued.pk)

    assert facts.name == "Amina Yusuf"
    assert facts.module == "The Victims’ Code in practice"
    assert facts.finished_on == date(2026, 7, 1)
    assert facts.covered == ["Rights", "Limits"]
    assert facts.voided_on is None
    assert facts.address.endswith(f"/verify/{issued.code}/")


def test_it_is_found_by_its_code_and_by_its_owner_alone(learner, issued):
    assert certificates.certificate_by_code(issued.code).id == issued.pk
    assert certificates.certificate_by_code("x") is None
    assert certificates.certificate_of(UserFactory(), issued.pk) is None


def test_it_says_when_the_completion_was_corrected(learner, issued):
    services.void(
        by=UserFactory(), event=queries.completions(learner, MODULE).get(), reason="By mistake"
    )

    assert certificates.certificate_by_code(issued.code).voided_on is not None


def test_it_never_shows_an_e_mail_address(learner, issued):
    learner.first_name = learner.last_name = ""
    learner.save()
    facts = certificates.certificate_of(learner, issued.pk)

    assert facts.name == ""
    assert learner.email not in str(facts)
    assert learner.email not in str(sheet_of(facts))
    assert sheet_of(facts).name == "Name no longer kept"


def test_the_sheet_says_the_same(learner, issued):
    sheet = sheet_of(certificates.certificate_of(learner, issued.pk))

    said = sheet.before + sheet.module + sheet.after
    assert said.replace("\xa0", " ") == "finished The Victims’ Code in practice on 1 July 2026."
    assert sheet.code == issued.code


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "About 0 minutes"),
        (1, "About 1 minute"),
        (60, "About 1 hour"),
        (110, "About 1 hour 50 minutes"),
        (121, "About 2 hours"),
    ],
)
def test_learning_time_in_words(minutes, words):
    assert about(minutes) == words


def test_an_edition_in_words():
    assert edition_in_words("2020") == "Code 2020"
    Edition.objects.create(slug="2020", title="The Code", kind="code", in_force=date(2021, 4, 1))
    assert edition_in_words("2020") == "Code 2020, in force 1 April 2021"
