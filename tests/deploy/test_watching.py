"""The dashboard and the alerts ask for figures that there are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from handbook.mails import figure_reference

DEPLOY = Path(__file__).parents[2] / "deploy"
SERIES = re.compile(r"\bmailflow_\w+")


def known() -> set[str]:
    """Every series that `/metrics` can have."""
    rows = re.findall(r"^\| `(mailflow_\w+)` \| (\w+)", figure_reference(), re.MULTILINE)
    suffixes = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count"), "gauge": ("",)}
    return {name + suffix for name, kind in rows for suffix in suffixes[kind]}


def test_the_dashboard_shows_figures_that_there_are() -> None:
    board = json.loads((DEPLOY / "grafana" / "mailflow.json").read_text(encoding="utf-8"))
    asked = {
        name for panel in board["panels"] for target in panel["targets"] for name in SERIES.findall(target["expr"])
    }
    assert len(asked) >= 8
    assert asked - known() == set()


def test_the_alerts_ask_for_figures_that_there_are() -> None:
    [group] = yaml.safe_load((DEPLOY / "prometheus" / "mailflow.yml").read_text(encoding="utf-8"))["groups"]
    asked = {name for rule in group["rules"] for name in SERIES.findall(rule["expr"])}
    assert len(asked) >= 4
    assert asked - known() == set()
