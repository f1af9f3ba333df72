"""What can go wrong with disposals."""

from levitiis.kit.problems import constraint, declare

WRONG_STATE = declare(
    "disposals.wrong_state", 409,
    ("Não cabe agora", "Not possible now"),
    ("A baixa está em outra situação; veja o que mudou e tente de novo.",
     "The disposal is in another state; see what has changed and try again."),
)  # fmt: skip
IN_OPEN_DISPOSAL = declare(
    "disposals.in_open_disposal", 409,
    ("Bem em processo de baixa", "Asset is being disposed of"),
    ("Estes bens estão em uma baixa que aguarda aprovação ou conclusão: {tags}.",
     "These assets are in a disposal that waits for its approval or conclusion: {tags}."),
)  # fmt: skip
ASKED_MEANWHILE = declare(
    "disposals.asked_meanwhile", 409,
    ("Bem em outra baixa", "Asset in another disposal"),
    ("Nesse meio-tempo, um destes bens entrou em outra baixa.",
     "One of these assets has entered another disposal meanwhile."),
)  # fmt: skip
NOT_DISPOSABLE = declare(
    "disposals.not_disposable", 409,
    ("Bem que não pode ser baixado agora", "Asset that cannot be disposed of now"),
    ("Estão arquivados, baixados, em trânsito, emprestados, ou extraviados e a baixa não é por isso: {tags}.",
     "Archived, disposed of, in transit, on loan, or missing while this is for no loss: {tags}."),
)  # fmt: skip
PROMISED = declare(
    "disposals.promised", 409,
    ("Bem prometido a outro documento", "Asset promised to another document"),
    ("Estes bens estão em empréstimos ou transferências em aberto: {tags}.",
     "These assets are in open loans or transfers: {tags}."),
)  # fmt: skip
INCOMPLETE = declare(
    "disposals.incomplete", 422,
    ("Falta informação", "Something is missing"),
    ("Complete os campos indicados antes de seguir.",
     "Fill in the fields that are named before going on."),
)  # fmt: skip
CERTIFICATE_REQUIRED = declare(
    "disposals.certificate_required", 422,
    ("Falta o certificado", "The certificate is missing"),
    ("Lixo eletrônico só é baixado com o certificado de destinação anexado à baixa e indicado aqui.",
     "E-waste is disposed of only with its certificate attached to the disposal and named here."),
)  # fmt: skip
CERTIFICATE_IN_USE = declare(
    "disposals.certificate_in_use", 409,
    ("Certificado em uso", "Certificate in use"),
    ("Este anexo é o certificado com que a baixa foi concluída.",
     "This attachment is the certificate that the disposal was concluded with."),
)  # fmt: skip
OTHER_RECIPIENT = declare(
    "disposals.other_recipient", 409,
    ("Destinatário diferente do aprovado", "Not the recipient that was approved"),
    ("A baixa foi aprovada para outro destinatário; cancele-a e peça outra.",
     "The disposal was approved for another recipient; cancel it and ask for another one."),
)  # fmt: skip
VALUES_DIFFER = declare(
    "disposals.values_differ", 422,
    ("Valores que não fecham", "Values that do not add up"),
    ("A soma dos valores recebidos por bem é {sum}, e o total informado é outro.",
     "The values received for each asset add up to {sum}, and the total that was given is another."),
)  # fmt: skip
NOT_IN_DISPOSAL = declare(
    "disposals.not_in_disposal", 409,
    ("Bem de fora da baixa", "Asset not in the disposal"),
    ("Estes bens não são desta baixa, ou foram citados duas vezes: {assets}.",
     "These assets do not belong to this disposal, or were named twice: {assets}."),
)  # fmt: skip
HAS_PHOTOS = declare(
    "disposals.has_photos", 409,
    ("Bem com fotos", "Asset with photos"),
    ("Há fotos destes bens nesta baixa; exclua-as antes de retirá-los: {tags}.",
     "There are photos of these assets in this disposal; delete them before taking these out: {tags}."),
)  # fmt: skip
NOT_REVERSIBLE = declare(
    "disposals.not_reversible", 409,
    ("Não há como estornar", "Cannot be reversed"),
    ("Estes bens já não estão como a baixa os deixou, ou estão arquivados: {tags}.",
     "These assets are not as the disposal left them any more, or are archived: {tags}."),
)  # fmt: skip
MERGE_OPEN = declare(
    "disposals.merge_open", 409,
    ("Há baixas em aberto", "Disposals are open"),
    ("Quem sai está na comissão de baixas que ainda não terminaram; conclua-as ou cancele-as antes de unir.",
     "Who leaves sits in commissions of open disposals; finish or cancel these before merging."),
)  # fmt: skip

constraint("uq_disposal_items_open", ASKED_MEANWHILE, "")
constraint("fk_disposals_certificate_id", CERTIFICATE_IN_USE, "")
