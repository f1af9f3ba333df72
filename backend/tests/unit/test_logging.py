import structlog
from structlog.testing import capture_logs

from levitiis.infra.logging import HIDDEN, configure, redact


def test_secrets_are_hidden_by_key_and_by_shape() -> None:
    event = redact(None, "", {
        "password": "x", "refresh_token": "y", "event": "GET /ws?ticket=abc&since=1",
        "header": "Bearer abc.def", "note": "CPF 123.456.789-09",
    })  # fmt: skip
    assert event["password"] == event["refresh_token"] == HIDDEN
    assert "abc" not in event["event"] + event["header"]
    assert "since=1" in event["event"]
    assert "456" not in event["note"]


def test_nobody_writes_log_lines_of_his_own() -> None:
    assert redact(None, "", {"name": "a\r\x1b[2Kb"})["name"] == "a\\x0d\\x1b[2Kb"


def test_a_logger_in_use_hears_of_a_later_configuration() -> None:
    log = structlog.get_logger()
    try:
        configure()
        log.info("before")
        structlog.configure(processors=[structlog.processors.JSONRenderer()])
        with capture_logs() as lines:
            log.info("after")
    finally:
        structlog.reset_defaults()
    assert [line["event"] for line in lines] == ["after"]
