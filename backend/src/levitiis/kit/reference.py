"""Permissions of reference data without a place, which the rooms of categories and suppliers share."""

from __future__ import annotations

from levitiis.kit.access import permission

READ = permission("catalogue.read", "Ver categorias e fornecedores", "See categories and suppliers")
MANAGE = permission(
    "catalogue.manage", "Gerenciar categorias e fornecedores", "Manage categories and suppliers"
)
