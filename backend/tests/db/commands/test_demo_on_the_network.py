"""``levitiis demo --lan``: HTTPS at the machine's own address, so that a phone beside it can sign in."""

from __future__ import annotations

import json
import ssl
from pathlib import Path
from typing import Any

import httpx2
import pytest

from levitiis.commands.certificate import lan_address
from tests.api.client import PREFIX
from tests.ports import free_port
from tests.processes import running
from tests.waiting import eventually

ADDRESS = lan_address()


@pytest.mark.skipif(ADDRESS.startswith("127."), reason="this machine is on no network")
async def test_the_demo_is_served_to_the_network(tmp_path: Path) -> None:
    port = free_port()
    origin = f"https://{ADDRESS}:{port}"
    certificate = tmp_path / "tls" / f"{ADDRESS}.crt"
    arguments = ("demo", "--lan", "--port", str(port), "--data-dir", str(tmp_path))
    async with running("levitiis", *arguments):
        await eventually(lambda: _is_up(origin), within=120)
        # The certificate is the one of the data folder and names the address: nothing is waved through.
        trusting = ssl.create_default_context(cafile=str(certificate))
        async with httpx2.AsyncClient(base_url=origin, verify=trusting, timeout=30) as phone:
            written = json.loads((tmp_path / "demo-credentials.json").read_text(encoding="utf-8"))
            assert written["url"] == origin
            answer = await phone.post(f"{PREFIX}/auth/login", json=_first(written))
            assert answer.status_code == 200, answer.text
            cookie = answer.headers["set-cookie"]
            assert cookie.startswith("__Host-")
            assert "Secure" in cookie
            phone.headers["authorization"] = f"Bearer {answer.json()['access_token']}"
            assert (await phone.get(f"{PREFIX}/ativos")).json()["total"] > 0
        with pytest.raises(httpx2.TransportError):
            async with httpx2.AsyncClient() as plain:
                await plain.get(f"http://{ADDRESS}:{port}/health/live")
        with pytest.raises(httpx2.ConnectError):
            async with httpx2.AsyncClient() as wary:
                await wary.get(f"{origin}/health/live")


def _first(written: dict[str, Any]) -> dict[str, str]:
    user = written["users"][0]
    return {"username": user["username"], "password": user["password"]}


async def _is_up(origin: str) -> bool:
    async with httpx2.AsyncClient(verify=False) as client:
        try:
            return (await client.get(f"{origin}/health/ready")).status_code == 200
        except httpx2.TransportError:
            return False
