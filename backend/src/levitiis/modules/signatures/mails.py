"""The mails of terms."""

from levitiis.infra.mail.templates import declare_mail

TERM_LINK = declare_mail(
    "signatures.term_link",
    subject=("Termo {number} para assinar", "Term {number} to sign"),
    opening=[
        ("Olá, {name}.", "Hello, {name}."),
        ("{organisation} enviou o termo {number} ({title}) para você ler e assinar.",
         "{organisation} sent you the term {number} ({title}) to read and sign."),
        ("O link vale até {until}. Para assinar, a página enviará um código a este mesmo e-mail.",
         "The link works until {until}. To sign, the page will send a code to this same e-mail."),
    ],
    action=("Ler e assinar", "Read and sign"),
    closing=[
        ("Se você não reconhece os bens do termo, recuse-o na mesma página e diga por quê.",
         "If you do not recognise the assets of the term, refuse it on the same page and say why."),
    ],
)  # fmt: skip
TERM_CODE = declare_mail(
    "signatures.term_code",
    subject=("Código para o termo {number}", "Code for the term {number}"),
    opening=[
        ("Seu código para o termo {number} é {code}.", "Your code for the term {number} is {code}."),
        ("Vale até {until}. Ninguém de {organisation} pedirá este código a você.",
         "It works until {until}. Nobody of {organisation} will ask you for it."),
    ],
)  # fmt: skip
