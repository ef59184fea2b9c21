"""Listeners that must never hear anything: whoever connects was sent there by the endpoint under test."""

import asyncio
import errno
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

# Loopback, and (in a network of our own only) private, link-local, metadata and shared addresses.
LOOPBACK = ("127.0.0.1", "127.0.0.2", "::1")
OTHERS = ("169.254.169.254", "10.9.8.7", "172.16.9.8", "192.168.9.8", "100.64.9.8", "fd00::98")

_BODY = b'{"head":{"vars":["canary"]},"results":{"bindings":[{"canary":{"type":"literal","value":"sang"}}]}}'
_ANSWER = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nConnection: close\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_BODY), _BODY)
)


@dataclass
class Canary:
    """The listeners' port, which is the same everywhere, and who reached them since it was last asked."""

    port: int
    addresses: frozenset[str]
    visits: list[str] = field(default_factory=list)

    def heard(self) -> list[str]:
        """The addresses that were reached since the last call."""
        visits, self.visits = self.visits, []
        return visits


@asynccontextmanager
async def listening() -> AsyncIterator[Canary]:
    """Listen on every address of this machine's (or this namespace's) that an attack may name."""
    async with AsyncExitStack() as stack:
        canary = Canary(0, frozenset())

        async def visited(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            canary.visits.append(str(writer.get_extra_info("sockname")[0]))
            try:
                await asyncio.wait_for(reader.read(65536), 1)
                writer.write(_ANSWER)
                await writer.drain()
            except (TimeoutError, OSError):
                pass
            finally:
                writer.close()

        reachable = []
        for address in (*LOOPBACK, *OTHERS):
            try:
                server = await asyncio.start_server(visited, address, canary.port)
            except OSError as error:
                if error.errno not in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                    raise
                continue
            canary.port = canary.port or server.sockets[0].getsockname()[1]
            await stack.enter_async_context(server)
            reachable.append(address)
        canary.addresses = frozenset(reachable)
        yield canary
