"""A web server on loopback that answers byte by byte as it is told, however wrong that is; and keeps count."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

Script = Callable[["Peer"], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `at` is a monotonic time in seconds."""

    path: str
    head: str
    at: float


@dataclass(slots=True)
class Peer:
    """The client of one connection, as a script sees it."""

    connection: socket.socket
    asked: Asked
    stop: threading.Event

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def drip(self, data: bytes, seconds: float) -> None:
        """Send *data* byte by byte, one each *seconds*, until the client goes."""
        for at in range(len(data)):
            if self.stop.wait(seconds):
                return
            self.send(data[at : at + 1])

    def flood(self, data: bytes) -> None:
        """Send *data* again and again until the client goes."""
        while not self.stop.is_set():
            self.send(data)

    def hang(self) -> None:
        self.stop.wait(60)

    def reset(self) -> None:
        """Close so that the client gets a reset, not an end."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        self.connection.close()


@dataclass(slots=True)
class HostileServer:
    """Serves `scripts` by path; a path without one gets 404."""

    port: int
    scripts: dict[str, Script] = field(default_factory=dict)
    log: list[Asked] = field(default_factory=list)
    connections: int = 0
    stop: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [asked.path for asked in self.log]

    def times(self, path: str) -> list[float]:
        return [asked.at for asked in self.log if asked.path == path]


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> Script:
    """Return a script that answers as an honest server would."""
    lines = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return raw(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)


def raw(data: bytes) -> Script:
    """Return a script that sends *data* as it is and closes the connection."""
    return lambda peer: peer.send(data)


def in_turn(*scripts: Script) -> Script:
    """Return a script that plays *scripts* one a request, the last one for ever."""
    left = list(scripts)
    lock = threading.Lock()

    def play(peer: Peer) -> None:
        with lock:
            script = left.pop(0) if len(left) > 1 else left[0]
        script(peer)

    return play


@contextmanager
def hostile_server(host: str = "127.0.0.1") -> Iterator[HostileServer]:
    """Run a server on a free port of *host*, a thread a connection, one request each."""
    with socket.create_server((host, 0), backlog=64) as listener:
        server = HostileServer(listener.getsockname()[1])
        threading.Thread(target=_accept, args=(listener, server), daemon=True).start()
        try:
            yield server
        finally:
            server.stop.set()


def _accept(listener: socket.socket, server: HostileServer) -> None:
    while not server.stop.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        server.connections += 1
        threading.Thread(target=_serve, args=(connection, server), daemon=True).start()


def _serve(connection: socket.socket, server: HostileServer) -> None:
    with connection, suppress(OSError):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (data := connection.recv(4096)):
                return
            head += data
        path = head.split(b" ", 2)[1].decode("latin-1")
        asked = Asked(path, head.decode("latin-1"), time.monotonic())
        server.log.append(asked)
        script = server.scripts.get(path, answer(b"not here", "404 Not Found"))
        script(Peer(connection, asked, server.stop))
