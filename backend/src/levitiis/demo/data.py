"""What the demo organisation is made of. Every name is invented."""

from __future__ import annotations

from typing import NamedTuple

ORGANISATION = "Prefeitura de Serra Clara"


class Item(NamedTuple):
    """A kind of thing that the demo owns: name, brands with their models, price range in reais."""

    name: str
    models: tuple[tuple[str, str], ...]
    lowest: int
    highest: int
    serial: bool


UNITS: tuple[tuple[str, str, tuple[str, str], tuple[float, float]], ...] = (
    ("Sede Administrativa", "SEDE", ("Bloco A", "Bloco B"), (-22.4331, -46.8214)),
    (
        "Escola Municipal Ipê-Amarelo",
        "EMIA",
        ("Pavilhão de Aulas", "Ginásio e Biblioteca"),
        (-22.4419, -46.8302),
    ),
    ("Centro de Saúde Água Branca", "CSAB", ("Ambulatório", "Almoxarifado Central"), (-22.4256, -46.8127)),
)

FLOORS = ("Térreo", "1º andar")

ROOMS: tuple[tuple[tuple[str, ...], ...], ...] = (
    (
        ("Recepção", "Protocolo", "Sala de Reuniões", "Copa"),
        ("Gabinete", "Finanças", "Recursos Humanos"),
        ("Patrimônio", "Compras", "Arquivo"),
        ("Tecnologia da Informação", "Sala de Servidores", "Engenharia"),
    ),
    (
        ("Secretaria", "Sala 101", "Sala 102"),
        ("Sala 201", "Sala 202", "Laboratório de Informática"),
        ("Quadra", "Depósito de Educação Física", "Vestiário"),
        ("Biblioteca", "Sala de Leitura", "Auditório", "Sala dos Professores"),
    ),
    (
        ("Triagem", "Consultório 1", "Consultório 2", "Farmácia"),
        ("Odontologia", "Vacinação", "Sala de Enfermagem"),
        ("Recebimento", "Depósito Geral", "Câmara Fria"),
        ("Manutenção", "Frota", "Sala Técnica"),
    ),
)

CATALOGUE: dict[str, dict[str, tuple[Item, ...]]] = {
    "Informática": {
        "Computadores": (
            Item(
                "Notebook",
                (("Serrana", "NB 14 G3"), ("Aurora", "Book 15"), ("Kaiowá", "Pro X2")),
                3200,
                7900,
                True,
            ),
            Item("Computador de mesa", (("Serrana", "Torre D5"), ("Aurora", "Mini 7")), 2800, 6100, True),
        ),
        "Monitores": (
            Item("Monitor LED 24 polegadas", (("Aurora", "V24"), ("Kaiowá", "M240")), 690, 1450, True),
        ),
        "Impressoras": (
            Item("Impressora laser", (("Tipografia", "L300"), ("Aurora", "Print 9")), 1100, 3900, True),
            Item("Scanner de documentos", (("Tipografia", "S45"),), 1900, 4200, True),
        ),
        "Redes": (
            Item("Switch 24 portas", (("Conecta", "SW24"), ("Malha", "MX-24P")), 1400, 5200, True),
            Item("Ponto de acesso sem fio", (("Malha", "AP-6"),), 590, 1890, True),
            Item("Nobreak 1500 VA", (("Guardião", "NB1500"),), 780, 1650, True),
        ),
    },
    "Mobiliário": {
        "Mesas": (
            Item("Mesa de escritório em L", (("Ipê Móveis", "Linha 40"),), 480, 1250, False),
            Item("Mesa de reunião oval", (("Ipê Móveis", "Reunir"),), 900, 3100, False),
            Item("Carteira escolar", (("Aprender", "CE-2"),), 160, 340, False),
        ),
        "Cadeiras e poltronas": (
            Item(
                "Cadeira giratória com braço", (("Ipê Móveis", "Giro"), ("Postura", "P-20")), 320, 1190, False
            ),
            Item("Cadeira fixa empilhável", (("Postura", "F-10"),), 110, 290, False),
            Item("Longarina de três lugares", (("Postura", "L-3"),), 420, 880, False),
        ),
        "Armários e estantes": (
            Item("Armário de aço com duas portas", (("Aço Bom", "A-200"),), 560, 1480, False),
            Item("Arquivo de aço com quatro gavetas", (("Aço Bom", "AQ-4"),), 490, 1150, False),
            Item("Estante de aço", (("Aço Bom", "E-6"),), 210, 520, False),
        ),
    },
    "Climatização": {
        "Ar-condicionado": (
            Item(
                "Ar-condicionado split 12.000 BTU",
                (("Brisa", "Inverter 12"), ("Polar", "P12")),
                1650,
                3300,
                True,
            ),
            Item("Ar-condicionado split 24.000 BTU", (("Brisa", "Inverter 24"),), 3100, 5900, True),
        ),
        "Ventiladores": (Item("Ventilador de parede", (("Brisa", "VP 60"),), 180, 420, False),),
    },
    "Saúde": {
        "Equipamentos médicos": (
            Item("Autoclave 21 litros", (("Vitae", "AC-21"),), 2900, 6700, True),
            Item("Esfigmomanômetro de coluna", (("Vitae", "ES-1"),), 240, 790, True),
            Item("Cadeira odontológica", (("Sorriso", "CO-5"),), 9800, 24500, True),
            Item("Refrigerador para vacinas", (("Polar", "RV-280"),), 8900, 19800, True),
        ),
        "Mobiliário hospitalar": (
            Item("Maca clínica", (("Vitae", "MC-2"),), 620, 1900, False),
            Item("Biombo triplo", (("Vitae", "BT"),), 190, 460, False),
        ),
    },
    "Audiovisual": {
        "Projeção": (
            Item("Projetor multimídia", (("Clarão", "PX-4"), ("Aurora", "Beam 3")), 2100, 5400, True),
            Item("Tela de projeção retrátil", (("Clarão", "TR-100"),), 390, 980, False),
        ),
        "Som": (Item("Caixa de som amplificada", (("Eco", "CX-400"),), 540, 1850, True),),
    },
    "Veículos": {
        "Automóveis": (Item("Automóvel hatch 1.0", (("Trilha", "Uru 1.0"),), 58000, 82000, True),),
        "Utilitários": (Item("Furgão de carga", (("Trilha", "Cargo 2"),), 118000, 189000, True),),
    },
}

WEIGHTS: dict[str, int] = {
    "Mesas": 22, "Cadeiras e poltronas": 34, "Armários e estantes": 14, "Computadores": 18, "Monitores": 12,
    "Impressoras": 4, "Redes": 6, "Ar-condicionado": 6, "Ventiladores": 5, "Equipamentos médicos": 4,
    "Mobiliário hospitalar": 3, "Projeção": 3, "Som": 2, "Automóveis": 1, "Utilitários": 1,
}  # fmt: skip

FIRST_NAMES = (
    "Ana", "Antônia", "Aparecida", "Beatriz", "Bruna", "Camila", "Cecília", "Cláudia", "Débora", "Elisa",
    "Fernanda", "Flávia", "Helena", "Inês", "Janaína", "Lívia", "Lúcia", "Márcia", "Neusa", "Patrícia",
    "André", "Antônio", "Caio", "César", "Davi", "Eduardo", "Fábio", "Gustavo", "Heitor", "Ícaro",
    "João", "José", "Júlio", "Leandro", "Luís", "Marcelo", "Otávio", "Rogério", "Sérgio", "Vinícius",
)  # fmt: skip
SURNAMES = (
    "Abrantes", "Arruda", "Assunção", "Barcelos", "Bragança", "Brandão", "Camargo", "Conceição", "Falcão",
    "Figueirôa", "Galvão", "Guimarães", "Leitão", "Magalhães", "Maranhão", "Nóbrega", "Paixão", "Queirós",
    "Sampaio", "Simões", "Tavares", "Uchôa", "Valadão", "Vilaça",
)  # fmt: skip

SUPPLIERS = (
    "Serrana Tecnologia Ltda.", "Aurora Informática S.A.", "Ipê Móveis Indústria e Comércio Ltda.",
    "Aço Bom Mobiliário Corporativo Ltda.", "Brisa Climatização Ltda.",
    "Vitae Equipamentos Hospitalares Ltda.",
    "Conecta Redes e Telecomunicações Ltda.", "Clarão Audiovisual Ltda.", "Trilha Veículos Comércio Ltda.",
    "Postura Assentos Ltda.", "Papelaria Estação Central Ltda.", "Polar Refrigeração Ltda.",
)  # fmt: skip
