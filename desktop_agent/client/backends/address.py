"""Which server addresses are good: https, or http to this very machine."""

import ipaddress
from urllib.parse import urlsplit


class AddressRefused(ValueError):
    """The address of the server cannot be used; the words say why."""


def server_address(text: str) -> str:
    """Return the address without a slash at the end.

    Raises:
        AddressRefused: not an address, or http to another machine.
    """
    address = text.strip().rstrip("/")
    try:
        parts = urlsplit(address)
        port_ok = parts.port is None or 0 < parts.port < 65_536
    except ValueError:
        raise AddressRefused(f"{text[:200]!r} is not the address of a server.") from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_ok:
        raise AddressRefused("The address of the server must look like https://chat.example.com.")
    if parts.username or parts.password or parts.query or parts.fragment:
        raise AddressRefused("The address of the server must not hold a user, a password or a question mark.")
    if parts.scheme == "http" and not is_loopback(parts.hostname):
        raise AddressRefused("Only https is allowed to a server on another machine.")
    return address


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
