"""What every test may rely on: the test environment, and no network."""

import socket

import pytest
from hypothesis import HealthCheck, settings

# Speed is measured in bench/, never in a test: a busy machine must not fail one.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Only loopback and sockets of this machine: a test that reaches out is a mistake."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if self.family == socket.AF_UNIX or str(address[0]) in {"127.0.0.1", "::1", "localhost"}:  # type: ignore[index]
            return real(self, address)  # type: ignore[arg-type]
        raise AssertionError(f"a test tried to reach {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
