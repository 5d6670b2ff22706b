"""Small helps of the support page."""

from django import template

register = template.Library()


@register.filter
def digits(phone: str) -> str:
    """A telephone number as a link dials it: 116123."""
    return "".join(sign for sign in phone if sign.isdigit())
