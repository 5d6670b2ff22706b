import pytest

from tests.factories.accounts import PostFactory, UserFactory
from tests.factories.courses import make_released
from tests.factories.pathways import make_released_pathway, step

pytestmark = pytest.mark.django_db
LESSON = "/modules/first-steps/keeping-people/"


@pytest.fixture
def learner(client):
    user = UserFactory()
    PostFactory(user=user, job="court-staff")
    client.force_login(user)
    return user


def training(client) -> str:
    return " ".join(client.get("/training/").content.decode().split())


def test_the_path_for_ones_post_is_suggested_until_it_is_begun(client, learner) -> None:
    make_released_pathway(jobs=("court-staff",))
    make_released_pathway(module=False, slug="other", title="Other", jobs=("investigator",))
    page = training(client)
    assert "A path for your post" in page
    assert 'href="/pathways/short/">A short start' in page
    assert ">Other<" not in page
    client.post("/pathways/short/")
    assert "A path for your post" not in training(client)


def test_without_paths_nothing_is_said(client, learner) -> None:
    make_released()
    assert "A path for your post" not in training(client)


def test_it_goes_on_along_the_path_and_leaves_the_rest_of_the_module_alone(client, learner) -> None:
    make_released()
    two = (step(lessons=("keeping-people",)),)
    make_released_pathway(module=False, slug="other", title="Whole", steps=(step(lessons=()),))
    make_released_pathway(module=False, steps=two)
    client.post("/pathways/short/")
    page = training(client)
    assert "Go on along your path" in page
    assert f'href="{LESSON}"' in page
    client.post(f"{LESSON}done/")
    page = training(client)
    assert "A short start" in page  # done, with its certificate
    assert "Certificate" in page
    assert "Started, not required" not in page


def test_the_next_lesson_is_the_next_of_the_path(client, learner) -> None:
    make_released()
    make_released_pathway(module=False, steps=(step(lessons=("keeping-people", "who-has-rights")),))
    client.post("/pathways/short/")
    client.post(f"{LESSON}done/")
    page = training(client)
    assert "1 of 2 parts done." in page
    assert 'href="/modules/first-steps/who-has-rights/"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_more_paths_cost_no_more_queries(client, learner, count, django_assert_max_num_queries):
    make_released()
    for number in range(count):
        make_released_pathway(
            module=False, slug=f"p{number}", title=f"P{number}", jobs=("court-staff",)
        )
    training(client)
    with django_assert_max_num_queries(11):
        training(client)
