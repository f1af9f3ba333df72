"""The mathematics of trees: rebasing below a moved node is the same as deriving everything anew."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit import tree
from levitiis.kit.tree import Standing, standing

NAMES = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="›"), min_size=1, max_size=12
).filter(lambda name: bool(tree.name_key(name)) and name == " ".join(name.split()))


@dataclass(frozen=True)
class Node:
    parent: int | None
    name: str
    code: str | None = None


@st.composite
def trees(draw: st.DrawFn) -> list[Node]:
    names = draw(st.lists(NAMES, min_size=2, max_size=9))
    codes = st.none() | NAMES
    return [
        Node(draw(st.none() | st.integers(0, index - 1)) if index else None, name, draw(codes))
        for index, name in enumerate(names)
    ]


def derive(nodes: list[Node], index: int) -> Standing:
    node = nodes[index]
    above = derive(nodes, node.parent) if node.parent is not None else None
    return standing(above, index + 1, node.name, node.code)


def is_below(nodes: list[Node], index: int | None, root: int) -> bool:
    while index is not None and index != root:
        index = nodes[index].parent
    return index == root


@given(trees(), st.data())
def test_replacing_the_beginning_below_a_changed_node_is_deriving_it_anew(
    nodes: list[Node], data: st.DataObject
) -> None:
    moved = data.draw(st.integers(0, len(nodes) - 1))
    outside = [index for index in range(len(nodes)) if not is_below(nodes, index, moved)]
    after = list(nodes)
    after[moved] = replace(
        nodes[moved], parent=data.draw(st.sampled_from([None, *outside])), name=data.draw(NAMES)
    )
    old, new = derive(nodes, moved), derive(after, moved)
    for index in range(len(nodes)):
        if is_below(nodes, index, moved):
            assert derive(nodes, index).rebased(old, new) == derive(after, index)
        else:
            assert derive(nodes, index) == derive(after, index)


@given(trees())
def test_a_path_says_who_is_below_whom(nodes: list[Node]) -> None:
    for root in range(len(nodes)):
        for index in range(len(nodes)):
            assert derive(nodes, root).holds(derive(nodes, index)) == is_below(nodes, index, root)


@given(trees())
def test_in_the_order_of_sort_keys_a_parent_comes_before_its_subtree_and_nothing_between(
    nodes: list[Node],
) -> None:
    keys = [derive(nodes, index).sort_key for index in range(len(nodes))]
    if len(set(keys)) < len(keys):
        return  # namesakes: the id decides in the database
    order = sorted(range(len(nodes)), key=lambda index: keys[index])
    for root in range(len(nodes)):
        at = [place for place, index in enumerate(order) if is_below(nodes, index, root)]
        assert order[at[0]] == root
        assert at == list(range(at[0], at[0] + len(at)))


@given(trees())
def test_names_and_ids_come_back_out_of_a_standing(nodes: list[Node]) -> None:
    for index in range(len(nodes)):
        found = derive(nodes, index)
        steps = tree.path_items(found.path, found.full_name)
        assert len(steps) == found.depth
        assert steps[-1] == {"id": index + 1, "name": nodes[index].name}
        assert tree.ancestor_ids([found.path]) == {step["id"] for step in steps[:-1]}


def test_numbers_in_names_count_as_numbers() -> None:
    names = ["10º andar", "2º andar", "Térreo", "1º andar"]
    ordered = sorted(names, key=lambda name: standing(None, 1, name).sort_key)
    assert ordered == ["1º andar", "2º andar", "10º andar", "Térreo"]


def test_a_sibling_with_a_longer_name_does_not_come_between() -> None:
    block = standing(None, 1, "Bloco A")
    room = standing(block, 2, "Zeladoria")
    sibling = standing(None, 3, "Bloco A 2")
    assert block.sort_key < room.sort_key < sibling.sort_key


def test_the_longest_names_fit_their_columns() -> None:
    found = None
    for number in range(12):
        found = standing(found, 2**63 - 1 - number, "\ufdfa" * tree.NAME_LIMIT, "\ufdfa" * tree.CODE_LIMIT)
    assert found is not None
    assert len(found.path) <= 300
    assert len(found.full_name) <= 1600
    assert len(found.sort_key) <= 620
    assert len(found.search_text) <= 2400


def test_names_of_a_file_are_tidied() -> None:
    assert tree.clean_names([" Sede ", "Bloco\u0090 A", "x › y"]) == ("Sede", "Bloco A", "x > y")


@pytest.mark.parametrize("names", [[], [""], ["a", "  "], ["\u00a8"], ["x" * 121]])
def test_names_that_cannot_be_stored_are_refused(names: list[str]) -> None:
    with pytest.raises(ValueError, match="readable"):
        tree.clean_names(names)
