"""Which edition applies: taken up with all that follows, and gone back from without a loss."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from core.errors import Conflict, InvalidInput, NotAllowed
from core.models import AuditEntry
from tests.factories.accounts import UserFactory
from tests.factories.victimscode import code_from_files, code_texts, make_code
from victimscode import formats, queries, services, signals
from victimscode.models import Adoption, Citation, Duty, Edition

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 5)


@pytest.fixture(autouse=True)
def _rehearsing(settings):
    settings.CODE_REHEARSAL = True
    make_code(rehearsal=True)


@pytest.fixture
def editor():
    return UserFactory()


def edition(slug: str) -> Edition:
    return Edition.objects.get(slug=slug)


def adopt(by=None, on: date = DAY, slug: str = "rehearsal") -> Adoption:
    return services.adopt_edition(by=by, edition=edition(slug), on=on)


def states() -> dict[str, tuple]:
    rows = Edition.objects.values_list("slug", "kind", "in_force", "superseded_on", "loaded_hash")
    return {slug: tuple(rest) for slug, *rest in rows}


@pytest.fixture
def heard():
    """The news that services send."""
    found = []

    def hear(sender, signal, **news):
        found.append((signal, news["adoption"]))

    for signal in (signals.adopted, signals.gone_back):
        signal.connect(hear)
    yield found
    for signal in (signals.adopted, signals.gone_back):
        signal.disconnect(hear)


def test_an_edition_takes_the_place_of_the_one_that_it_follows(editor, heard):
    adoption = adopt(editor)
    assert (edition("2020").superseded_on, edition("rehearsal").is_current) == (DAY, True)
    assert [one.slug for one in queries.shelf().current] == ["rehearsal"]
    assert "2020" in [one.slug for one in queries.shelf().history]
    assert (adoption.by, adoption.replaced.slug, adoption.ended_at) == (editor, "2020", None)
    assert AuditEntry.objects.filter(action="edition.adopted", by=editor).count() == 1
    assert heard == [(signals.adopted, adoption)]


def test_adopting_again_changes_nothing(editor, heard):
    first = adopt(editor)
    assert adopt(editor) == first
    assert Adoption.objects.count() == len(heard) == 1
    with pytest.raises(Conflict):
        adopt(editor, on=DAY + timedelta(1))


def test_what_is_invented_is_adopted_only_where_it_may_be(settings):
    settings.CODE_REHEARSAL = False
    with pytest.raises(NotAllowed):
        adopt()
    assert not Adoption.objects.exists()


@pytest.mark.parametrize(
    ("on", "slug", "error"),
    [
        (date(2099, 1, 1), "rehearsal", InvalidInput),
        (date(2021, 4, 1), "rehearsal", InvalidInput),
        (DAY, "next", InvalidInput),
        (DAY, "2020", InvalidInput),
    ],
)
def test_what_makes_no_sense_is_refused(on, slug, error):
    before = states()
    with pytest.raises(error):
        adopt(on=on, slug=slug)
    assert states() == before


def test_only_the_one_that_applies_is_followed():
    later = code_texts(rehearsal=True)
    later["third.yaml"] = later["rehearsal.yaml"].replace("id: rehearsal", "id: third")
    code, problems = formats.parse_code(later)
    assert problems == []
    services.load_code(by=None, code=code)
    assert {one.slug for one in queries.may_follow()} == {"rehearsal", "third"}

    adopt()

    assert list(queries.may_follow()) == []
    with pytest.raises(Conflict):
        adopt(slug="third")


def test_going_back_gives_the_rows_that_were(editor, heard):
    before = states()
    adopt(editor)
    adoption = services.go_back(by=editor, edition=edition("rehearsal"), reason="It was a drill")
    assert states() == before
    assert (adoption.ended_by, adoption.reason) == (editor, "It was a drill")
    assert heard[-1] == (signals.gone_back, adoption)
    # Files that have not changed find nothing to say either.
    report = services.load_code(by=None, code=code_from_files(rehearsal=True))
    assert (report.changed, report.kept) == (False, [])

    assert services.go_back(by=editor, edition=edition("rehearsal"), reason="Again") == adoption
    assert AuditEntry.objects.filter(action="edition.gone_back").count() == 1


def test_it_can_be_taken_up_anew_and_all_of_it_stays_on_record(editor):
    adopt(editor)
    services.go_back(by=editor, edition=edition("rehearsal"), reason="Too early")
    adopt(editor, on=DAY + timedelta(3))
    assert [one.on for one in queries.adoptions()] == [DAY + timedelta(3), DAY]
    assert queries.adoption_of(edition("rehearsal")).on == DAY + timedelta(3)


def test_going_back_needs_a_reason_and_an_adoption(editor):
    with pytest.raises(InvalidInput):
        services.go_back(by=editor, edition=edition("rehearsal"), reason=" ")
    with pytest.raises(Conflict):
        services.go_back(by=editor, edition=edition("rehearsal"), reason="No")


def test_while_it_applies_the_files_leave_it_alone():
    adopt()
    report = services.load_code(by=None, code=code_from_files(rehearsal=True))
    assert report.kept == ["edition 2020", "edition rehearsal"]
    assert edition("rehearsal").is_current


# What changes, and who is told ------------------------------------------------------------


def test_the_changes_are_told_in_sentences():
    replacement = queries.replacement_by(edition("rehearsal"))
    words = {one.key: one.words for one in replacement.changes}
    assert words["r6-bail"] == (
        "The limit for everyone else is now 3 working days. It was 5 working days.",
    )
    assert words["r6-arrest-interview-release"] == (
        "It is now the duty of the CPS. It was that of the Police.",
    )
    assert words["d-under-18"] == ("It is no longer part of the Code.",)
    assert words["r2-record"] == ()
    assert replacement.carried["2020/r2-record"] == "rehearsal/r2-record"
    assert {one.key for one in replacement.changed} == {
        *("r6-bail", "r6-arrest-interview-release", "d-under-18"),
    }


def test_until_it_is_adopted_nothing_has_been_replaced():
    assert queries.replacement_today() is None
    assert queries.news_of(["2020/r6-bail", "next/d-proposal"]) == {}
    adopt()
    assert queries.replacement_today().newer.slug == "rehearsal"


def cite(*refs: str, version=None):
    version = version or uuid4()
    services.note_citations(
        module_key="m",
        version_id=version,
        notes=[services.CitationNote("iri", f"b{n}", ref, "fact") for n, ref in enumerate(refs)],
    )
    return version


def test_readers_are_told_at_the_passage(django_assert_num_queries):
    version = cite("2020/r6-bail", "2020/r2-record", "2006/monthly", "next/d-proposal")
    with django_assert_num_queries(1):
        assert queries.news_in(version, "iri") == []

    adopt()

    news = dict(queries.news_in(version, "iri"))
    assert news.keys() == {"b0", "b1"}
    assert "3 working days" in news["b0"].changed[0]
    assert news["b0"].url == "/code/rehearsal/right-6/#r6-bail"
    assert (news["b0"].matters, news["b1"].matters) == (True, False)
    # The words are at hand now: two queries however many passages there are.
    with django_assert_num_queries(2):
        queries.news_in(version, "iri")


def test_what_was_released_as_history_is_no_news():
    adopt()
    version = cite("2020/r6-bail", "rehearsal/r6-bail")
    assert list(Citation.objects.values_list("was_in_force", flat=True)) == [False, True]
    assert queries.news_in(version, "iri") == []


def test_after_going_back_what_rests_on_the_invented_edition_says_so():
    adopt()
    version = cite("rehearsal/r6-bail", "2020/r6-bail")
    services.go_back(by=None, edition=edition("rehearsal"), reason="Over")
    ((block, news),) = queries.news_in(version, "iri")
    assert (block, news.in_force, news.matters) == ("b0", False, True)


def test_the_site_stands_when_the_code_of_2020_is_history(client, editor):
    adopt(editor)
    for address in ("/", "/code/", "/code/2020/", "/code/2020/right-6/", "/code/rehearsal/"):
        assert client.get(address).status_code == 200, address
    page = client.get("/code/2020/").content.decode()
    assert "A later edition took its place on 5 March 2026" in page
    assert "Do not quote it as the rule" in page


def test_an_edition_says_what_is_new_in_it(client):
    adopt()
    page = " ".join(client.get("/code/rehearsal/").content.decode().split())
    assert "What is new" in page
    assert "The limit for everyone else is now 3 working days. It was 5 working days." in page
    assert Duty.objects.get(edition__slug="rehearsal", slug="r6-bail").get_absolute_url() in page
