"""The frame of every page, and the gallery."""

import re

import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.loader import get_template

from core.gallery import samples
from tests.unit.core.markup import check_references, elements


@pytest.fixture
def request_(rf):
    request = rf.get("/modules/")
    request.user = AnonymousUser()
    return request


def test_pause_support_and_exit_come_first_in_that_order(request_):
    html = get_template("base.html").render({}, request_)
    hrefs = [attrs.get("href") for tag, attrs in elements(html) if tag == "a"]
    assert hrefs[0] == "#main"
    care = [href for href in hrefs if href in {"#pause", "/support/", "/leave/"}]
    assert care[:3] == ["#pause", "/support/", "/leave/"]
    assert hrefs.index("/leave/") < html.index("<main")


def test_the_frame_refers_rightly(request_):
    check_references(get_template("base.html").render({}, request_))


@pytest.mark.parametrize("name", ["base.html", "base_side.html", "gallery.html"])
def test_no_code_and_no_style_stands_in_the_page(request_, name):
    html = get_template(name).render({"samples": samples(request_)}, request_)
    for tag, attrs in elements(html):
        assert "style" not in attrs
        assert tag != "style"
        assert not any(attr.startswith("on") for attr in attrs)
        assert tag != "script" or attrs.get("src", "").startswith("/static/")
    assert "javascript:" not in html


def test_another_brand_is_a_style_sheet_and_a_name(request_, settings):
    settings.SITE_NAME = "Harbour"
    settings.SITE_THEME_CSS = "/static/harbour.css"
    settings.SITE_LOGO_URL = "/static/harbour.svg"
    html = get_template("base.html").render({}, request_)
    assert '<link rel="stylesheet" href="/static/harbour.css">' in html
    assert "Harbour" in html
    assert "Steady" not in html


def test_messages_are_told_in_words_and_marks(request_):
    request_._messages = [
        Message(constants.SUCCESS, "Saved."),
        Message(constants.ERROR, "The file could not be read."),
    ]
    html = get_template("base.html").render({}, request_)
    assert "s-notice--good" in html
    assert re.search(r's-notice--fault" role="alert"', html)


def test_a_page_stands_without_a_request():
    html = get_template("base.html").render({})
    assert re.search(r"<title>\s*– Steady\s*</title>", html)
    assert "s-nav" not in html
    check_references(html)


def test_the_gallery_shows_every_component_in_development(client, settings):
    settings.DEVELOPMENT = True
    response = client.get("/components/")
    assert response.status_code == 200
    assert len(response.context["samples"]) > 25


@pytest.mark.django_db
def test_the_gallery_is_closed_elsewhere(client, settings):
    settings.DEVELOPMENT = False
    assert client.get("/components/").status_code == 404
