# make demo    see it: server, simulated customers and colleagues, the agent's window; without a screen a tour into build/tour
# make test    everything that must hold: make check, then all tests under a virtual screen
# make check   types, lint, formatting, import contracts
PYTHON ?= python3
BIN := .venv/bin
SCREEN := $(BIN)/python packaging/with_screen.py
TOUR ?= build/tour

.PHONY: help demo tour pictures test check system-deps environment environment-test requirements clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \(make .*\)/\1/p' Makefile

system-deps:
	@packaging/linux/system-deps.sh

environment:
	@$(PYTHON) packaging/environment.py run

environment-test:
	@$(PYTHON) packaging/environment.py test

ifneq ($(strip $(DISPLAY)$(WAYLAND_DISPLAY)),)
demo: system-deps environment
	@$(BIN)/desktop-agent demo
else
demo: tour
endif

tour: system-deps environment
	@$(SCREEN) $(BIN)/desktop-agent demo --tour --out $(TOUR)

check: environment-test | build
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@PATH=$(CURDIR)/$(BIN):$$PATH lint-imports >build/contracts.txt || { cat build/contracts.txt; exit 1; }
	@echo "check: lint, formatting, types and import contracts hold"

test: system-deps environment-test check
	@$(if $(TESTS),$(SCREEN) $(BIN)/python -m pytest --complete $(TESTS),$(BIN)/python packaging/run_tests.py --complete -q)

# New pins for every platform and Python, with hashes and without the name of any index.
requirements:
	@$(PYTHON) -m venv build/uv
	@build/uv/bin/pip install --quiet --disable-pip-version-check uv
	@set -e; for set in "run:--group build" "test:--group build --group test"; do \
	  build/uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 \
	    pyproject.toml $${set#*:} --output-file packaging/requirements/$${set%%:*}.txt; done

# The pictures of the guide and the README, from a tour.
pictures: tour
	@$(BIN)/python packaging/pictures.py $(TOUR) docs/images

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis

build:
	@mkdir -p build
