"""The five jobs on the real content, from the staff file to the figures, without a browser."""

import csv
import datetime
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

import pypdf
import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.enums import Role
from accounts.models import Post, User
from accounts.queries import people_seen_by
from assessments.answering import fields_of, has_options, values_of
from assessments.marking import check_response
from assessments.models import Attempt
from core.sweep import sweep
from courses.models import LessonPage, ModulePage
from demo.answers import response_to
from demo.staff_file import bad_rows, spread, staff, write
from tests.factories.site import load_site, somebody
from tracking.models import Certificate, Event

pytestmark = pytest.mark.django_db

PEOPLE = 90
BAD = 10
MODULE = "/modules/victims-code/"
RELEASE = "/cms/modules/{}/release/"


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response.status_code, response.get("Location"))
    return (b"".join(response) if response.streaming else response.content).decode()


def table(client: Client, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(page(client, address).lstrip("\ufeff"))))


@dataclass
class Force:
    administrator: Client
    feed: str

    @property
    def manager(self) -> User:
        """Somebody who leads a small unit."""
        return self._leaders()[-1]

    @property
    def other_manager(self) -> User:
        """Somebody who leads people, none of whom the first one sees."""
        mine = set(people_seen_by(self.manager).values_list("pk", flat=True))
        return next(
            leader
            for leader in self._leaders()
            if not mine & set(people_seen_by(leader).values_list("pk", flat=True))
        )

    @property
    def practitioner(self) -> User:
        """Somebody whom the manager sees."""
        led = people_seen_by(self.manager).exclude(pk=self.manager.pk)
        return led.order_by("pk").first()

    @staticmethod
    def _leaders() -> list[User]:
        posts = Post.objects.filter(leads=True, ends_on=None).select_related("user")
        found = [one.user for one in posts.order_by("unit__depth", "unit__code")]
        return [one for one in found if people_seen_by(one).count() > 2]


@pytest.fixture(scope="module")
def force(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Force]:
    """The administrator has imported the staff file and set the requirement."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_site()
        administrator = browser(somebody(Role.ADMINISTRATOR))
        file = tmp_path_factory.mktemp("feed") / "staff.csv"
        today = timezone.localdate()
        rows = spread(
            staff(PEOPLE, seed=1, on=today), bad_rows(BAD, seed=1, on=today), people=PEOPLE
        )
        with file.open("w", encoding="utf-8", newline="") as out:
            write(out, rows)
        with file.open("rb") as source:
            run = administrator.post("/accounts/staff-feed/", {"file": source})["Location"]
        feed = page(administrator, run)
        administrator.post(f"{run}change/", {"act": "confirm"})
        sweep()
        asked = administrator.post(
            "/team/requirements/new/",
            {
                "module": "victims-code",
                "name": "The Victims’ Code, every year",
                "audience": "everyone",
                "first_days": "28",
                "repeat_months": "12",
            },
        )
        assert asked.status_code == 302, asked.context["form"].errors
        yield Force(administrator, feed)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _undone(force: Force):
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_the_administrator_imports_good_rows_and_is_told_of_bad_ones(force: Force):
    # Each bad row stands in the list by line and column; the people of the good ones are there.
    places = re.findall(r"[Ll]ine ([\d,]+)", force.feed)
    assert len(set(places)) == BAD, force.feed
    assert User.objects.filter(posts__isnull=False).distinct().count() == PEOPLE
    listed = page(force.administrator, "/team/requirements/")
    assert "The Victims’ Code, every year" in listed
    assert str(PEOPLE) in listed


def read_the_lessons(learner: Client) -> str:
    """Begin, read and finish all nine; gives the address that the last one leads to."""
    address = learner.post(MODULE)["Location"]
    for _ in range(9):
        assert address.count("/") == 4, address
        assert 'data-place-url="' in page(learner, address)
        address = learner.post(f"{address}done/")["Location"]
    return address


def rightly(question: dict[str, Any]) -> dict[str, Any]:
    """The form of a question, with the right answer in it."""
    right = check_response(question, response_to(question, Random(1), right=True))
    if has_options(question):
        return {"chosen": list(right)}
    values = values_of(question, right)
    return {name: values[part] for part, name in fields_of(question, "chosen").items()}


def pass_the_check(learner: Client, landing: str) -> None:
    """Open the check and give the answers that the compiled document holds for right."""
    attempt = learner.post(landing)["Location"].removesuffix("1/")
    form = Attempt.objects.get(pk=attempt.rstrip("/").rsplit("/", 1)[1]).form
    assert len(form["questions"]) == 12
    for number, question in enumerate(form["questions"], start=1):
        assert question["stem"][:30] in page(learner, f"{attempt}{number}/").replace("&#x27;", "'")
        assert learner.post(f"{attempt}{number}/", rightly(question)).status_code == 302
    assert learner.post(f"{attempt}submit/").status_code == 302
    assert "12 of 12" in page(learner, f"{attempt}result/")


def finish(learner: Client) -> None:
    pass_the_check(learner, read_the_lessons(learner))


def test_the_practitioner_reads_is_kept_in_place_passes_and_has_a_certificate(force: Force):
    learner = browser(force.practitioner)
    training = page(learner, "/training/")
    assert (
        "The Victims’ Code, every year" in training or "The Victims’ Code in practice" in training
    )
    assert "Why is this due?" in training

    first = learner.post(MODULE)["Location"]
    blocks = re.findall(r'id="([^"]+)"[^>]*data-block', page(learner, first))
    assert learner.post(f"{first}place/", {"block": blocks[3]}).status_code == 204
    other_device = browser(force.practitioner)
    assert f'href="{first}' in page(other_device, "/training/")
    assert f'data-place-at="{blocks[3]}"' in page(other_device, first)

    landing = read_the_lessons(learner)
    assert landing == f"{MODULE}check/"
    assert not Certificate.objects.filter(user=force.practitioner).exists()
    pass_the_check(learner, landing)

    certificate = Certificate.objects.get(user=force.practitioner)
    pdf = learner.get(f"/record/certificates/{certificate.pk}.pdf")
    document = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]
    words = re.sub(r"\s+", " ", document.pages[0].extract_text())
    assert force.practitioner.last_name in words
    assert certificate.code in page(Client(), f"/verify/{certificate.code}/")
    assert str(certificate.pk) in page(learner, "/record/")


def test_the_manager_sees_their_own_people_and_takes_the_same_as_a_file(force: Force):
    finish(browser(force.practitioner))
    manager = browser(force.manager)
    mine = people_seen_by(force.manager)
    rows = table(manager, "/team/export.csv")
    assert {row["Staff number"] for row in rows} == set(mine.values_list("staff_number", flat=True))
    row = next(r for r in rows if r["Staff number"] == force.practitioner.staff_number)
    assert row["Last finished"] == timezone.localdate().isoformat()
    assert row["Why"]
    told = page(manager, f"/team/people/{force.practitioner.pk}/")
    assert force.practitioner.last_name in told
    assert row["Status"] in told

    theirs = browser(force.other_manager)
    assert theirs.get(f"/team/people/{force.practitioner.pk}/").status_code == 404
    unit = force.practitioner.posts.get(ends_on=None).unit
    assert theirs.get(f"/team/{unit.code}/").status_code == 404
    numbers = {row["Staff number"] for row in table(theirs, "/team/export.csv")}
    assert force.practitioner.staff_number not in numbers


@pytest.fixture
def editor(force: Force) -> Client:
    return browser(somebody(Role.EDITOR))


def module_page() -> ModulePage:
    return ModulePage.objects.get(slug=MODULE.strip("/").rpartition("/")[2])


def first_lesson() -> LessonPage:
    return LessonPage.objects.child_of(module_page()).order_by("path").first()


def mend(words: str) -> LessonPage:
    """A sentence of the first lesson is mended and published, as the editor's page does."""
    lesson = first_lesson()
    lesson.lead = words
    lesson.save_revision().publish()
    return lesson


def release(editor: Client, **form: str):
    address = RELEASE.format(module_page().pk)
    shown = editor.get(address).context
    data = {"note": "A sentence is mended.", "seen": shown["outlook"].seen, **form}
    # A material release says first how many people it asks again.
    return editor.post(address, {**data, "confirm": str(shown["finished"])})


def test_a_minor_release_reaches_learners_and_asks_nothing_of_anybody(force: Force, editor: Client):
    learner = browser(force.practitioner)
    finish(learner)
    lesson = first_lesson()
    address = f"{MODULE}{lesson.slug}/"
    before, standing = page(learner, address), table(browser(force.manager), "/team/export.csv")
    events = Event.objects.count()

    draft = first_lesson()
    draft.lead = "A draft that nobody has released."
    draft.save_revision()
    assert draft.lead in page(editor, f"/cms/pages/{lesson.pk}/view_draft/")
    mend("There is one Code in force, and this is the edition.")
    assert "There is one Code in force, and this" not in page(learner, address)
    assert lesson.lead in before

    assert release(editor, kind="minor").status_code == 302
    assert "There is one Code in force, and this" in page(learner, address)
    assert table(browser(force.manager), "/team/export.csv") == standing
    assert Event.objects.count() == events


def test_a_material_release_asks_for_a_retake_by_a_day(force: Force, editor: Client):
    learner = browser(force.practitioner)
    finish(learner)
    day = timezone.localdate() + datetime.timedelta(days=21)
    mend("There is one Code in force, and much has changed in it.")
    assert release(editor, kind="material", retake_by=day.isoformat()).status_code == 302

    training = page(learner, "/training/")
    assert f"{day.day} {day:%B %Y}" in training
    row = next(
        row
        for row in table(browser(force.manager), "/team/export.csv")
        if row["Staff number"] == force.practitioner.staff_number
    )
    assert row["Due"] == day.isoformat()
    # What was finished stays finished: a certificate is for ever.
    certificate = Certificate.objects.get(user=force.practitioner)
    assert certificate.code in page(Client(), f"/verify/{certificate.code}/")


def test_a_learner_in_the_middle_of_a_module_finishes_the_version_they_began(
    force: Force, editor: Client
):
    learner = browser(force.practitioner)
    first = learner.post(MODULE)["Location"]
    mend("There is one Code in force, and this is the edition.")
    assert release(editor, kind="minor").status_code == 302
    assert "and this is the edition" not in page(learner, first)
    pass_the_check(learner, read_the_lessons(learner))
    assert Certificate.objects.filter(user=force.practitioner).count() == 1


def test_the_evaluator_takes_figures_that_tell_of_nobody(force: Force):
    finish(browser(force.practitioner))
    evaluator = browser(somebody(Role.EVALUATOR))
    assert "90" in page(evaluator, "/evaluation/")
    rows = table(evaluator, "/evaluation/reach.csv")
    total = next(row for row in rows if row["breakdown"] == "total")
    assert total["offered"] == str(PEOPLE)
    # One person has begun and finished: far too few to be told.
    assert not total["completed"].isdigit()
    assert not any(row["completed"] == "1" for row in rows)
    text = page(evaluator, "/evaluation/reach.csv")
    for person in User.objects.exclude(last_name=""):
        assert person.email not in text
    named = {row["variable"] for row in table(evaluator, "/evaluation/codebook.csv")}
    assert set(rows[0]) <= named
    for address in ("/team/", f"/accounts/people/{force.practitioner.pk}/"):
        assert evaluator.get(address).status_code == 403
