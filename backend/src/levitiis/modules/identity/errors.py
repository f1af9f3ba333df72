"""What can go wrong with signing in, users, roles and grants."""

from levitiis.kit.problems import constraint, declare, declare_field

INVALID_CREDENTIALS = declare(
    "identity.invalid_credentials", 401,
    ("Usuário ou senha incorretos", "Wrong user name or password"),
    ("Confira o usuário (ou e-mail) e a senha.", "Check the user name (or e-mail) and the password."),
)  # fmt: skip
TOO_MANY_ATTEMPTS = declare(
    "identity.too_many_attempts", 429,
    ("Tentativas demais", "Too many attempts"),
    ("Aguarde {seconds} segundos antes de tentar de novo.", "Wait {seconds} seconds before you try again."),
)  # fmt: skip
SESSION_ENDED = declare(
    "identity.session_ended", 401,
    ("Sua sessão terminou", "Your session has ended"),
    ("Entre de novo para continuar.", "Sign in again to continue."),
)  # fmt: skip
REFRESH_RACED = declare(
    "identity.refresh_raced", 409,
    ("Outra aba renovou a sessão", "Another tab renewed the session"),
    ("Repita a requisição uma vez, com o cookie atual.", "Repeat the request once, with the present cookie."),
)  # fmt: skip
FOREIGN_ORIGIN = declare(
    "identity.foreign_origin", 403,
    ("Origem não aceita", "Origin not accepted"),
    ("Esta operação só é aceita a partir do próprio sistema.",
     "This operation is accepted from the system's own pages only."),
)  # fmt: skip
TICKET_INVALID = declare(
    "identity.ticket_invalid", 401,
    ("Ingresso inválido", "Invalid ticket"),
    ("O ingresso já foi usado ou venceu; peça outro.", "The ticket was used or expired; ask for another."),
)  # fmt: skip
USERNAME_TAKEN = declare(
    "identity.username_taken", 409,
    ("Nome de usuário já usado", "User name already used"),
    ("Escolha outro nome de usuário.", "Choose another user name."),
)  # fmt: skip
EMAIL_TAKEN = declare(
    "identity.email_taken", 409,
    ("E-mail já usado", "E-mail already used"),
    ("Outro usuário tem este e-mail.", "Another user has this e-mail."),
)  # fmt: skip
PERSON_HAS_USER = declare(
    "identity.person_has_user", 409,
    ("Pessoa já tem usuário", "Person already has a user"),
    ("Cada pessoa tem no máximo um usuário.", "Each person has one user at most."),
)  # fmt: skip
MERGE_TWO_USERS = declare(
    "identity.merge_two_users", 409,
    ("Os dois têm usuário", "Both have a user"),
    ("Cada um dos cadastros tem um usuário. Ligue um dos usuários a outra pessoa antes de unir.",
     "Each of the records has a user. Link one of the users to another person before merging."),
)  # fmt: skip
MERGE_USER = declare(
    "identity.merge_user", 409,
    ("Quem sai tem usuário", "Who leaves has a user"),
    (("O cadastro que sai tem um usuário, que só quem gerencia usuários passa a outra pessoa. "
      "Escolha-o como o que fica."),
     ("The leaving record has a user, whom only those who manage users may link to another person. "
      "Choose it as the one that stays.")),
)  # fmt: skip
GRANT_EXISTS = declare(
    "identity.grant_exists", 409,
    ("Papel já concedido", "Role already granted"),
    ("O usuário já tem este papel neste local.", "The user already has this role at this place."),
)  # fmt: skip
BEYOND_OWN_GRANT = declare(
    "identity.beyond_own_grant", 403,
    ("Papel acima do seu", "Role above your own"),
    ("Ninguém concede ou retira mais do que tem.", "Nobody grants or takes away more than they have."),
)  # fmt: skip
OWN_GRANT = declare(
    "identity.own_grant", 403,
    ("Seu próprio acesso", "Your own access"),
    ("Peça a outra pessoa que altere o seu acesso.", "Ask somebody else to change your access."),
)  # fmt: skip
LAST_ADMINISTRATOR = declare(
    "identity.last_administrator", 409,
    ("Último administrador", "Last administrator"),
    ("Deve restar ao menos um administrador ativo.", "At least one active administrator must remain."),
)  # fmt: skip
MORE_POWERFUL_USER = declare(
    "identity.more_powerful_user", 403,
    ("Usuário com mais acesso que você", "User with more access than you"),
    ("Ninguém altera quem tem mais do que a própria pessoa tem.",
     "Nobody changes somebody who has more than they have themselves."),
)  # fmt: skip
ROLE_BUILT_IN = declare(
    "identity.role_built_in", 409,
    ("Papel do sistema", "Role of the system"),
    ("Papéis do sistema não mudam: crie uma cópia e altere a cópia.",
     "Roles of the system do not change: make a copy and change the copy."),
)  # fmt: skip
ROLE_IN_USE = declare(
    "identity.role_in_use", 409,
    ("Papel em uso", "Role in use"),
    ("Retire este papel dos usuários que o têm antes de excluí-lo.",
     "Take this role from the users who have it before you delete it."),
)  # fmt: skip
ROLE_NAME_TAKEN = declare(
    "identity.role_name_taken", 409,
    ("Já existe um papel com este nome", "There is a role of this name already"),
    ("Escolha outro nome para o papel.", "Choose another name for the role."),
)  # fmt: skip
PREFERENCES_TOO_LARGE = declare(
    "identity.preferences_too_large", 422,
    ("Preferências grandes demais", "Preferences too large"),
    ("O limite é de {limit} bytes.", "The limit is {limit} bytes."),
)  # fmt: skip
MAIL_OFF = declare(
    "identity.mail_off", 409,
    ("Este sistema não envia e-mail", "This system sends no mail"),
    ("Peça uma nova senha à administração do sistema.", "Ask the administration for a new password."),
)  # fmt: skip
LINK_INVALID = declare(
    "identity.link_invalid", 410,
    ("Este link não vale mais", "This link is no longer good"),
    ("Ele já foi usado ou venceu. Peça outro.", "It was used or has expired. Ask for another."),
)  # fmt: skip
USER_INACTIVE = declare(
    "identity.user_inactive", 409,
    ("Usuário desativado", "Deactivated user"),
    ("Reative o usuário antes.", "Reactivate the user first."),
)  # fmt: skip
CHALLENGE_OVER = declare(
    "identity.challenge_over", 410,
    ("O tempo da segunda etapa acabou", "The time for the second step is over"),
    ("Entre de novo com usuário e senha.", "Sign in again with user name and password."),
)  # fmt: skip
SECOND_FACTOR_ON = declare(
    "identity.second_factor_on", 409,
    ("A verificação em duas etapas já está ligada", "Two-step sign-in is on already"),
    ("Desligue-a antes de cadastrar outro aplicativo.", "Switch it off before you enrol another app."),
)  # fmt: skip
SECOND_FACTOR_OFF = declare(
    "identity.second_factor_off", 409,
    ("A verificação em duas etapas está desligada", "Two-step sign-in is off"),
    ("Comece o cadastro do aplicativo de novo.", "Begin to enrol the app again."),
)  # fmt: skip

WRONG_PASSWORD = declare_field("wrong_password", "A senha não confere.", "The password is wrong.")
WRONG_CODE = declare_field(
    "wrong_code",
    "O código não confere ou já foi usado. Espere o próximo e confira o relógio do celular.",
    "The code is wrong or was used already. Wait for the next, and check the clock of your phone.",
)
WEAK_PASSWORD = declare_field(
    "weak_password",
    "Senha fácil de adivinhar: evite senhas comuns, seu nome ou e-mail e o nome da organização.",
    "Easy to guess: avoid common passwords, your name or e-mail, and the name of the organisation.",
)

constraint("uq_users_username_key", USERNAME_TAKEN, "/username")
constraint("uq_users_email_key", EMAIL_TAKEN, "/email")
constraint("uq_users_person_id", PERSON_HAS_USER, "/person_id")
constraint("uq_user_roles_user_id_role_id_place_key", GRANT_EXISTS)
constraint("fk_user_roles_role_id", ROLE_IN_USE)
constraint("uq_roles_name", ROLE_NAME_TAKEN, "/label_pt")
