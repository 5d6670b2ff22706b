import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from care.middleware import ReadingMiddleware
from care.queries import AS_DRAWN, Reading
from care.services import set_reading
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def reading_for(user, address="/"):
    request = RequestFactory().get(address)
    request.user = user
    ReadingMiddleware(lambda request: HttpResponse())(request)
    return request


def test_a_visitor_costs_no_query(django_assert_num_queries):
    request = reading_for(AnonymousUser())

    with django_assert_num_queries(0):
        assert request.reading.theme == ""


def test_a_person_costs_one_query_and_only_when_a_page_is_drawn(django_assert_num_queries):
    user = UserFactory()
    set_reading(by=user, reading=Reading(theme="dark"))

    with django_assert_num_queries(0):
        request = reading_for(user)
    with django_assert_num_queries(1):
        assert (request.reading.theme, request.reading.size) == ("dark", "")


def test_a_blind_page_looks_the_same_for_everybody():
    user = UserFactory()
    set_reading(by=user, reading=Reading(theme="dark"))

    assert reading_for(user, "/support/").reading is AS_DRAWN
