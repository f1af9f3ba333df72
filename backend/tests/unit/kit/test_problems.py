import pytest

from levitiis.kit.common_problems import INVALID_REQUEST, NOT_FOUND
from levitiis.kit.problems import FieldError, declare


def test_a_problem_speaks_the_language_asked_for() -> None:
    assert NOT_FOUND().body("pt-BR")["title"] == "Não encontrado"
    assert NOT_FOUND().body("en")["title"] == "Not found"


def test_field_errors_name_their_pointer_and_limit() -> None:
    body = INVALID_REQUEST(errors=[FieldError("/name", "too_long", {"limit": 3})]).body("en", "r1")
    assert body["errors"] == [
        {"pointer": "/name", "code": "too_long", "message": "Use at most 3 characters."}
    ]
    assert body["request_id"] == "r1"


def test_extensions_never_replace_the_members_of_the_standard() -> None:
    assert NOT_FOUND(extensions={"status": 200}).body("en")["status"] == 404


def test_a_code_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        declare("request.not_found", 404, ("a", "b"), ("c", "d"))
