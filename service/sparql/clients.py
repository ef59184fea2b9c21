"""Who asks, and how often they may: a token bucket for each client.

A client is an address; of IPv6 a network of 64 bits, as one customer has all the addresses in it. Behind a proxy that
is trusted it is the address that the proxy names, which is in the scope by then.
"""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache

from communique.service.engine.question import Failure
from communique.service.sparql.request import Scope

_CUSTOMER = 64  # bits of an IPv6 address that one customer has
_LONGEST = 64  # characters of a name that is no address


@lru_cache(maxsize=4096)
def named(host: str) -> str:
    """The name of the client at an address."""
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host[:_LONGEST]
    if address.version == 6 and address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    if address.version == 6 and not address.is_loopback:
        return str(ipaddress.ip_network((address, _CUSTOMER), strict=False))
    return str(address)


@lru_cache(maxsize=4096)
def _is_here(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False


def of(scope: Scope) -> str:
    """Who sends a request; nothing where that is not known."""
    return named(scope["client"][0]) if scope.get("client") else ""


class Rates:
    """Buckets of `burst` requests each, filled at `rate` requests a second, for the last `most` clients; rate 0: none.

    Each is kept as the moment at which it will be full again. Clients on this machine have none: they are the
    operator's, or come through a proxy that is not trusted, and then are not told apart.
    """

    def __init__(self, rate: float, burst: int, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._cost = 1 / rate if rate else 0.0
        self._room = burst * self._cost
        self._most = most
        self._clock = clock
        self._full: OrderedDict[str, float] = OrderedDict()
        self.refused = 0

    def __len__(self) -> int:
        return len(self._full)

    def take(self, client: str) -> None:
        """Take what one request costs; raises Failure where the bucket is empty, with the time until it is not."""
        if not self._cost or _is_here(client):
            return
        now = self._clock()
        full = max(self._full.pop(client, now), now) + self._cost
        wait = full - now - self._room
        if wait > 1e-9:
            self._full[client] = full - self._cost
            self.refused += 1
            seconds = max(1, -int(-wait // 1))
            again = [(b"retry-after", b"%d" % seconds)]
            raise Failure("rate", f"more than {1 / self._cost:g} requests a second came from you", headers=again)
        self._full[client] = full
        if len(self._full) > self._most:
            self._full.popitem(last=False)
