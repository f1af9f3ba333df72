"""What can go wrong with categories."""

from levitiis.kit.problems import constraint, declare

NAME_TAKEN = declare(
    "catalogue.category_name_taken", 409,
    ("Nome já usado", "Name already used"),
    ("Já existe uma categoria com este nome no mesmo nível.",
     "There is already a category with this name at the same level."),
)  # fmt: skip
CYCLE = declare(
    "catalogue.category_cycle", 409,
    ("Movimento impossível", "Impossible move"),
    ("Uma categoria não pode ficar dentro de si mesma nem do que está dentro dela.",
     "A category cannot be put inside itself or inside what it contains."),
)  # fmt: skip
TOO_DEEP = declare(
    "catalogue.category_too_deep", 409,
    ("Níveis demais", "Too many levels"),
    ("A árvore de categorias tem no máximo {limit} níveis.",
     "The tree of categories has at most {limit} levels."),
)  # fmt: skip
HAS_CHILDREN = declare(
    "catalogue.category_has_children", 409,
    ("Categoria não está vazia", "Category is not empty"),
    ("Há outras categorias dentro desta; mova-as ou exclua-as antes.",
     "There are other categories inside this one; move or delete them first."),
)  # fmt: skip
HAS_ASSETS = declare(
    "catalogue.category_has_assets", 409,
    ("Categoria em uso", "Category is in use"),
    ("Há ativos nesta categoria, talvez arquivados; dê outra categoria a eles antes.",
     "There are assets in this category, perhaps archived ones; give them another category first."),
)  # fmt: skip

constraint("uq_asset_categories_parent_key_name_key", NAME_TAKEN, "/name")
constraint("fk_asset_categories_parent_id", HAS_CHILDREN)
constraint("fk_assets_category_id", HAS_ASSETS)
