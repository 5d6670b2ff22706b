"""The record as a document to show."""

import io

import pypdf
import pytest

from tests.factories.accounts import UserFactory
from tests.factories.tracking import finish_module, release

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    assert response["Content-Type"] == "application/pdf"
    reader = pypdf.PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_it_says_what_was_finished_by_which_edition_and_whose_it_is(client):
    user = UserFactory(first_name="Olive *#Owner", last_name="Example")
    release()
    finish_module(user)
    client.force_login(user)
    said = text_of(client.get("/record/export.pdf"))
    assert "Learning record of Olive *#Owner Example" in said
    assert "2020 Code" in said
    assert "Nothing is under way." in said


def test_an_empty_record_is_a_document_too(client):
    client.force_login(UserFactory())
    assert "Nothing yet." in text_of(client.get("/record/export.pdf"))
