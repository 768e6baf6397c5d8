"""Secrets: named in the configuration, kept in the environment or in a file of their own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator

from mailflow.config.problems import ConfigError
from mailflow.config.words import say


class Secret(BaseModel):
    """Where a secret is: `{ env = "NAME" }` or `{ file = "path" }`. A bare text is kept as `text`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    env: str | None = None
    file: Path | None = None
    text: SecretStr | None = Field(default=None, exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, value: object) -> object:
        if isinstance(value, str):
            return {"text": value}
        if not isinstance(value, dict | Secret):
            raise ValueError(say("secret.where"))
        return value

    @model_validator(mode="after")
    def _one(self) -> Secret:
        if sum(place is not None for place in (self.env, self.file, self.text)) != 1:
            raise ValueError(say("secret.where"))
        return self

    def resolve(self, key: str, base: Path, environ: Mapping[str, str] = os.environ) -> str:
        """The secret itself. Raises ConfigError naming `key`, never the secret."""
        if self.text is not None:
            return self.text.get_secret_value()
        if self.env is not None:
            if not environ.get(self.env):
                raise ConfigError(f"{key}: {say('secret.no_variable', name=self.env)}")
            return environ[self.env]
        path = base / (self.file or Path())
        try:
            secret = path.read_text(encoding="utf-8-sig").rstrip("\r\n")
        except OSError as error:
            raise ConfigError(f"{key}: {say('secret.unreadable', file=path, why=error.strerror)}") from error
        except UnicodeDecodeError as error:  # whose words quote the secret
            raise ConfigError(f"{key}: {say('secret.not_utf8', file=path)}") from error
        if not secret:
            raise ConfigError(f"{key}: {say('secret.empty', file=path)}")
        return secret
