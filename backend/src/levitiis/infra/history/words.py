"""What the acts, the kinds of things and the sources in the trail are called.

Every code that is written to the trail stands here and in the translation files of the web application;
``tests/architecture/test_trail_words.py`` holds them to each other and to what the code writes.
"""

from __future__ import annotations

from collections.abc import Mapping

from levitiis.kit.problems import Language, Texts

Words = Mapping[str, Texts]

ACTIONS: Words = {
    "add_items": Texts("Bens incluídos", "Assets put in"),
    "attach": Texts("Anexo incluído", "Attachment added"),
    "choose_main_picture": Texts("Escolha da foto principal", "Choice of the main picture"),
    "create": Texts("Cadastro", "Registration"),
    "delete": Texts("Exclusão", "Deletion"),
    "detach": Texts("Anexo excluído", "Attachment removed"),
    "edit_attachment": Texts("Anexo alterado", "Attachment changed"),
    "effect": Texts("Efetivação", "Taking effect"),
    "erase_report": Texts("Dados de quem achou apagados", "Finder's data erased"),
    "escalate": Texts("Prazo vencido", "Deadline passed"),
    "export": Texts("Exportação", "Export"),
    "find": Texts("Reencontro", "Finding again"),
    "find_extras": Texts("Bens a mais anotados", "Extra assets noted"),
    "forbidden": Texts("Acesso recusado", "Access refused"),
    "extend": Texts("Prorrogação", "Extension"),
    "give_back": Texts("Devolução", "Return"),
    "hand_over": Texts("Entrega", "Hand-over"),
    "remind": Texts("Lembrete", "Reminder"),
    "lose": Texts("Extravio", "Loss"),
    "invitation_link_made": Texts("Convite", "Invitation"),
    "merge": Texts("União de cadastros", "Merging of records"),
    "move": Texts("Movimentação", "Movement"),
    "password_changed": Texts("Troca de senha", "Change of password"),
    "password_rehashed": Texts("Senha regravada", "Password stored anew"),
    "password_reset_asked": Texts("Pedido de nova senha", "Request for a new password"),
    "password_set_by_invitation": Texts("Primeira senha", "First password"),
    "password_set_by_reset": Texts("Nova senha por link", "New password by link"),
    "print_labels": Texts("Impressão de etiquetas", "Printing of labels"),
    "pruned": Texts("Limpeza", "Clean-up"),
    "read_document": Texts("Leitura de CPF", "Reading of a CPF"),
    "receive": Texts("Recebimento", "Receipt"),
    "recovery_code_used": Texts("Código de recuperação usado", "Recovery code used"),
    "recovery_codes_made": Texts("Novos códigos de recuperação", "New recovery codes"),
    "refresh_reused": Texts("Sessão reutilizada", "Session used again"),
    "remove_items": Texts("Bens retirados", "Assets taken out"),
    "reset_link_made": Texts("Link de nova senha", "Link for a new password"),
    "resolve_extra": Texts("Bem a mais resolvido", "Extra asset resolved"),
    "second_factor_begun": Texts("Cadastro de autenticador", "Enrolment of an authenticator"),
    "second_factor_off": Texts("Duas etapas desligadas", "Two-step sign-in off"),
    "second_factor_on": Texts("Duas etapas ligadas", "Two-step sign-in on"),
    "second_step_asked": Texts("Segunda etapa pedida", "Second step asked for"),
    "send_code": Texts("Envio de código de assinatura", "Sending of a code to sign"),
    "void": Texts("Perda de validade", "Loss of validity"),
    "send_link": Texts("Envio de link de assinatura", "Sending of a link to sign"),
    "sessions_ended": Texts("Sessões encerradas", "Sessions ended"),
    "sign_in_failed": Texts("Entrada recusada", "Sign-in refused"),
    "take_back": Texts("Devolução à origem", "Taking back"),
    "term_refused": Texts("Termo recusado, guarda devolvida", "Term refused, custody given back"),
    "update": Texts("Alteração", "Change"),
    "verify": Texts("Conferência da trilha", "Verification of the trail"),
}

ENTITIES: Words = {
    "approval": Texts("Aprovação", "Approval"),
    "approval_decision": Texts("Decisão", "Decision"),
    "approval_delegation": Texts("Substituição", "Delegation"),
    "approval_level": Texts("Nível de aprovação", "Level of approval"),
    "approval_level_approver": Texts("Aprovador nomeado", "Named approver"),
    "approval_rule": Texts("Regra de aprovação", "Approval rule"),
    "approval_rule_approver": Texts("Aprovador de regra", "Approver of a rule"),
    "approval_rule_level": Texts("Nível de regra", "Level of a rule"),
    "asset": Texts("Ativo", "Asset"),
    "asset_category": Texts("Categoria", "Category"),
    "asset_occurrence": Texts("Ocorrência", "Occurrence"),
    "asset_import": Texts("Importação", "Import"),
    "calendar": Texts("Calendário", "Calendar"),
    "calendar_day": Texts("Dia de calendário", "Calendar day"),
    "disposal": Texts("Baixa", "Disposal"),
    "disposal_item": Texts("Bem em baixa", "Asset in a disposal"),
    "disposal_rules": Texts("Regras de baixa", "Disposal rules"),
    "disposal_member": Texts("Membro de comissão", "Member of a commission"),
    "calendar_feed": Texts("Agenda assinada", "Calendar feed"),
    "clearance": Texts("Nada consta", "Clearance"),
    "found_page": Texts("Página de bem achado", "Page of found things"),
    "grant": Texts("Papel de usuário", "Role of a user"),
    "location": Texts("Localização", "Place"),
    "location_kind": Texts("Tipo de localização", "Kind of place"),
    "loan": Texts("Bem emprestado", "Asset on loan"),
    "loan_agreement": Texts("Empréstimo", "Loan"),
    "loan_extension": Texts("Prorrogação de empréstimo", "Extension of a loan"),
    "loan_rules": Texts("Regras de empréstimo", "Loan rules"),
    "loan_series": Texts("Série de empréstimos", "Series of loans"),
    "movement_document": Texts("Transferência", "Transfer"),
    "person": Texts("Pessoa", "Person"),
    "request": Texts("Pedido", "Request"),
    "role": Texts("Papel", "Role"),
    "role_permission": Texts("Permissão de papel", "Permission of a role"),
    "session": Texts("Sessão", "Session"),
    "supplier": Texts("Fornecedor", "Supplier"),
    "term": Texts("Termo", "Term"),
    "term_signature": Texts("Assinatura de termo", "Term signature"),
    "term_template": Texts("Modelo de termo", "Term template"),
    "term_template_version": Texts("Versão de modelo", "Template version"),
    "trail": Texts("Trilha", "Trail"),
    "user": Texts("Usuário", "User"),
}

SOURCES: Words = {
    "agent": Texts("Agente", "Agent"),
    "api": Texts("Aplicativo", "Application"),
    "cli": Texts("Linha de comando", "Command line"),
    "demo": Texts("Demonstração", "Demonstration"),
    "import": Texts("Importação", "Import"),
    "job": Texts("Trabalho em segundo plano", "Background work"),
    "system": Texts("Sistema", "System"),
    "web": Texts("Aplicativo", "Application"),
}


def word(words: Words, code: str, language: Language) -> str:
    """What ``code`` is called; itself where it has no word (written by another version)."""
    return words[code].in_language(language) if code in words else code
