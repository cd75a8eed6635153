# `make serve` builds and serves the reference, `make test` passes the tests. Both need Python 3.11 or newer, pip and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export NO_MKDOCS_2_WARNING = 1

.PHONY: serve site test lint format lock clean

serve: site
	@echo "Open http://127.0.0.1:8000/"
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

site: $(VENV)/installed
	$(BIN)/python -m generator build
	$(BIN)/python -m mkdocs build --strict
	$(BIN)/python -m generator raw

test: $(VENV)/installed
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/python -m generator lint
	$(BIN)/python -m pytest

format: $(VENV)/installed
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

# Rewrites the hash-locked requirements; the index is left out on purpose.
lock: $(VENV)/installed
	$(BIN)/python -m pip install --quiet pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --extra dev \
		--output-file requirements.txt pyproject.toml

$(VENV)/installed: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.txt
	touch $@

clean:
	rm -rf $(VENV) site site-offline
