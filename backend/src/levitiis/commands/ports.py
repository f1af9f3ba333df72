"""Whether a port is free to serve at, asked before anything else is started."""

from __future__ import annotations

import errno
import os
import socket

from levitiis.commands.failures import CommandFailed


def require_port(host: str, port: int) -> None:
    """Raise :class:`~levitiis.commands.failures.CommandFailed` unless ``port`` can be served at."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandFailed(_told(error, host, port)) from error


def _told(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65_535 else port - 1
        return (
            f"Port {port} is taken: end the program that uses it, or choose another port, "
            f"as `--port {other}` (with make: PORT={other})."
        )
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"Port {port} needs the rights of an administrator: choose one from 1024 up with --port."
    return f"{host} is no address of this machine: name one of its own with --host."
