"""Headers: nobody adds one of his own."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import default

import pytest

from levitiis.infra.mail.errors import HeaderRefusedError
from levitiis.infra.mail.message import make_message, recipient_address, sender_address
from levitiis.infra.mail.templates import Rendered

GOOD = {
    "sender": "Prefeitura <levitiis@example.org>",
    "to": "rita@example.org",
    "language": "pt-BR",
    "message_id": "<a@example.org>",
}
ENDS = ["\r\n", "\n", "\r", "\x00", "\x0b", "\u2028", "\u0085"]


def made(subject: str = "Atenção: prazo", **changes: str) -> bytes:
    rendered = Rendered(subject, "Olá\n.\nfim\n", "<p>Olá</p>")
    return make_message(rendered, **{**GOOD, **changes}).as_bytes()  # type: ignore[arg-type]


def test_both_parts_survive_the_way() -> None:
    read = message_from_bytes(made(), policy=default)
    assert read["subject"] == "Atenção: prazo"
    assert read["to"] == "rita@example.org"
    assert read["from"] == "Prefeitura <levitiis@example.org>"
    assert read["auto-submitted"] == "auto-generated"
    assert read.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in read.iter_parts()] == ["text/plain", "text/html"]
    assert read.get_body(("plain",)).get_content().splitlines()[0] == "Olá"  # type: ignore[union-attr]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("header", ["subject", "sender", "to", "message_id"])
def test_a_header_cannot_be_ended(header: str, end: str) -> None:
    with pytest.raises(HeaderRefusedError):
        made(**{header: f"{GOOD.get(header, 'Aviso')}{end}Bcc: everybody@example.org"})


def test_a_second_recipient_does_not_slip_in() -> None:
    for hostile in ("a@example.org, b@example.org", "a@example.org;b@example.org", "<a@example.org> b"):
        read = message_from_bytes(made(to=hostile), policy=default)
        assert len(read["to"].addresses) <= 1, hostile


def test_an_odd_local_part_is_taken_as_it_is() -> None:
    assert recipient_address("a..b@example.org").addr_spec == "a..b@example.org"
    assert recipient_address("a b@example.org").addr_spec == '"a b"@example.org'
    assert recipient_address("o'neil+x@example.org").addr_spec == "o'neil+x@example.org"


def test_a_sender_is_an_address() -> None:
    assert sender_address("Câmara de São João <a@b.org>").display_name == "Câmara de São João"
    for bad in ("", "nobody", "Prefeitura"):
        with pytest.raises(ValueError, match="no e-mail address"):
            sender_address(bad)
