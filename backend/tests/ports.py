"""Ports for the programs that tests start."""

from __future__ import annotations

import socket
from random import SystemRandom

_BELOW_EPHEMERAL = range(15_000, 31_000)
"""Connections that leave take their ports above: one of them must not take what a program is about to."""


def free_port() -> int:
    """A port of the loopback interface that nobody uses, nor will by chance."""
    random = SystemRandom()
    while True:
        port = random.choice(_BELOW_EPHEMERAL)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
