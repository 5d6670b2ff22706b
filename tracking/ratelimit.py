"""How often an address may ask."""

import ipaddress

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from core.ratelimit import spend


def limit(request: HttpRequest, *, action: str, per_minute: int) -> None:
    """Count one try; raises core.ratelimit.TooOften when this address has had its share of the minute.

    The address is the client's behind the proxies that the settings trust. An IPv6 network
    of 64 bits is one address.
    """
    who = _network(get_adapter(request).get_client_ip(request))
    spend(who, action=action, most=per_minute)


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((ip, 64), strict=False))
    return str(ip)
