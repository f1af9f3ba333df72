"""The texts that an installation begins with; whoever configures terms writes better ones.

They are right for one asset as for many.
"""

from __future__ import annotations

from collections.abc import Mapping

from levitiis.modules.signatures.states import TermKind

READY: Mapping[TermKind, tuple[str, str]] = {
    TermKind.RESPONSIBILITY: (
        "Termo de responsabilidade",
        (
            "Eu, {{responsavel}}, matrícula {{matricula}}, CPF {{cpf}}, declaro ter recebido de "
            "{{organizacao}} os bens relacionados abaixo, em número de {{quantidade}}, no valor total de "
            "{{valor_total}}, que ficam em {{local}}, e assumo por eles a responsabilidade pela guarda, "
            "pelo uso e pela conservação.\n\n"
            "Comprometo-me a usá-los somente em serviço, a não os transferir nem emprestar sem o registro "
            "correspondente, e a comunicar de imediato qualquer dano, extravio, furto ou mudança de "
            "local.\n\n"
            "Documento de origem: {{documento}}. Motivo: {{motivo}}."
        ),
    ),
    TermKind.LOAN: (
        "Termo de empréstimo",
        (
            "Eu, {{responsavel}}, matrícula {{matricula}}, CPF {{cpf}}, declaro ter recebido de "
            "{{organizacao}}, por empréstimo a {{tomador}}, os bens relacionados abaixo, em número de "
            "{{quantidade}}, no valor total de {{valor_total}}, pelo período de {{inicio}} a {{prazo}}.\n\n"
            "Finalidade: {{motivo}}. Condições: {{condicoes}}.\n\n"
            "Comprometo-me a zelar pelos bens, a não os ceder a outros, a comunicar de imediato qualquer "
            "dano, extravio ou furto, e a devolvê-los até {{prazo}} no estado em que os recebi.\n\n"
            "Documento de origem: {{documento}}."
        ),
    ),
    TermKind.LOAN_RETURN: (
        "Termo de devolução",
        (
            "Eu, {{responsavel}}, matrícula {{matricula}}, CPF {{cpf}}, devolvi a {{organizacao}} os bens "
            "relacionados abaixo, em número de {{quantidade}}, emprestados a {{tomador}} pelo documento "
            "{{documento}}, e confirmo o estado de conservação ali descrito.\n\n"
            "Com isto termina a responsabilidade assumida no empréstimo."
        ),
    ),
    TermKind.DISPOSAL: (
        "Termo de baixa patrimonial",
        (
            "Por este termo, {{organizacao}} dá baixa definitiva dos bens relacionados abaixo, em "
            "número de {{quantidade}}, no valor total de aquisição de {{valor_total}}, com a "
            "destinação: {{destinacao}}.\n\n"
            "Motivo: {{motivo}}\n\n"
            "Processo: {{processo}}; comissão designada por: {{comissao}}; destinatário: {{recebedor}}; "
            "documento de recebimento: {{recibo}}; valor recebido: {{valor_recebido}}.\n\n"
            "Eu, {{responsavel}}, matrícula {{matricula}}, CPF {{cpf}}, confirmo a saída dos bens, com a "
            "classificação ali descrita.\n\n"
            "Documento de origem: {{documento}}."
        ),
    ),
}
"""Title and text of each kind."""
