"""The facilitator's pack: its file, what it is held to, its pages and its sheets."""

import io

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from courses import checks, queries
from courses.facilitating import clock, in_ink
from courses.formats import format_module, format_pack, parse_pack
from courses.models import CompiledPart, ModulePage
from courses.services import Blocked, load_diagram, outlook, release
from tests.factories.accounts import PostFactory, UserFactory
from tests.factories.courses import (
    PACK,
    SVG,
    diagram_from_texts,
    make_module,
    make_module_with_facts,
    make_released_with_pack,
    module_from_files,
    texts_with_pack,
)
from victimscode.models import Citation

ADDRESSES = (
    *("facilitator_pack", "facilitator_slides"),
    *("facilitator_pack_pdf", "facilitator_slides_pdf"),
)
SCENE = """\
  - title: At the counter
    minutes: 30
    kind: scenario
    scenario:
      ref: SC99
      scene: counter
      ask: What does she need?
    notes: |
      Read it aloud.
"""


def problems_of(old: str, new: str) -> list[str]:
    assert old in PACK
    return [str(one) for one in parse_pack(PACK.replace(old, new, 1), file="f")[1]]


def findings_of(pack: str) -> list[str]:
    make_module_with_facts()
    load_diagram(by=None, diagram=diagram_from_texts())
    module = module_from_files(texts_with_pack(pack))
    return [str(one) for one in checks.blocking(checks.check_module(module, queries.known_now()))]


def leader():
    return PostFactory(leads=True).user


def test_a_pack_goes_round_to_the_same_bytes():
    pack, problems = parse_pack(PACK, file="f")
    assert problems == []
    assert pack is not None
    assert pack.minutes == 30
    assert format_pack(pack) == PACK
    assert format_module(module_from_files(texts_with_pack()))["facilitator.yaml"] == PACK


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kind: pairs", "kind: dance", "should be one of"),
        ("minutes: 20", "minutes: 0", "a minute at least"),
        ("kind: break", "kind: scenario", "names a scene"),
        ("group: 6 to 14 people\n", "", "“group” is missing"),
        ("    notes: |\n      Open a window.\n", "", "“notes” is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, said: str):
    found = problems_of(old, new)
    assert any(said in one for one in found), found
    assert all(one.startswith("f:") for one in found)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("2020/r6-bail", "2020/nothing", "no such duty"),
        ("lesson: keeping-people", "lesson: nowhere", "no lesson “nowhere”"),
        ("In pairs, count on a calendar.", "One plays the victim.", "nobody plays a victim"),
        ("In pairs, count on a calendar.", "Now do a role play.", "nobody plays a victim"),
        ("Open a window.", "The caller refused to engage.", "refused to engage"),
    ],
)
def test_what_may_not_be_taught_that_way_blocks_it(old: str, new: str, said: str):
    assert findings_of(PACK) == []
    module = module_from_files(texts_with_pack(PACK.replace(old, new, 1)))
    known = queries.known_now()
    found = [str(one) for one in checks.blocking(checks.check_module(module, known))]
    assert any(said in one for one in found), found


@pytest.mark.django_db
def test_an_unknown_scenario_blocks_it():
    assert any("no scenario “SC99”" in one for one in findings_of(PACK + SCENE))


@pytest.mark.django_db
def test_a_release_takes_the_pack_along_without_asking_learners_for_anything():
    version = make_released_with_pack()
    part = CompiledPart.objects.get(version=version, kind="pack")
    assert [step["starts"] for step in part.document["steps"]] == [0, 20]
    entry = next(one for one in version.manifest["parts"] if one["kind"] == "pack")
    assert entry["counts"] is False
    assert Citation.objects.filter(part_iri=part.iri, duty__slug="r6-bail").count() == 1
    page = ModulePage.objects.get(slug="first-steps")
    assert not outlook(page).changes
    assert queries.module_file(page).pack is not None


@pytest.mark.django_db
def test_a_slide_without_its_diagram_keeps_the_module_back():
    page = make_module_with_facts(texts_with_pack())
    with pytest.raises(Blocked, match="two-clocks"):
        release(by=None, module=page)


@pytest.mark.django_db
def test_an_editor_is_told_the_line_and_nothing_is_kept():
    page = make_module_with_facts(texts_with_pack())
    page.pack = PACK.replace("kind: pairs", "kind: dance")
    with pytest.raises(ValidationError, match="Line 11"):
        page.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("name", ADDRESSES)
def test_who_leads_a_unit_sees_it_and_others_are_told_whom_to_ask(client, name: str):
    make_released_with_pack()
    address = reverse(name, args=["first-steps"])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory())
    answer = client.get(address)
    assert answer.status_code == 403
    assert "teach" in answer.content.decode()
    client.force_login(leader())
    assert client.get(address).status_code == 200


@pytest.mark.django_db
def test_the_pack_says_who_does_what_when(client):
    make_released_with_pack()
    client.force_login(leader())
    page = client.get(reverse("facilitator_pack", args=["first-steps"])).content.decode()
    for words in ("Nobody plays a victim", "Print the card", "In pairs", "0:20", "Open a window"):
        assert words in page
    module = client.get(reverse("module", args=["first-steps"])).content.decode()
    assert reverse("facilitator_pack", args=["first-steps"]) in module


@pytest.mark.django_db
def test_a_module_does_not_offer_what_it_lacks_or_a_person_may_not_see(client):
    page = make_module_with_facts()
    release(by=None, module=page)
    client.force_login(leader())
    address = reverse("facilitator_pack", args=["first-steps"])
    assert address not in client.get(reverse("module", args=["first-steps"])).content.decode()
    assert client.get(address).status_code == 404
    make_module(texts_with_pack())
    load_diagram(by=None, diagram=diagram_from_texts())
    release(by=None, module=page)
    client.force_login(UserFactory())
    assert address not in client.get(reverse("module", args=["first-steps"])).content.decode()


@pytest.mark.django_db
def test_the_slides_carry_the_fact_its_limit_and_the_picture(client):
    make_released_with_pack()
    client.force_login(leader())
    page = client.get(reverse("facilitator_slides", args=["first-steps"])).content.decode()
    for words in ("Count from the next working day", "5 working days", "<svg", "Right 6"):
        assert words in page
    pdf = client.get(reverse("facilitator_slides_pdf", args=["first-steps"]))
    reader = pypdf.PdfReader(io.BytesIO(pdf.content))
    assert len(reader.pages) == 2
    assert "The latest day" in reader.pages[1].extract_text()


@pytest.mark.django_db
def test_the_same_pack_gives_the_same_bytes(client):
    make_released_with_pack()
    client.force_login(leader())
    address = reverse("facilitator_pack_pdf", args=["first-steps"])
    assert client.get(address).content == client.get(address).content


def test_a_drawing_on_paper_has_its_colours_and_letters():
    drawn = in_ink(SVG)
    assert "class=" not in drawn
    assert 'color="#0b5a58"' in drawn
    assert "Atkinson Hyperlegible" in drawn


def test_time_since_the_beginning():
    assert [clock(minutes) for minutes in (0, 25, 60, 125)] == ["0:00", "0:25", "1:00", "2:05"]
