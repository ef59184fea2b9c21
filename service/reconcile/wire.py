"""The wire between the web process and the one that matches: a length and a body, either way, one at a time."""

import socket
import struct

LENGTH = struct.Struct("!I")


def pack(body: bytes) -> bytes:
    """One message as bytes."""
    return LENGTH.pack(len(body)) + body


def receive(sock: socket.socket) -> bytes | None:
    """The next message of a blocking socket; None where the other end hung up."""
    head = _exactly(sock, LENGTH.size)
    return None if head is None else _exactly(sock, LENGTH.unpack(head)[0])


def _exactly(sock: socket.socket, size: int) -> bytes | None:
    data = bytearray()
    while len(data) < size:
        part = sock.recv(min(size - len(data), 1 << 20))
        if not part:
            return None
        data += part
    return bytes(data)
