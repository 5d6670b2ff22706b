"""`set_requirement` and `verify_record`."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from mandatory.models import Requirement, Window
from tests.factories.accounts import UnitFactory, UserFactory
from tests.factories.mandatory import person, require
from tests.factories.tracking import finish_module, release

pytestmark = pytest.mark.django_db


def run(*words):
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_set_requirement_says_how_many_are_asked():
    release()
    person(UnitFactory(code="HQ"))
    person()
    assert run("set_requirement", "The Code", "victims-code") == "the-code: asked of 2 people.\n"
    assert "1 people" in run("set_requirement", "For HQ", "victims-code", "--unit", "HQ")
    once = run("set_requirement", "Once", "victims-code", "--repeat-months", "0")
    assert once.startswith("once")
    assert Requirement.objects.get(slug="once").repeat_months is None


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--unit", "nowhere"], "no unit"),
        (["--by", "nobody@example.org"], "Nobody here"),
        (["--job", "pirate"], "no job"),
        (["--first-days", "0"], "from 1 to 3650"),
    ],
)
def test_set_requirement_says_what_to_put_right(words, sentence):
    release()
    with pytest.raises(CommandError, match=sentence):
        run("set_requirement", "The Code", "victims-code", *words)


def test_only_an_administrator_can_be_named():
    release()
    user = UserFactory()
    with pytest.raises(CommandError, match="administrators"):
        run("set_requirement", "The Code", "victims-code", "--by", user.email)


def test_verify_record_finds_nothing_to_say_about_a_true_record():
    people = [person() for _number in range(3)]
    require()
    finish_module(people[0])
    assert "disagreements: none" in run("verify_record")
    assert "disagreements: none" in run("verify_record", "--as-of", "2025-06-01")


def test_verify_record_names_what_differs():
    user = person()
    require()
    Window.objects.update(due_on=date(2030, 1, 1))
    out = StringIO()
    with pytest.raises(SystemExit):
        call_command("verify_record", stdout=out)
    assert f"person {user.pk}" in out.getvalue()
    assert "disagreements: 1." in out.getvalue()
