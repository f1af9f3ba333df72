"""The mails of identity."""

from levitiis.infra.mail.templates import declare_mail

_HELLO = ("Olá, {name}.", "Hello, {name}.")
_NOT_YOU = (
    "Se não foi você, avise agora a administração do sistema.",
    "If this was not you, tell the administration of the system now.",
)

PASSWORD_RESET = declare_mail(
    "identity.password_reset",
    subject=("Criar uma nova senha", "Choose a new password"),
    opening=[
        _HELLO,
        ("Alguém pediu uma nova senha para o usuário {username}. O link vale até {until} e só uma vez.",
         "Somebody asked for a new password for the user {username}. The link works once, until {until}."),
    ],
    action=("Criar nova senha", "Choose a new password"),
    closing=[
        ("Se não foi você, ignore esta mensagem: sua senha continua a mesma.",
         "If this was not you, ignore this message: your password stays as it is."),
    ],
)  # fmt: skip
INVITATION = declare_mail(
    "identity.invitation",
    subject=("Seu acesso ao inventário de {organisation}", "Your access to the inventory of {organisation}"),
    opening=[
        _HELLO,
        ("Você foi convidado para o inventário de {organisation}, com o usuário {username}.",
         "You were invited to the inventory of {organisation}, as the user {username}."),
        ("Crie sua senha até {until}; o link vale só uma vez.",
         "Choose your password until {until}; the link works once."),
    ],
    action=("Criar senha", "Choose a password"),
)  # fmt: skip
PASSWORD_CHANGED = declare_mail(
    "identity.password_changed",
    subject=("Sua senha foi alterada", "Your password was changed"),
    opening=[
        _HELLO,
        ("A senha do usuário {username} foi alterada em {moment}. As outras sessões foram encerradas.",
         "The password of the user {username} was changed on {moment}. The other sessions were ended."),
    ],
    closing=[_NOT_YOU],
)  # fmt: skip
NEW_DEVICE = declare_mail(
    "identity.new_device",
    subject=("Novo acesso à sua conta", "New sign-in to your account"),
    opening=[
        _HELLO,
        ("O usuário {username} entrou em {moment} de um aparelho que ainda não conhecíamos.",
         "The user {username} signed in on {moment} from a device that we did not know."),
        ("Aparelho: {device}. Endereço: {address}.", "Device: {device}. Address: {address}."),
    ],
    closing=[
        ("Se foi você, não é preciso fazer nada.", "If this was you, there is nothing to do."),
        ("Se não foi, encerre a sessão em Minha conta, troque a senha e avise a administração do sistema.",
         "If not, end the session in My account, change your password and tell the administration."),
    ],
)  # fmt: skip
SECOND_FACTOR_ON = declare_mail(
    "identity.second_factor_on",
    subject=("Verificação em duas etapas ligada", "Two-step sign-in switched on"),
    opening=[
        _HELLO,
        ("Desde {moment} o usuário {username} entra com senha e código do aplicativo autenticador.",
         "Since {moment} the user {username} signs in with a password and a code of the authenticator."),
    ],
    closing=[_NOT_YOU],
)  # fmt: skip
SECOND_FACTOR_OFF = declare_mail(
    "identity.second_factor_off",
    subject=("Verificação em duas etapas desligada", "Two-step sign-in switched off"),
    opening=[
        _HELLO,
        ("Desde {moment} o usuário {username} entra só com a senha.",
         "Since {moment} the user {username} signs in with the password alone."),
    ],
    closing=[_NOT_YOU],
)  # fmt: skip
EMAIL_CHANGED = declare_mail(
    "identity.email_changed",
    subject=("Seu e-mail de acesso foi alterado", "The e-mail of your account was changed"),
    opening=[
        _HELLO,
        ("Em {moment} o usuário {username} passou a ter outro e-mail. Esta mensagem foi ao anterior.",
         "On {moment} the user {username} was given another e-mail. This message went to the one before."),
    ],
    closing=[_NOT_YOU],
)  # fmt: skip
