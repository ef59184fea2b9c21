"""Which network addresses a SERVICE clause may lead to: public ones, and this machine only where a setting says so.

The check is done on the address of the connection itself, see `network`; names and URLs are never trusted.
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

# More than `is_global` of the standard library knows: what routes elsewhere, what is no single host, what clouds hide.
_REFUSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT, and the metadata of one cloud at 100.100.100.200
        "127.0.0.0/8",
        "168.63.129.16/32",  # a cloud's host, at a public address
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # relays from IPv6
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "2001::/23",  # Teredo and other special uses
        "2001:db8::/32",
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",
    )
)
_UNICAST = ip_network("2000::/3")  # all public IPv6; NAT64, mapped, unique local, link-local and multicast lie outside
_ISATAP = (0x00005EFE, 0x02005EFE)


def parse(text: str) -> Address:
    """An address as sockets give it, which may name an interface (`fe80::1%eth0`); raises ValueError."""
    return ip_address(text.partition("%")[0])


def is_allowed(address: Address, loopback: bool = False) -> bool:
    """Whether a connection to this address may be made. `loopback` lets 127.0.0.0/8 and ::1 pass, and nothing else."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:  # the kernel connects to the IPv4 address
            return is_allowed(address.ipv4_mapped, loopback)
        if address.is_loopback:
            return loopback
        if address not in _UNICAST or (int(address) >> 32) & 0xFFFFFFFF in _ISATAP:
            return False
    elif address.is_loopback:
        return loopback
    return address.is_global and not any(
        address in network for network in _REFUSED if network.version == address.version
    )
