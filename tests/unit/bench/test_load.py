import socket

import pytest

from bench.load import read_answer


@pytest.fixture
def pair():
    one, other = socket.socketpair()
    yield one, other
    one.close()
    other.close()


def answer(body, status="200 OK"):
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\nX: y\r\n\r\n{body}".encode()


def test_answers_are_told_apart(pair):
    server, client = pair
    server.sendall(answer("first") + answer("second"))
    left = read_answer(client, b"")
    assert read_answer(client, left) == b""


def test_anything_but_a_page_stops_the_run(pair):
    server, client = pair
    server.sendall(answer("", status="302 Found"))
    with pytest.raises(SystemExit, match="302"):
        read_answer(client, b"")


def test_a_closed_connection_is_noticed(pair):
    server, client = pair
    server.close()
    with pytest.raises(ConnectionError):
        read_answer(client, b"")
