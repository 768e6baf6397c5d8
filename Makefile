# make demo   sets everything up and plays a whole event
# make test   sets everything up and runs all tests
# make torture  kills, cuts and fills everything, several tests at a time, and counts what is lost
# make check  style, types, the direction of imports, the documentation and its links
# make audit  known vulnerabilities of what we depend on; asks pypi.org, so it is no part of make check
# make bench  measures and writes docs/performance.md; PARTS="reading stages" measures only those
# make docs   the documentation as a site, to read at http://127.0.0.1:8000
.PHONY: demo test torture check audit docs bench setup servers clean

VENV := .venv/.ready
UV   := .venv/bin/uv
RUN  := .venv/bin
# more tests at a time than there are cores, for many wait for a server; the order is that of tests/conftest.py
PYTEST_ARGS ?= -q -n 3 --dist loadfile --no-loadscope-reorder

# programs are started by the hundred: what they import is compiled once, whatever is set outside
export PYTHONDONTWRITEBYTECODE :=

demo: $(VENV)
	$(RUN)/mailflow demo

test: $(VENV) servers
	$(RUN)/pytest $(PYTEST_ARGS)

check: $(VENV)
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports
	$(RUN)/bandit --quiet --recursive --configfile pyproject.toml mailflow
	NO_MKDOCS_2_WARNING=1 $(RUN)/python -m mkdocs build --quiet --strict

# what is found and cannot be mended yet is named here with --ignore-vuln and the reason; nothing is
audit: $(VENV)
	$(UV) export --quiet --frozen --no-emit-project --all-extras --no-default-groups --output-file .venv/requirements.txt
	$(UV) tool run pip-audit --require-hashes --disable-pip --requirement .venv/requirements.txt

docs: $(VENV)
	$(RUN)/python -m mkdocs serve

torture: $(VENV) servers
	$(RUN)/python -m tests.torture

bench: $(VENV) servers
	$(RUN)/python -m benchmarks $(PARTS)

setup: $(VENV)

# Dovecot, Postfix, PostgreSQL and Pango from Debian, where this user may install them
servers:
	@sh tests/servers/apt.sh

$(VENV): pyproject.toml uv.lock Makefile
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "mailflow needs Python 3.11 or later; this is $$(python3 --version)"; exit 1; }
	@python3 -c 'import ensurepip' 2>/dev/null || sh tests/servers/apt.sh python3-venv
	python3 -m venv .venv
	$(RUN)/pip install --quiet --disable-pip-version-check "uv>=0.9"
	VIRTUAL_ENV=$(CURDIR)/.venv $(UV) sync --quiet --frozen --inexact --all-extras
	@touch $@

clean:
	rm -rf .venv var dist build site .pytest_cache .mypy_cache .ruff_cache .hypothesis
