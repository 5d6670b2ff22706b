"""The site, and a view with nothing in it to measure the others against."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from accounts.access import signed_in
from trainingsite.urls import urlpatterns as site


@signed_in
def empty(request: HttpRequest) -> HttpResponse:
    """An empty page for somebody who is signed in: session, person and middleware, no more."""
    return HttpResponse("")


urlpatterns = [path("bench/empty/", empty), *site]
