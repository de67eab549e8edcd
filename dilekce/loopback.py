"""Which hosts are this machine itself: what goes to them crosses no wire."""

import ipaddress


def is_loopback(host: str) -> bool:
    """Say whether an address, or the name ``localhost``, never leaves this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
