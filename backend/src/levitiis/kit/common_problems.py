"""The problems that any request may meet, whatever its module."""

from levitiis.kit.problems import declare

NOT_FOUND = declare(
    "request.not_found", 404,
    ("Não encontrado", "Not found"),
    ("O que você procura não existe ou não está ao seu alcance.",
     "What you are looking for does not exist or is out of your reach."),
)  # fmt: skip
UNAUTHENTICATED = declare(
    "request.unauthenticated", 401,
    ("Entre para continuar", "Sign in to continue"),
    ("Sua sessão não existe ou terminou.", "Your session does not exist or has ended."),
)  # fmt: skip
FORBIDDEN = declare(
    "request.forbidden", 403,
    ("Sem permissão", "Not allowed"),
    ("Seu papel não permite esta ação.", "Your role does not allow this action."),
)  # fmt: skip
UNKNOWN_HOST = declare(
    "request.unknown_host", 400,
    ("Endereço desconhecido", "Unknown address"),
    ("Este servidor não atende por este nome. Quem cuida dele o inclui em LEVITIIS_ALLOWED_HOSTS.",
     "This server does not answer to this name. Whoever runs it adds the name to LEVITIIS_ALLOWED_HOSTS."),
)  # fmt: skip
METHOD_NOT_ALLOWED = declare(
    "request.method_not_allowed", 405,
    ("Método não permitido", "Method not allowed"),
    ("Este endereço não aceita este método.", "This address does not accept this method."),
)  # fmt: skip
INVALID_REQUEST = declare(
    "request.invalid", 422,
    ("Dados inválidos", "Invalid data"),
    ("Corrija os campos indicados e tente de novo.", "Correct the fields pointed out and try again."),
)  # fmt: skip
MALFORMED_BODY = declare(
    "request.malformed_body", 400,
    ("Corpo malformado", "Malformed body"),
    ("O corpo da requisição não é JSON aceitável: {reason}.",
     "The request body is not acceptable JSON: {reason}."),
)  # fmt: skip
BODY_TOO_LARGE = declare(
    "request.body_too_large", 413,
    ("Conteúdo grande demais", "Content too large"),
    ("O limite é de {limit} bytes.", "The limit is {limit} bytes."),
)  # fmt: skip
UNSUPPORTED_MEDIA_TYPE = declare(
    "request.unsupported_media_type", 415,
    ("Tipo de conteúdo não aceito", "Unsupported media type"),
    ("Envie application/json.", "Send application/json."),
)  # fmt: skip
STALE_VERSION = declare(
    "request.stale_version", 412,
    ("Alguém alterou antes de você", "Somebody changed it before you"),
    ("Este registro mudou desde que você o abriu. Compare as versões e salve de novo.",
     "This record changed since you opened it. Compare the versions and save again."),
)  # fmt: skip
CONFLICT = declare(
    "request.conflict", 409,
    ("Conflito", "Conflict"),
    ("Outra operação em curso conflita com esta.", "Another operation conflicts with this one."),
)  # fmt: skip
BUSY = declare(
    "request.busy", 409,
    ("Tente de novo", "Try again"),
    ("Outra pessoa está alterando os mesmos dados. Tente de novo.",
     "Somebody else is changing the same data. Try again."),
)  # fmt: skip
REFERENCED = declare(
    "request.referenced", 409,
    ("Em uso", "In use"),
    ("Este registro é usado por outros e não pode ser removido.",
     "This record is used by others and cannot be removed."),
)  # fmt: skip
TOO_MANY_REQUESTS = declare(
    "request.too_many", 429,
    ("Tentativas demais", "Too many attempts"),
    ("Aguarde {seconds} segundos.", "Wait {seconds} seconds."),
)  # fmt: skip
IDEMPOTENCY_IN_FLIGHT = declare(
    "idempotency.in_flight", 409,
    ("Requisição em andamento", "Request in flight"),
    ("A mesma requisição ainda está sendo atendida.", "The same request is still being served."),
)  # fmt: skip
IDEMPOTENCY_OTHER_BODY = declare(
    "idempotency.other_body", 422,
    ("Chave de idempotência repetida", "Idempotency key used again"),
    ("A mesma chave foi usada antes com outro conteúdo.", "The same key was used before with other content."),
)  # fmt: skip
IDEMPOTENCY_OTHER_RIGHTS = declare(
    "idempotency.other_rights", 403,
    ("Feito, mas suas permissões mudaram", "Done, but your permissions have changed"),
    ("A requisição foi atendida. Suas permissões mudaram depois, por isso a resposta não é repetida.",
     "This request has been served. Your permissions have changed since, so the answer is not repeated."),
)  # fmt: skip
IDEMPOTENCY_BAD_KEY = declare(
    "idempotency.bad_key", 400,
    ("Chave de idempotência inválida", "Invalid idempotency key"),
    ("Use de 8 a 128 letras, dígitos, '-' ou '_'.", "Use 8 to 128 letters, digits, '-' or '_'."),
)  # fmt: skip
DATABASE_UNAVAILABLE = declare(
    "server.database_unavailable", 503,
    ("Banco de dados fora do ar", "Database unavailable"),
    ("O banco de dados não respondeu. Tente de novo em instantes.",
     "The database did not answer. Try again in a moment."),
)  # fmt: skip
TIMED_OUT = declare(
    "server.timed_out", 503,
    ("Demorou demais", "Took too long"),
    ("A consulta passou do tempo permitido.", "The query exceeded the time allowed."),
)  # fmt: skip
UNAVAILABLE = declare(
    "server.unavailable", 503,
    ("Sistema indisponível", "System unavailable"),
    ("O sistema está reiniciando ou em manutenção. Tente de novo em instantes.",
     "The system is restarting or under maintenance. Try again in a moment."),
)  # fmt: skip
# The last two are said by the proxy in front of us, in our words.
UNREACHABLE = declare(
    "server.unreachable", 502,
    ("Sistema fora do ar", "System down"),
    ("O sistema não respondeu. Tente de novo em instantes.",
     "The system did not answer. Try again in a moment."),
)  # fmt: skip
UNANSWERED = declare(
    "server.unanswered", 504,
    ("Sem resposta a tempo", "No answer in time"),
    ("O sistema não respondeu a tempo. Confira se a operação foi feita antes de repetir.",
     "The system did not answer in time. See whether the operation was done before you repeat it."),
)  # fmt: skip
INTERNAL = declare(
    "server.internal", 500,
    ("Erro interno", "Internal error"),
    ("Algo falhou do nosso lado. Informe o código da requisição ao suporte.",
     "Something failed on our side. Give the request id to support."),
)  # fmt: skip
HTTP_ERROR = declare(
    "request.refused", 400,
    ("Requisição recusada", "Request refused"),
    ("A requisição não pôde ser atendida.", "The request could not be served."),
)  # fmt: skip
