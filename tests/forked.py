"""Processes of a test's own, which are there in no time: forked from one that has all of mailflow loaded."""

from __future__ import annotations

import multiprocessing

processes = multiprocessing.get_context("forkserver")
processes.set_forkserver_preload(["tests.torture.program", "tests.warm", "mailflow.cli.run"])
