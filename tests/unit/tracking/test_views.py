import csv
import io

import pypdf
import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.factories.accounts import UserFactory
from tests.factories.tracking import MODULE, finish_module, release
from tracking import queries, services, views
from tracking.codes import new_code
from tracking.enums import Verb
from tracking.models import Certificate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_cache():
    cache.clear()


@pytest.fixture
def learner():
    return UserFactory(first_name="Amina", last_name="Yusuf")


@pytest.fixture
def issued(learner):
    release()
    finish_module(learner)
    return Certificate.objects.get()


def correct(learner):
    services.void(
        by=UserFactory(), event=queries.completions(learner, MODULE).get(), reason="By mistake"
    )


class TestCertificate:
    def test_the_owner_sees_it(self, client, learner, issued):
        client.force_login(learner)
        page = client.get(reverse("certificate", args=[issued.pk]))

        assert page.status_code == 200
        assert "Amina Yusuf" in page.text
        assert issued.code in page.text
        assert "no-store" in page["Cache-Control"]

    def test_the_pdf_is_the_owners(self, client, learner, issued):
        client.force_login(learner)
        answer = client.get(f"/record/certificates/{issued.pk}.pdf")

        assert answer["Content-Type"] == "application/pdf"
        said = pypdf.PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
        assert "Amina Yusuf" in said
        assert issued.code in said

    @pytest.mark.parametrize("name", ["certificate", "certificate_pdf"])
    def test_nobody_else_learns_that_it_exists(self, client, issued, name):
        client.force_login(UserFactory())
        there = client.get(reverse(name, args=[issued.pk]))
        nowhere = client.get(reverse(name, args=["00000000-0000-4000-8000-000000000000"]))

        assert there.status_code == nowhere.status_code == 404
        assert "Amina" not in there.text

    @pytest.mark.parametrize(
        "name", ["certificate", "certificate_pdf", "record_csv", "record_json"]
    )
    def test_visitors_are_sent_to_sign_in(self, client, issued, name):
        answer = client.get(reverse(name, args=[issued.pk] if "certificate" in name else []))

        assert answer.status_code == 302
        assert "next=" in answer["Location"]

    def test_one_that_was_taken_back_says_so_and_gives_no_pdf(self, client, learner, issued):
        correct(learner)
        client.force_login(learner)

        assert "was taken back" in client.get(reverse("certificate", args=[issued.pk])).text
        assert client.get(reverse("certificate_pdf", args=[issued.pk])).status_code == 409

    def test_letters_that_the_pdf_lacks_are_explained(self, client, learner, issued):
        learner.first_name = "王小明"
        learner.save()
        client.force_login(learner)
        answer = client.get(reverse("certificate_pdf", args=[issued.pk]))

        assert answer.status_code == 409
        assert "print it from your browser" in answer.text

    def test_nothing_is_posted_to_it(self, client, learner, issued):
        client.force_login(learner)

        assert client.post(reverse("certificate", args=[issued.pk])).status_code == 405


class TestVerify:
    def test_anybody_can_verify_a_code(self, client, issued):
        page = client.get(f"/verify/{issued.code}/")

        assert page.status_code == 200
        assert "This certificate is real" in page.text
        assert "Amina Yusuf" in page.text

    def test_it_shows_name_module_version_and_date_and_nothing_else_of_the_person(
        self, client, learner, issued
    ):
        page = client.get(f"/verify/{issued.code}/").text

        for personal in (learner.email, learner.staff_number, str(issued.pk), "secure"):
            assert personal not in page

    def test_no_search_engine_or_cache_keeps_it(self, client, issued):
        page = client.get(f"/verify/{issued.code}/")

        assert 'name="robots" content="noindex' in page.text
        assert "noindex" in page["X-Robots-Tag"]
        assert "no-store" in page["Cache-Control"]

    def test_a_code_typed_another_way_goes_to_its_own_address(self, client, issued):
        slack = issued.code.lower().replace("-", "")

        assert client.get(f"/verify/{slack}/")["Location"] == f"/verify/{issued.code}/"
        assert client.get("/verify/", {"code": f" {slack} "})["Location"] == (
            f"/verify/{issued.code}/"
        )

    def test_an_unknown_code_is_404(self, client, issued):
        page = client.get(f"/verify/{new_code()}/")

        assert page.status_code == 404
        assert "no certificate with this code" in page.text

    def test_a_slip_in_an_address_is_404_and_can_be_mended(self, client):
        page = client.get("/verify/ABCD/")

        assert page.status_code == 404
        assert 'value="ABCD"' in page.text
        assert "no 0, 1, I, L or O" in page.text

    @pytest.mark.parametrize("code", ["", "ABCD", "x" * 500])
    def test_a_slip_in_the_form_says_what_to_do(self, client, code):
        page = client.get("/verify/", {"code": code})

        assert page.status_code == 422
        assert "To put right" in page.text

    def test_the_empty_form_is_a_page(self, client):
        assert client.get("/verify/").status_code == 200

    def test_one_that_was_taken_back_names_nobody(self, client, learner, issued):
        correct(learner)
        page = client.get(f"/verify/{issued.code}/")

        assert "was taken back" in page.text
        assert "Amina" not in page.text

    def test_an_address_that_guesses_has_to_wait(self, client, issued, monkeypatch, time_machine):
        monkeypatch.setattr(views, "VERIFICATIONS_PER_MINUTE", 2)
        time_machine.move_to("2026-03-03 10:00:00+00:00", tick=False)
        for _ in range(2):
            assert client.get(f"/verify/{new_code()}/").status_code == 404
        answer = client.get(f"/verify/{issued.code}/")

        assert answer.status_code == 429
        assert "Wait a minute" in answer.text
        elsewhere = client.get(f"/verify/{issued.code}/", REMOTE_ADDR="203.0.113.9")
        assert elsewhere.status_code == 200


class TestExport:
    @pytest.fixture
    def history(self, learner, issued):
        services.record(
            actor=learner,
            verb=Verb.ANSWERED,
            object_iri="https://example.org/q1",
            key="q1",
            result={"chosen": "=b"},
        )
        stranger = UserFactory()
        services.record(
            actor=stranger, verb=Verb.CHOSE, object_iri="https://example.org/no", key="no"
        )

    def test_csv_holds_everything_of_the_person_and_nothing_of_others(
        self, client, learner, history
    ):
        client.force_login(learner)
        answer = client.get("/record/export.csv")
        rows = list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"))))

        assert "attachment" in answer["Content-Disposition"]
        assert {row["visibility"] for row in rows} == {"record", "personal"}
        assert sum(row["verb"] == "answered" for row in rows) == 1
        assert not any("example.org/no" in row["object"] for row in rows)
        assert [row["certificate"] for row in rows if row["certificate"]] == [
            Certificate.objects.get().code
        ]

    def test_json_says_the_same(self, client, learner, history):
        client.force_login(learner)
        document = client.get("/record/export.json").json()

        assert document["person"] == {"name": "Amina Yusuf", "email": learner.email}
        assert len(document["registrations"]) == 1
        verbs = sorted(event["verb"] for event in document["events"])
        assert verbs == ["answered", "completed", "completed", "completed", "passed", "registered"]
        answered = next(event for event in document["events"] if event["verb"] == "answered")
        assert answered["result"] == {"chosen": "=b"}

    def test_it_costs_the_same_for_one_and_for_three(
        self, client, learner, history, django_assert_max_num_queries
    ):
        client.force_login(learner)
        client.get("/record/export.json")
        with django_assert_max_num_queries(18) as one:
            client.get("/record/export.json")
        finish_module(learner)
        finish_module(learner)
        with django_assert_max_num_queries(len(one)):
            client.get("/record/export.json")
