"""What production leaves to Redis, tried on a real one where TEST_REDIS_URL names it."""

import os
from uuid import uuid4

import pytest
from django.core.cache.backends.redis import RedisCache
from kombu import Connection

REDIS = os.environ.get("TEST_REDIS_URL", "")
pytestmark = pytest.mark.skipif(not REDIS, reason="needs Redis: set TEST_REDIS_URL")


def test_a_rate_limit_is_counted_by_all_workers_together():
    one, other = RedisCache(REDIS, {}), RedisCache(REDIS, {})
    key = uuid4().hex
    assert one.add(key, 1, 60)
    assert not other.add(key, 1, 60)
    assert other.incr(key) == 2
    assert one.get(key) == 2


def test_what_one_process_queues_another_takes_once():
    name = uuid4().hex
    with Connection(REDIS) as sender, sender.SimpleQueue(name) as queue:
        queue.put({"message": 1})
    with Connection(REDIS) as worker, worker.SimpleQueue(name) as queue:
        taken = queue.get(timeout=5)
        assert taken.payload == {"message": 1}
        taken.ack()
        with pytest.raises(queue.Empty):
            queue.get(block=False)
