"""What can go wrong with terms."""

from levitiis.kit.problems import constraint, declare, declare_field

SETTLED = declare(
    "signatures.settled", 409,
    ("Termo já decidido", "Term settled already"),
    ("Este termo já foi assinado, recusado ou perdeu o efeito; o que foi assinado não se troca.",
     "This term was signed or refused already, or is void; what was signed is never replaced."),
)  # fmt: skip
LINK_INVALID = declare(
    "signatures.link_invalid", 410,
    ("Link sem validade", "Link not valid"),
    ("Este link já foi usado, venceu ou foi trocado por outro. Peça um novo a quem o enviou.",
     "This link was used, is over, or was replaced by another. Ask its sender for a new one."),
)  # fmt: skip
CODE_WRONG = declare(
    "signatures.code_wrong", 422,
    ("Código incorreto", "Wrong code"),
    ("O código não confere ou já venceu; confira o e-mail mais recente ou peça outro código.",
     "The code does not fit or is over; look at the newest e-mail or ask for another code."),
)  # fmt: skip
NO_EMAIL = declare(
    "signatures.no_email", 409,
    ("Pessoa sem e-mail", "Person without e-mail"),
    ("O cadastro de quem assina não tem e-mail; inclua um, ou colha a assinatura na tela.",
     "The signer's record has no e-mail; add one, or collect the signature on the screen."),
)  # fmt: skip
MAIL_OFF = declare(
    "signatures.mail_off", 409,
    ("Envio de e-mail desligado", "E-mail is switched off"),
    ("Este sistema não envia e-mail; colha a assinatura na tela.",
     "This system sends no e-mail; collect the signature on the screen."),
)  # fmt: skip
NOT_THIS_PDF = declare(
    "signatures.not_this_pdf", 422,
    ("Não é este documento", "Not this document"),
    (("O arquivo não começa com os bytes do PDF que emitimos; baixe o original, assine-o sem imprimir "
      "nem salvar de novo, e envie o resultado."),
     ("The file does not begin with the bytes of the PDF that we issued; download the original, sign it "
      "without printing or saving it anew, and send the result.")),
)  # fmt: skip
NOT_SIGNED = declare(
    "signatures.not_signed", 422,
    ("Sem assinatura digital válida", "No valid digital signature"),
    ("O PDF não tem assinatura digital íntegra que cubra o documento inteiro.",
     "The PDF has no intact digital signature that covers the whole document."),
)  # fmt: skip
OTHER_SIGNER = declare(
    "signatures.other_signer", 422,
    ("Assinado por outra pessoa", "Signed by somebody else"),
    ("O certificado é de {name}, e não de quem deve assinar.",
     "The certificate is that of {name}, not of who has to sign."),
)  # fmt: skip

UNKNOWN_PLACEHOLDER = declare_field(
    "unknown_placeholder",
    "Há um marcador que não existe; use só os da lista.",
    "There is a placeholder that does not exist; use those of the list only.",
)

constraint("uq_term_signatures_term_id", SETTLED)
constraint("uq_terms_standing", SETTLED)
MERGE_PENDING = declare(
    "signatures.merge_pending", 409,
    ("Há termos por assinar", "Terms are not signed"),
    ("Quem sai tem termos que esperam a sua assinatura; colha-a ou registre a recusa antes de unir.",
     "Who leaves has terms that wait for a signature; collect it or record the refusal before merging."),
)  # fmt: skip
