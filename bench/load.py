"""A small load driver, run as a process of its own: keeps some connections busy for a while.

python -m bench.load PORT PATH COOKIE SECONDS CONNECTIONS
prints how many answers came and the seconds that it took. It does little else, so that most
of two cores is left to the site.
"""

import socket
import sys
import threading
import time


def read_answer(connection: socket.socket, left: bytes) -> bytes:
    """Read one answer with a Content-Length; gives back what came after it."""
    while (end := left.find(b"\r\n\r\n")) < 0:
        left += _more(connection)
    head = left[:end].lower()
    if not head.startswith(b"http/1.1 200"):
        raise SystemExit(f"unexpected answer: {left[:60]!r}")
    at = head.index(b"content-length:") + 15
    whole = end + 4 + int(head[at : head.find(b"\r\n", at) if b"\r\n" in head[at:] else None])
    while len(left) < whole:
        left += _more(connection)
    return left[whole:]


def _more(connection: socket.socket) -> bytes:
    piece = connection.recv(262_144)
    if not piece:
        raise ConnectionError
    return piece


def keep_busy(port: int, request: bytes, until: float, counts: list[int]) -> None:
    """Ask again and again over one connection, opened anew when the server closes it."""
    count = 0
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                left = b""
                while time.monotonic() < until:
                    connection.sendall(request)
                    left = read_answer(connection, left)
                    count += 1
        except ConnectionError:
            continue
    counts.append(count)


def main() -> None:
    """Run the driver."""
    port, path, cookie, seconds, connections = sys.argv[1:]
    request = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
        "Accept: text/html\r\n\r\n"
    ).encode()
    counts: list[int] = []
    began = time.monotonic()
    until = began + float(seconds)
    threads = [
        threading.Thread(target=keep_busy, args=(int(port), request, until, counts))
        for _ in range(int(connections))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(sum(counts), time.monotonic() - began)


if __name__ == "__main__":
    main()
