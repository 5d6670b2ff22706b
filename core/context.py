"""What every page knows: the site's name and colours, and how this reader likes to read."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

# Attribute of <html>: the values that the style sheet knows. Anything else means the reader has no wish.
READING = {
    "theme": ("light", "dark"),
    "width": ("narrow",),
    "size": ("large", "larger"),
    "spacing": ("wide",),
    "contrast": ("more",),
    "motion": ("off",),
}


@dataclass(frozen=True)
class Brand:
    """The site's own face, from settings."""

    name: str
    stylesheet: str
    logo: str
    url: str


def brand() -> Brand:
    """The name, an optional style sheet with other colours, and an optional logo."""
    return Brand(
        name=settings.SITE_NAME,
        stylesheet=settings.SITE_THEME_CSS,
        logo=settings.SITE_LOGO_URL,
        url="/",
    )


def reading_attributes(reading: object) -> SafeString:
    """Attributes of <html> for reading preferences: an object with any of these names."""
    wishes = ((name, getattr(reading, name, None)) for name in READING)
    return format_html_join(
        "", ' data-{}="{}"', ((name, wish) for name, wish in wishes if wish in READING[name])
    )


def site(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `brand`, and `reading_attributes` for the <html> element."""
    return {
        "brand": brand(),
        "reading_attributes": reading_attributes(getattr(request, "reading", None)),
    }
