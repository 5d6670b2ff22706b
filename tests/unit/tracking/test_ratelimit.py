import pytest
from django.core.cache import cache

from core.ratelimit import TooOften
from tracking.ratelimit import limit


@pytest.fixture(autouse=True)
def _at_one_moment(time_machine):
    cache.clear()
    time_machine.move_to("2026-03-03 10:00:00+00:00", tick=False)


def tries(rf, address, count=1, action="verify"):
    for _ in range(count):
        limit(rf.get("/", REMOTE_ADDR=address), action=action, per_minute=2)


def test_an_address_has_its_share_of_the_minute(rf):
    tries(rf, "203.0.113.1", 2)
    with pytest.raises(TooOften):
        tries(rf, "203.0.113.1")


def test_the_next_minute_is_another(rf, time_machine):
    tries(rf, "203.0.113.1", 2)
    time_machine.move_to("2026-03-03 10:01:00+00:00", tick=False)
    tries(rf, "203.0.113.1", 2)


def test_addresses_and_actions_are_counted_apart(rf):
    tries(rf, "203.0.113.1", 2)
    tries(rf, "203.0.113.2", 2)
    tries(rf, "203.0.113.1", 2, action="other")


def test_an_ipv6_network_is_one_address(rf):
    tries(rf, "2001:db8::1")
    tries(rf, "2001:db8::2")
    with pytest.raises(TooOften):
        tries(rf, "2001:db8::3")
    tries(rf, "2001:db8:0:1::1")


def test_no_address_is_kept(rf):
    tries(rf, "203.0.113.1")
    assert "203.0.113.1" not in str(cache._cache.keys())
