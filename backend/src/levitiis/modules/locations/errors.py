"""What can go wrong with places."""

from levitiis.kit.problems import constraint, declare

NAME_TAKEN = declare(
    "locations.name_taken", 409,
    ("Nome já usado", "Name already used"),
    ("Já existe uma localização com este nome no mesmo nível.",
     "There is already a place with this name at the same level."),
)  # fmt: skip
CYCLE = declare(
    "locations.cycle", 409,
    ("Movimento impossível", "Impossible move"),
    ("Uma localização não pode ficar dentro de si mesma nem do que está dentro dela.",
     "A place cannot be put inside itself or inside what it contains."),
)  # fmt: skip
TOO_DEEP = declare(
    "locations.too_deep", 409,
    ("Níveis demais", "Too many levels"),
    ("A árvore de localizações tem no máximo {limit} níveis.",
     "The tree of places has at most {limit} levels."),
)  # fmt: skip
KIND_NOT_ALLOWED = declare(
    "locations.kind_not_allowed", 409,
    ("Tipo não cabe aqui", "Kind does not fit here"),
    ("Uma localização deste tipo não pode ficar abaixo daquela nem acima do que ela contém.",
     "A place of this kind cannot stand below that one or above what it contains."),
)  # fmt: skip
MOVE_CHANGES_RIGHTS = declare(
    "locations.move_changes_rights", 403,
    ("Esta mudança altera o acesso de usuários", "This move changes what users may do"),
    (("Papéis dados no destino ou na origem passariam ou deixariam de valer sobre o que se move, e permitem "
      "mais do que você pode. Peça a mudança a quem administra o acesso."),
     ("Roles granted where it goes or where it comes from would begin or cease to hold over what is moved, "
      "and they allow more than you may do. Ask those who administer access to move it.")),
)  # fmt: skip
HAS_CHILDREN = declare(
    "locations.has_children", 409,
    ("Localização não está vazia", "Place is not empty"),
    ("Há outras localizações dentro desta; mova-as ou exclua-as antes.",
     "There are other places inside this one; move or delete them first."),
)  # fmt: skip
HAS_ASSETS = declare(
    "locations.has_assets", 409,
    ("Localização não está vazia", "Place is not empty"),
    ("Há ativos nesta localização, talvez arquivados; mova-os antes.",
     "There are assets in this place, perhaps archived ones; move them first."),
)  # fmt: skip
HAS_MOVEMENTS = declare(
    "locations.has_movements", 409,
    ("Localização tem histórico", "Place has a history"),
    ("Ativos já passaram por esta localização; o histórico deles precisa dela.",
     "Assets have been in this place; their history needs it."),
)  # fmt: skip
HAS_PEOPLE = declare(
    "locations.has_people", 409,
    ("Localização não está vazia", "Place is not empty"),
    ("Há pessoas lotadas nesta localização; mude a lotação delas antes.",
     "There are people who work in this place; give them another one first."),
)  # fmt: skip
HAS_GRANTS = declare(
    "locations.has_grants", 409,
    ("Localização em uso", "Place is in use"),
    ("Há papéis de usuários limitados a esta localização; altere-os antes.",
     "There are roles of users limited to this place; change them first."),
)  # fmt: skip

constraint("uq_locations_parent_key_name_key", NAME_TAKEN, "/name")
constraint("fk_locations_parent_id", HAS_CHILDREN)
constraint("fk_assets_location_id", HAS_ASSETS)
constraint("fk_movements_from_location_id", HAS_MOVEMENTS)
constraint("fk_movements_to_location_id", HAS_MOVEMENTS)
constraint("fk_people_location_id", HAS_PEOPLE)
constraint("fk_user_roles_location_id", HAS_GRANTS)
