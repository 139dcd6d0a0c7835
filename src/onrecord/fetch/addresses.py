"""Which addresses may be fetched: those of the public web, written plainly. Everything else is refused before anything is opened."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote

from msgspec import Struct

from onrecord.errors import Unreadable
from onrecord.patterns import ASCII, pattern

LONGEST_ADDRESS, LONGEST_NAME = 4_000, 253
PORTS = {"http": 80, "https": 443}

_FORM = pattern(r"([a-z][a-z0-9+.-]{0,20})://([^/?#]{1,500})([^#]*)(?:#.*)?", ASCII)
_LABEL = pattern(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?", ASCII)
_NUMBER = pattern(r"[0-9]{1,253}|0x[0-9a-f]{0,250}", ASCII)
# Letters that the older and the newer rules for names beyond ASCII read in two ways, so that they may lead to two owners.
_TWO_WAYS = frozenset("ßς\u200c\u200d")
# What is set aside for special use (IANA's registries of special-purpose addresses, 2025), in one list of our own: what Python calls
# global differs from version to version.
_SPECIAL = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 "
        "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 "
        "::/96 100::/64 2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20 5f00::/16 fc00::/7 fe80::/9 ff00::/8"
    ).split()
)
# The one part of IPv6 that is given out to the public web; and what carries an IPv4 address in its last bits.
_PUBLIC_6, _MAPPED, _TRANSLATED, _SIX_TO_FOUR = (
    ip_network(block) for block in ("2000::/3", "::ffff:0:0/96", "64:ff9b::/96", "2002::/16")
)


class Address(Struct, frozen=True):
    """An address of the web, taken apart: `host` is a name or number in ASCII, `path` all that follows but the fragment."""

    scheme: str
    host: str
    port: int
    path: str

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"

    @property
    def authority(self) -> str:
        """Give host and port as they stand in an address, the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse_address(written: str) -> Address:
    """Take an address apart. Raises Unreadable with the reason when it is not plainly one of the public web."""
    if len(written) > LONGEST_ADDRESS:
        raise _refused("the address is too long")
    if any(character <= " " or character == "\\" or not character.isprintable() for character in written):
        raise _refused("the address holds a space, a backslash or a character that cannot be seen")
    scheme, _, rest = written.partition(":")
    found = _FORM.fullmatch(f"{scheme.lower()}:{rest}")
    if not found or found[1] not in PORTS:
        raise _refused("only addresses that begin with http:// or https:// are fetched")
    host, port = _host_and_port(found[2])
    path = quote(found[3], safe="/?&=%:@!$'()*+,;~[]-._|")
    if port is not None and port not in PORTS.values():
        raise _refused("only the ports 80 and 443 are used")
    return Address(found[1], host, port or PORTS[found[1]], path if path.startswith("/") else f"/{path}")


def _host_and_port(authority: str) -> tuple[str, int | None]:
    if "@" in authority:
        raise _refused("the address holds a user name or an @ before its path")
    if "%" in authority:
        raise _refused("the name in the address is written with % signs")
    if authority.startswith("["):
        inside, closed, after = authority[1:].partition("]")
        if not closed or (after and not after.startswith(":")):
            raise _refused("the name in the address is broken")
        return _plain_ipv6(inside), _port(after[1:] if after else None)
    name, colon, port = authority.partition(":")
    return _plain_name(name), _port(port if colon else None)


def _port(written: str | None) -> int | None:
    if written is None:
        return None
    if not written.isascii() or not written.isdigit() or len(written) > 5 or written.startswith("0"):
        raise _refused("the port in the address is no number")
    return int(written)


def _plain_ipv6(written: str) -> str:
    try:
        return str(IPv6Address(written))
    except ValueError as error:
        raise _refused("the number in the address is no IPv6 address") from error


def _plain_name(written: str) -> str:
    """Bring a name to ASCII and check that it is one; a number must be written as four decimal ones, and in no other way."""
    if len(written) > LONGEST_NAME or not written:
        raise _refused("the name in the address is too long or empty")
    if _TWO_WAYS & set(written):
        raise _refused("the name in the address can be read in two ways; write it in its xn-- form")
    try:
        name = written.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise _refused("the name in the address is not allowed") from error
    labels = name.split(".")
    if len(name) > LONGEST_NAME or not all(_LABEL.fullmatch(label) for label in labels):
        raise _refused("the name in the address is not allowed")
    if _NUMBER.fullmatch(labels[-1]):
        if not written.isascii():
            raise _refused("the number in the address is written in an unusual way")
        return _plain_ipv4(written)
    if len(labels) < 2:
        raise _refused("the name in the address has no dot: it would be one of a network at home or at work")
    return name


def _plain_ipv4(written: str) -> str:
    try:
        return str(IPv4Address(written))
    except ValueError as error:
        raise _refused("the number in the address is written in an unusual way") from error


def check_numbers(numbers: Sequence[str]) -> tuple[str, ...]:
    """Give the numbers that a name stands for when all of them belong to the public web. Raises Unreadable when one does not."""
    if not numbers:
        raise Unreadable("the name in the address is not known, or this machine has no network", "fetch-failed")
    for number in numbers:
        try:
            public = is_public(number)
        except ValueError:
            public = False
        if not public:
            raise _refused("the name in the address leads into a private network, or to this machine")
    return tuple(dict.fromkeys(numbers))


def is_public(number: str) -> bool:
    """Say whether an IP address belongs to the public web; one that carries another in it is judged by that one as well."""
    address = ip_address(number)
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in block for block in _SPECIAL if block.version == 4)
    if address.scope_id is not None:
        return False
    packed = address.packed
    if address in _MAPPED or address in _TRANSLATED:
        return is_public(str(IPv4Address(packed[-4:])))
    if address in _SIX_TO_FOUR:
        return is_public(str(IPv4Address(packed[2:6])))
    return (
        address in _PUBLIC_6
        and address.is_global
        and not any(address in block for block in _SPECIAL if block.version == 6)
    )


def _refused(reason: str) -> Unreadable:
    return Unreadable(f"{reason}; it is not fetched", "fetch-refused")
