"""The places in a template's text that are filled when a term is issued: a closed list, filled in one pass.

What is filled in is never looked at again, so a name that looks like a placeholder stays a name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from levitiis.kit.problems import Texts

PLACEHOLDERS: Mapping[str, Texts] = {
    "responsavel": Texts("nome de quem assina", "name of the signer"),
    "matricula": Texts("matrícula de quem assina", "registration of the signer"),
    "cpf": Texts("CPF de quem assina, só o meio", "CPF of the signer, its middle only"),
    "organizacao": Texts("nome da organização", "name of the organisation"),
    "numero": Texts("número do termo", "number of the term"),
    "documento": Texts("número do documento que o originou", "number of the document it comes from"),
    "data": Texts("data de emissão", "date of issue"),
    "local": Texts("local em que os bens ficam", "place where the assets stay"),
    "motivo": Texts("motivo escrito no documento", "reason written on the document"),
    "tomador": Texts("a quem se empresta, em termos de empréstimo", "to whom it is lent, in terms of loans"),
    "inicio": Texts("primeiro dia do empréstimo", "first day of the loan"),
    "prazo": Texts("último dia do empréstimo", "last day of the loan"),
    "condicoes": Texts("condições do empréstimo", "conditions of the loan"),
    "destinacao": Texts("destinação dos bens, em termos de baixa", "destination, in terms of disposals"),
    "recebedor": Texts("a quem os bens são destinados, na baixa", "who receives what is disposed of"),
    "processo": Texts("número do processo da baixa", "number of the process of the disposal"),
    "comissao": Texts("ato que designou a comissão da baixa", "act that appointed the commission"),
    "recibo": Texts("nota ou recibo de quem recebeu os bens", "receipt of who received the assets"),
    "valor_recebido": Texts("valor recebido pelos bens baixados", "what was received for the assets"),
    "quantidade": Texts("quantos bens são", "how many assets there are"),
    "valor_total": Texts("soma dos valores de aquisição", "sum of the purchase values"),
}
"""Every placeholder with what it stands for."""

ABSENT = "—"
"""What stands where nothing is known."""

_PLACE = re.compile(r"\{\{([^{}]*)\}\}")  # spaces are cut off afterwards: three loops over them take for ever
_BRACES = re.compile(r"\{\{|\}\}")


def faults(text: str) -> list[str]:
    """What in ``text`` is no placeholder of ours, in order; empty when everything can be filled."""
    unknown = [name for place in _PLACE.findall(text) if (name := place.strip()) not in PLACEHOLDERS]
    return unknown + _BRACES.findall(_PLACE.sub("", text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """``text`` with its placeholders filled; one without a value becomes a dash."""
    return _PLACE.sub(lambda found: values.get(found[1].strip()) or ABSENT, text)


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text: blank lines part them, single line ends are spaces."""
    blocks = re.split(r"\n\s*\n", text.strip())
    return [" ".join(block.split()) for block in blocks if block.strip()]
