"""What can go wrong with approvals."""

from levitiis.kit.problems import constraint, declare

DECIDED = declare(
    "approvals.decided", 409,
    ("Já decidido", "Decided already"),
    ("Esta etapa já foi decidida por outra pessoa, ou o pedido foi retirado.",
     "Somebody else has decided this level already, or the request was withdrawn."),
)  # fmt: skip
OWN_REQUEST = declare(
    "approvals.own_request", 409,
    ("Pedido próprio", "Own request"),
    ("Quem pede não decide: outra pessoa precisa aprovar.",
     "Whoever asks does not decide: somebody else has to approve."),
)  # fmt: skip
CHANGED = declare(
    "approvals.changed", 409,
    ("O documento mudou", "The document has changed"),
    ("O documento não diz mais o que foi pedido: o pedido perdeu a validade e precisa ser feito de novo.",
     "What was asked for is no longer what the document says: the request is void, and has to be made anew."),
)  # fmt: skip
DELEGATION_OVERLAPS = declare(
    "approvals.delegation_overlaps", 409,
    ("Já há substituto nesses dias", "Somebody stands in already"),
    ("Você já tem uma substituição que alcança esses dias; exclua-a antes.",
     "You have a delegation that reaches into these days; delete it first."),
)  # fmt: skip
NO_DECIDER = declare(
    "approvals.no_decider", 422,
    ("Não decide aprovações", "Does not decide approvals"),
    ("Quem é nomeado precisa poder decidir aprovações no local de que se trata.",
     "Whoever is named needs the permission to decide approvals at the place in question."),
)  # fmt: skip

constraint("uq_approval_decisions_approval_id_position", DECIDED)
