import pytest
from django.urls import reverse

from exercises.formats import dump_exercise
from exercises.models import Exercise
from tests.factories.accounts import UserFactory
from tests.factories.exercises import ExerciseFactory, exercise_document
from tests.factories.victimscode import make_code

pytestmark = pytest.mark.django_db
ADD = "wagtailsnippets_exercises_exercise:add"
EDIT = "wagtailsnippets_exercises_exercise:edit"
LIST = "wagtailsnippets_exercises_exercise:list"
GOOD = dump_exercise(exercise_document())


@pytest.fixture(autouse=True)
def _editor(client):
    make_code()  # what a published exercise cites
    client.force_login(UserFactory(is_superuser=True))


def form(text: str = GOOD, **more):
    return {"document": text, **more}


def test_an_exercise_is_written_as_text_and_published(client):
    response = client.post(reverse(ADD), form(**{"action-publish": "1"}))
    assert response.status_code == 302
    exercise = Exercise.objects.get()
    assert exercise.live
    assert exercise.document == exercise_document()
    assert (exercise.slug, exercise.title, exercise.kind) == (
        "t-days",
        "A small calendar",
        "calendar",
    )


def test_a_draft_may_have_faults_and_publishing_it_names_their_lines(client):
    broken = GOOD.replace("minutes: 5", "minutes: 500").replace("group: enhanced", "group: all")
    assert client.post(reverse(ADD), form(broken)).status_code == 302
    exercise = Exercise.objects.get()
    edit = reverse(EDIT, args=[exercise.pk])
    html = client.post(edit, form(broken, **{"action-publish": "1"})).content.decode()
    for fault, line in (
        ("“500” should be between 1 and 60.", broken.split("\n").index("minutes: 500") + 1),
        ("“all” should be one of", broken.split("\n").index("      group: all") + 1),
    ):
        assert f"Line {line}: {fault}" in html
    assert not Exercise.objects.get().live
    assert client.post(edit, form(**{"action-publish": "1"})).status_code == 302
    assert Exercise.objects.get().live


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("slug: [", "Line 1: This is not YAML"),
        ("- a list", "Here should stand keys"),
        ("slug: x\nminutes: .nan", "Here should stand keys"),
        ("title: No slug", "Begin with “slug"),
        ("slug: T 01\nkind: calendar\ntitle: A space", "Begin with “slug"),
        ("slug: t\nkind: dance\ntitle: No such kind", "Begin with “slug"),
        ("a: &x 1\nb: *x", "aliases are not used here"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused_even_as_a_draft(client, text, words):
    response = client.post(reverse(ADD), form(text))
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not Exercise.objects.exists()


def test_the_slug_stays_and_is_its_own(client):
    exercise = ExerciseFactory()
    edit = reverse(EDIT, args=[exercise.pk])
    moved = GOOD.replace("slug: t-days", "slug: other")
    assert "The slug stays" in client.post(edit, form(moved)).content.decode()
    assert "has this slug" in client.post(reverse(ADD), form()).content.decode()


def test_the_list_shows_all_kinds(client):
    ExerciseFactory()
    assert "Days on a calendar" in client.get(reverse(LIST)).content.decode()
