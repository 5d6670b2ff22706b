"""How often an address may ask, counted in the cache that all workers share."""

import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tracking.errors import TooManyTries

WINDOW = 60


def limit(request: HttpRequest, *, action: str, per_minute: int) -> None:
    """Count one try; raises TooManyTries when this address has had its share of the minute.

    The address is the client's behind the proxies that the settings trust; it is hashed,
    so that the cache holds no addresses. An IPv6 network of 64 bits is one address.
    """
    window = int(time.time() // WINDOW)
    who = salted_hmac("tracking.ratelimit", _network(get_adapter(request).get_client_ip(request)))
    key = f"limit:{action}:{window}:{who.hexdigest()[:32]}"
    cache.add(key, 0, timeout=2 * WINDOW)
    try:
        tries = cache.incr(key)
    except ValueError:
        # It went out of the cache between the two lines.
        tries = 1
    if tries > per_minute:
        raise TooManyTries


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
