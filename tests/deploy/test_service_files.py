"""What is shipped to run mailflow by: the unit of systemd, the image, the composition, a mail server to try it with."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import trustme
import yaml

from tests.cli.conftest import as_process

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def done(*command: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        env={**os.environ, **environ},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def unit(tmp_path: Path) -> Path:
    """The unit, with the program that is installed here."""
    text = (DEPLOY / "mailflow.service").read_text(encoding="utf-8")
    there = tmp_path / "mailflow.service"
    there.write_text(text.replace("/opt/mailflow/bin", str(Path(sys.executable).parent)), encoding="utf-8")
    return there


def test_systemd_takes_the_unit(unit: Path) -> None:
    said = done("systemd-analyze", "verify", "--man=no", unit)
    assert (said.returncode, [line for line in said.stderr.splitlines() if "mailflow.service" in line]) == (0, [])


def test_systemd_finds_little_to_attack(unit: Path) -> None:
    said = done("systemd-analyze", "security", "--offline=yes", "--threshold=20", "--no-pager", unit)
    assert said.returncode == 0, said.stdout[-500:]


def composition(secrets: Path, *options: str) -> dict[str, Any]:
    """The composition as Docker reads it: its plug-in, where it is here, else Debian's program."""
    for name in ("imap_password", "smtp_password"):
        (secrets / name).write_text("secret\n", encoding="utf-8")
    (secrets / "database.env").write_text("POSTGRES_PASSWORD=secret\nPGPASSWORD=secret\n", encoding="utf-8")
    plugin = done("docker", "compose", "version") if shutil.which("docker") else None
    compose = ("docker", "compose") if plugin and plugin.returncode == 0 else ("docker-compose",)
    said = done(*compose, *options, "config", MAILFLOW_SECRETS=str(secrets))
    assert said.returncode == 0, said.stderr
    told: dict[str, Any] = yaml.safe_load(said.stdout)
    return told


def test_the_composition_is_one(tmp_path: Path) -> None:
    services = composition(tmp_path, "--profile", "try")["services"]
    assert set(services) == {"mailflow", "database", "mail"}
    ours = services["mailflow"]
    assert (ours["read_only"], ours["cap_drop"], ours["security_opt"]) == (True, ["ALL"], ["no-new-privileges:true"])


def test_the_image_runs_as_nobody_and_says_how_it_is() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith(("USER", "HEALTHCHECK"))] == [
        "USER mailflow",
        "HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \\",
    ]
    named = {name for line in lines for name in re.findall(r"deploy/\S+\.sh", line)}
    assert {name for name in named if not (ROOT / name).is_file()} == set()


@pytest.mark.parametrize("script", sorted(DEPLOY.rglob("*.sh")), ids=lambda path: path.name)
def test_every_script_is_one(script: Path) -> None:
    assert done("sh", "-n", script).returncode == 0


def test_the_configuration_to_try_it_with_is_in_order() -> None:
    said = as_process("check", "--offline", "--config", str(DEPLOY / "try" / "office" / "mailflow.toml"))
    assert (said.code, said.err) == (0, "")


def test_dovecot_takes_its_file(tmp_path: Path) -> None:
    certificate = trustme.CA().issue_cert("mail.try.example")
    certificate.private_key_and_cert_chain_pem.write_to_path(tmp_path / "mail.pem")
    text = (DEPLOY / "try" / "dovecot.conf").read_text(encoding="utf-8")
    here = tmp_path / "dovecot.conf"
    here.write_text(re.sub(r"/certificates/mail\.(pem|key)", str(tmp_path / "mail.pem"), text), encoding="utf-8")
    said = done("doveconf", "-n", "-c", here)
    assert (said.returncode, said.stderr) == (0, "")


def test_postfix_knows_every_word_of_its_file(tmp_path: Path) -> None:
    shutil.copy(DEPLOY / "try" / "main.cf", tmp_path)
    shutil.copy("/usr/share/postfix/master.cf.dist", tmp_path / "master.cf")
    said = done("/usr/sbin/postconf", "-n", "-c", tmp_path)
    assert (said.returncode, said.stderr) == (0, "")
