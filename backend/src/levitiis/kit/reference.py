"""Permissions of reference data without a place, which the rooms of categories and suppliers share."""

from __future__ import annotations

from levitiis.kit.access import permission, permission_group

permission_group("catalogue", "Categorias e fornecedores", "Categories and suppliers")
READ = permission(
    "catalogue.read", "Ver categorias e fornecedores", "See categories and suppliers",
    ("Consultar a árvore de categorias e o cadastro de fornecedores.",
     "Read the tree of categories and the register of suppliers."),
)  # fmt: skip
MANAGE = permission(
    "catalogue.manage", "Gerenciar categorias e fornecedores", "Manage categories and suppliers",
    ("Criar, editar, mover e excluir categorias e fornecedores.",
     "Create, edit, move and delete categories and suppliers."),
)  # fmt: skip
