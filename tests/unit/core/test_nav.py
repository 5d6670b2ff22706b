"""Who sees which places."""

import pytest
from django.contrib.auth.models import AnonymousUser

from accounts.enums import Role
from core.nav import nav_items
from tests.factories.accounts import PostFactory, UserFactory

pytestmark = pytest.mark.django_db


def labels(rf, user, path="/"):
    request = rf.get(path)
    request.user = user
    return [str(item.label) for item in nav_items(request)]


def test_signed_out_sees_the_catalogue(rf):
    assert labels(rf, AnonymousUser()) == ["Modules", "Search"]


def test_everybody_has_training_modules_aids_record_and_search(rf):
    assert labels(rf, UserFactory()) == ["Training", "Modules", "Job aids", "Record", "Search"]


def test_leaders_of_a_unit_have_their_team(rf):
    assert "Team" in labels(rf, PostFactory(leads=True).user)


def test_evaluators_have_evaluation(rf):
    assert labels(rf, UserFactory(roles=[Role.EVALUATOR]))[-1] == "Evaluation"


def test_those_who_may_enter_the_cms_have_editing(rf):
    assert labels(rf, UserFactory(is_superuser=True))[-1] == "Editing"


@pytest.mark.parametrize(
    ("path", "current"),
    [
        ("/modules/", "page"),
        ("/modules/code/", "true"),
        ("/scenarios/one/", "true"),
        ("/record/", ""),
    ],
)
def test_the_present_place_is_marked(rf, path, current):
    request = rf.get(path)
    request.user = UserFactory()
    modules = next(item for item in nav_items(request) if item.path == "/modules/")
    assert modules.current == current
