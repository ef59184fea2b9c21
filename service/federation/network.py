"""Connections to checked addresses only: a name is resolved once, and what was checked is what is connected to.

This is a network backend for httpcore, which keeps the name for the Host header, for SNI and for the certificate.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable

import httpcore

from communique.service.federation.addresses import Address, is_allowed, parse
from communique.service.federation.errors import ServiceDenied

Resolver = Callable[[str, int], Awaitable[list[Address]]]
SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]


async def resolve_name(host: str, port: int) -> list[Address]:
    """The addresses of a host by the system's resolver, IPv4 first; raises OSError where there are none."""
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    addresses = dict.fromkeys(parse(str(sockaddr[0])) for *_, sockaddr in found)
    return sorted(addresses, key=lambda address: address.version)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects over `inner`, by address, to those addresses of a host that are allowed; refuses the rest."""

    def __init__(
        self,
        loopback: bool = False,
        resolver: Resolver = resolve_name,
        inner: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._loopback = loopback
        self._resolver = resolver
        self._inner = inner or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to a host; raises ServiceDenied where it has no allowed address, httpcore's errors otherwise."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await self._resolver(host.strip("[]"), port)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout("the name was not resolved in time") from error
        except (OSError, UnicodeError, ValueError) as error:
            raise httpcore.ConnectError("the name cannot be resolved") from error
        allowed = [address for address in addresses if is_allowed(address, self._loopback)]
        if not allowed:
            raise ServiceDenied(f"the endpoint at {host} has no public address; this service asks no other")
        return await self._connect(allowed, port, timeout, local_address, socket_options)

    async def _connect(
        self,
        addresses: list[Address],
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[SocketOption] | None,
    ) -> httpcore.AsyncNetworkStream:
        """A connection to the first address that answers, checked once more on the socket itself."""
        for address in addresses:
            try:
                stream = await self._inner.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if address == addresses[-1]:
                    raise
                continue
            peer = stream.get_extra_info("server_addr")
            if not peer or not is_allowed(parse(str(peer[0])), self._loopback):
                await stream.aclose()
                raise ServiceDenied("the connection led to another address than the one that was checked")
            return stream
        raise httpcore.ConnectError("no address")

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SocketOption] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Refused: no endpoint is a file."""
        raise ServiceDenied("no endpoint is reached by a socket file")

    async def sleep(self, seconds: float) -> None:
        """Wait between two tries."""
        await asyncio.sleep(seconds)
