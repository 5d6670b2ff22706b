import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses import checks, queries
from courses.formats import format_pathways, parse_pathways
from courses.models import CompiledPart, LessonPage, ModulePage, Pathway
from courses.services import (
    PathwayBlocked,
    begin_pathway,
    compile_pathway,
    load_pathway,
    release,
    release_pathway,
)
from tests.factories.accounts import PostFactory, UserFactory
from tests.factories.courses import make_released
from tests.factories.pathways import make_pathway, make_released_pathway, pathway_file, step
from tests.factories.tracking import finish_module
from tracking.models import Certificate, Event, ModuleVersion, Registration
from tracking.queries import completions, open_registration
from tracking.services import rebuild_progress

pytestmark = pytest.mark.django_db

# Files -----------------------------------------------------------------------------------------

words = st.from_regex(r"[A-Z][a-z]{1,8}( [a-z]{1,8}){0,3}\.", fullmatch=True)
slugs = st.from_regex(r"[a-z]{2,8}(-[a-z]{2,8})?", fullmatch=True)
steps = st.builds(
    step,
    module=slugs,
    depth=st.sampled_from(["core", "awareness"]),
    why=words,
    lessons=st.lists(slugs, max_size=3, unique=True).map(tuple),
    scenarios=st.lists(st.sampled_from(["SC01", "SC02"]), max_size=2, unique=True).map(tuple),
)
files = st.lists(
    st.builds(
        pathway_file,
        slug=slugs,
        title=words,
        summary=words,
        jobs=st.lists(slugs, max_size=2).map(tuple),
        fresh_days=st.one_of(st.none(), st.integers(0, 366)),
        steps=st.lists(steps, min_size=1, max_size=3).map(tuple),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda one: one.slug,
)


@given(files)
def test_a_file_goes_round(found) -> None:
    text = format_pathways(found)
    assert parse_pathways(text) == (tuple(found), [])
    assert format_pathways(parse_pathways(text)[0]) == text


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("slug: short", "slug: Short One", "pathways.yaml:2: “Short One” should be small letters"),
        ("depth: core", "depth: deep", "pathways.yaml:7: “deep” should be one of"),
        ("    steps:", "    fresh_days: 900\n    steps:", "“fresh_days” should be from 0 to 366"),
        ("    steps:", "    colour: red\n    steps:", "“colour” is not a key"),
    ],
)
def test_each_mistake_is_named_by_its_line(old, new, says) -> None:
    text = format_pathways([pathway_file()])
    assert old in text
    _found, problems = parse_pathways(text.replace(old, new, 1))
    assert any(says in str(one) for one in problems), problems


KNOWN = checks.Known(
    facts={},
    questions=(),
    scenarios={"SC01"},
    link_exists=lambda _link: True,
    lessons={"first-steps": {"keeping-people", "who-has-rights"}},
    jobs={"investigator"},
)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"steps": ()}, "It has no steps."),
        ({"jobs": ("baker",)}, "There is no post “baker”."),
        ({"steps": (step(module="none"),)}, "There is no module “none”."),
        ({"steps": (step(lessons=("none",)),)}, "has no lesson “none”."),
        ({"steps": (step(scenarios=("SC99",)),)}, "There is no scenario “SC99”."),
        ({"steps": (step(), step())}, "is in two steps."),
        ({"steps": (step(lessons=("keeping-people",) * 2),)}, "A lesson is named twice."),
        ({"summary": "For those who failed to attend."}, "It blames"),
    ],
)
def test_what_is_to_be_mended_in_a_pathway(fields, says) -> None:
    assert checks.check_pathway(pathway_file(), KNOWN) == []
    found = checks.check_pathway(pathway_file(**fields), KNOWN)
    assert any(says in one.message for one in found), found


# Loading and releasing -------------------------------------------------------------------------


def test_loading_twice_changes_nothing_and_an_editors_change_is_kept() -> None:
    make_released()
    row = make_pathway()
    assert load_pathway(by=None, pathway=pathway_file(), position=3).unchanged == 1
    row.refresh_from_db()
    assert row.position == 3
    assert queries.pathway_file(row) == pathway_file()
    row.title = "Mended"
    row.save_revision().publish()
    report = load_pathway(by=None, pathway=pathway_file(title="New"), position=3)
    assert report.kept == ["pathway short"]


def test_a_release_names_the_parts_by_their_own_iris() -> None:
    version = make_released_pathway()
    assert version.module_key == "pathway-short"
    assert version.manifest["gathers"] == {"fresh_days": None}
    (part,) = version.manifest["parts"]
    module = ModuleVersion.objects.get(module_key="first-steps")
    assert part == module.manifest["parts"][0]
    assert version.minutes == 5


def test_a_whole_module_is_all_that_counts_in_it() -> None:
    version = make_released_pathway(steps=(step(lessons=()),))
    module = ModuleVersion.objects.get(module_key="first-steps")
    assert version.manifest["parts"] == [one for one in module.manifest["parts"] if one["counts"]]


def test_releasing_again_without_a_change_gives_the_same_version() -> None:
    version = make_released_pathway()
    assert release_pathway(by=None, pathway=Pathway.objects.get()) == version


def test_a_pathway_whose_module_was_never_released_says_so() -> None:
    row = make_pathway()
    with pytest.raises(PathwayBlocked, match="There is no module “first-steps”"):
        release_pathway(by=None, pathway=row)


def test_a_pathway_follows_its_modules() -> None:
    make_released_pathway()
    page = LessonPage.objects.get(slug="keeping-people")
    page.lead = "News is a right, and a relief."
    page.save_revision().publish()
    release(by=None, module=ModulePage.objects.get())
    versions = ModuleVersion.objects.filter(module_key="pathway-short").order_by("number")
    assert [one.number for one in versions] == [1, 2]
    hashes = [one.manifest["parts"][0]["hash"] for one in versions]
    assert hashes[0] != hashes[1]
    assert {one.kind for one in versions} == {"minor"}


def test_a_lesson_that_is_gone_leaves_the_path_as_it_is_and_says_so() -> None:
    make_released_pathway()
    LessonPage.objects.get(slug="keeping-people").unpublish()
    release(by=None, module=ModulePage.objects.get())
    assert ModuleVersion.objects.filter(module_key="pathway-short").count() == 1
    found = [one.message for one in compile_pathway(Pathway.objects.get()).findings]
    assert "“first-steps” has no lesson “keeping-people”." in found


# Learners --------------------------------------------------------------------------------------


@pytest.fixture
def learner(client):
    user = UserFactory()
    client.force_login(user)
    return user


PATH = "/pathways/short/"
LESSON = "/modules/first-steps/keeping-people/"


def html(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_sees_what_is_in_it(client) -> None:
    make_released_pathway()
    page = html(client, PATH)
    assert "Keeping people informed" in page
    assert "Who has rights" not in page
    assert "Sign in to begin" in page
    assert "A short start" in html(client, "/pathways/")
    assert "A short start" in html(client, "/modules/")


def test_along_the_path_and_to_its_end(client, learner) -> None:
    make_released_pathway()
    assert "Begin this path" in html(client, PATH)
    begun = client.post(PATH)
    assert (begun.status_code, begun.url) == (302, LESSON)
    assert "Finish this lesson, and the path with it" in html(client, LESSON)
    done = client.post(f"{LESSON}done/", follow=True)
    assert done.redirect_chain[-1][0] == PATH
    page = done.content.decode()
    assert "You have finished A short start." in page
    assert "See your certificate" in page
    assert completions(learner, "pathway-short").count() == 1
    assert Certificate.objects.count() == 1
    # Only what the path asks for was done, under the module that it belongs to.
    assert open_registration(learner, "first-steps").progress.parts_done
    assert rebuild_progress().differences == 0


def test_lessons_that_the_path_leaves_out_are_not_next(client, learner) -> None:
    make_released()
    two = (step(lessons=("keeping-people", "who-has-rights")),)
    make_released_pathway(module=False, steps=two)
    make_released_pathway(module=False, slug="other", title="Another")
    client.post(PATH)
    assert "Finish, and go on along your path" in html(client, LESSON)
    on = client.post(f"{LESSON}done/")
    assert on.url == "/modules/first-steps/who-has-rights/"
    assert "1 of 2 parts done" in html(client, PATH)


def test_a_whole_module_leads_on_as_the_module_does(client, learner) -> None:
    make_released_pathway(steps=(step(lessons=()),))
    client.post(PATH)
    assert "Finish, and go on to 1.2" in html(client, LESSON)
    client.post(f"{LESSON}done/")
    last = client.post("/modules/first-steps/who-has-rights/done/", follow=True)
    assert last.redirect_chain[-1][0] == PATH
    assert completions(learner, "pathway-short").exists()
    assert completions(learner, "first-steps").exists()


def test_what_was_done_before_shows_and_counts_at_once(client, learner) -> None:
    make_released()
    finish_module(learner, "first-steps")
    make_released_pathway(module=False)
    assert "1 of 1 parts done" in html(client, PATH)
    page = client.post(PATH, follow=True).content.decode()
    assert "You have done all of A short start already." in page
    assert completions(learner, "pathway-short").count() == 1


def test_a_module_that_is_open_on_an_old_version_is_brought_up_to_date(client, learner) -> None:
    make_released_pathway()
    client.post("/modules/first-steps/")
    page = LessonPage.objects.get(slug="who-has-rights")
    page.lead = "Somebody was harmed."
    page.save_revision().publish()
    release(by=None, module=ModulePage.objects.get())
    begin_pathway(by=learner, slug="short")
    assert open_registration(learner, "first-steps").version.number == 2


def test_records_and_requirements_find_it_by_its_key(client, learner) -> None:
    make_released_pathway()
    assert client.get("/modules/pathway-short/").url == PATH
    assert client.post("/modules/pathway-short/").url == LESSON
    assert Registration.objects.get(module_key="pathway-short").user == learner


def test_paths_for_ones_post_come_first(client, learner) -> None:
    make_released()
    PostFactory(user=learner, job="investigator")
    for slug, jobs in (("mine", ("investigator",)), ("all", ()), ("theirs", ("court-staff",))):
        make_released_pathway(module=False, slug=slug, title=slug.title(), jobs=jobs)
    page = html(client, "/pathways/")
    places = [page.index(word) for word in (">Mine<", ">All<", ">Theirs<")]
    assert places == sorted(places)
    catalogue = html(client, "/modules/")
    assert "A path for your post" in catalogue
    assert ">Theirs<" not in catalogue


def test_what_is_not_open_is_said(client, learner) -> None:
    make_released()
    make_pathway()
    assert client.get(PATH).status_code == 404
    assert client.get("/pathways/none/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_as_often_for_more_paths(
    client, learner, count, django_assert_max_num_queries
) -> None:
    make_released()
    for number in range(count):
        make_released_pathway(module=False, slug=f"p{number}", title=f"P{number}")
    client.get("/pathways/")
    with django_assert_max_num_queries(8):
        client.get("/pathways/")


# Editors ---------------------------------------------------------------------------------------


@pytest.fixture
def editor(client):
    user = UserFactory(is_superuser=True)
    client.force_login(user)
    return user


def test_an_editor_releases_a_pathway(client, editor) -> None:
    make_released()
    row = make_pathway()
    address = reverse("pathway_release", args=[row.pk])
    page = html(client, address)
    assert "This path was never released" in page
    seen = compile_pathway(row).content_hash
    response = client.post(address, {"note": "First.", "seen": seen}, follow=True)
    assert "Learners are already served exactly what is published." in response.content.decode()
    assert ModuleVersion.objects.get(module_key="pathway-short").note == "First."
    assert "A short start" in html(client, "/cms/modules/")
    assert client.post(address, {"note": "x", "seen": "other"}).status_code == 422


def test_the_form_in_the_editor_holds_all_of_it(client, editor) -> None:
    make_released()
    row = make_pathway(jobs=("investigator",), fresh_days=90)
    page = html(client, reverse("wagtailsnippets_courses_pathway:edit", args=[row.pk]))
    assert "Nothing blocks publishing." in page
    assert 'value="investigator"' in page
    assert "It comes first." in page


def test_the_same_part_is_told_once_however_often_it_is_sent(client, learner) -> None:
    make_released_pathway()
    client.post(PATH)
    for _again in range(3):
        client.post(f"{LESSON}done/")
    told = Event.objects.filter(object_iri__endswith="lesson/keeping-people", verb="completed")
    assert sorted(one.registration.module_key for one in told) == ["first-steps", "pathway-short"]
    assert CompiledPart.objects.filter(kind="pathway").count() == 1
