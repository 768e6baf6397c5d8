"""Secrets: in the environment or in a file of their own; what is missing is named, what is secret is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from mailflow.config.problems import ConfigError
from mailflow.config.secrets import Secret

KEY = "mailflow.toml: smtp.password"


def refused(secret: Secret, base: Path, environ: dict[str, str] | None = None) -> str:
    with pytest.raises(ConfigError) as error:
        secret.resolve(KEY, base, environ or {})
    return str(error.value)


def test_a_secret_is_taken_from_the_environment(tmp_path: Path) -> None:
    assert Secret(env="NAME").resolve(KEY, tmp_path, {"NAME": "s3cret"}) == "s3cret"


def test_a_variable_that_is_not_set_or_empty_is_named(tmp_path: Path) -> None:
    for environ in ({}, {"NAME": ""}):
        assert refused(Secret(env="NAME"), tmp_path, environ) == f"{KEY}: the environment variable NAME is not set"


def test_a_secret_is_taken_from_a_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(" s3 cret \r\n", encoding="utf-8")
    assert Secret(file=Path("secret")).resolve(KEY, tmp_path) == " s3 cret "


def test_a_file_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    assert refused(Secret(file=Path("secret")), tmp_path) == (
        f"{KEY}: the file {path} cannot be read: No such file or directory"
    )
    path.write_text("\n", encoding="utf-8")
    assert refused(Secret(file=Path("secret")), tmp_path) == f"{KEY}: the file {path} is empty"


def test_a_file_with_a_byte_order_mark_holds_the_secret_alone(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("s3cret\r\n", encoding="utf-8-sig")
    assert Secret(file=Path("secret")).resolve(KEY, tmp_path) == "s3cret"


def test_a_file_that_is_no_text_is_named_and_not_quoted(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_bytes(b"s\xe9cret")
    assert refused(Secret(file=Path("secret")), tmp_path) == f"{KEY}: the file {path} is not UTF-8 text"


def test_a_secret_does_not_show(tmp_path: Path) -> None:
    secret = Secret.model_validate("hunter2")
    assert secret.resolve(KEY, tmp_path) == "hunter2"
    assert "hunter2" not in f"{secret!r} {secret} {secret.model_dump()} {secret.model_dump_json()}"
