# Two commands are enough to begin with: `make run` and `make test`. `make help` lists the rest.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := .
export 
CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)

.DEFAULT_GOAL := help
.PHONY: help run test journeys check format bench services lock frontend clean

help: ## what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON to it, as in: make run PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. On Debian or Ubuntu: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

$(VENV)/e2e.stamp: requirements-e2e.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-e2e.txt
	@touch $@ $(VENV)/dev.stamp $(VENV)/run.stamp

run: $(VENV)/run.stamp ## the site with its demo, at http://127.0.0.1:8000/
	@ENVIRONMENT=development LOG_LEVEL=$${LOG_LEVEL:-WARNING} SITE_URL=$${SITE_URL:-http://127.0.0.1:$${PORT:-8000}} $(BIN)/python manage.py serve_demo

test: $(VENV)/dev.stamp ## the whole suite, as far as this machine can run it
	$(BIN)/python -m pytest -n 2 --ignore=tests/journeys
	@if [ -n "$(CHROMIUM)" ] && [ -z "$(SKIP_JOURNEYS)" ]; then $(MAKE) --no-print-directory journeys; \
	else echo "Not run here: the browser journeys (install Chromium, then: make journeys)."; fi
	@case "$$DATABASE_URL" in postgres*) ;; *) echo "Not run here: the tests that need PostgreSQL (set DATABASE_URL to an empty database to run the suite on it).";; esac

journeys: $(VENV)/e2e.stamp ## the browser journeys; needs Chromium
	@[ -n "$(CHROMIUM)" ] || { echo "Chromium is missing. On Debian: apt-get install chromium"; exit 1; }
	CHROMIUM=$(CHROMIUM) $(BIN)/python -m pytest -n 2 -m browser tests/journeys

check: $(VENV)/dev.stamp ## format, lint, types, import contracts, templates, migrations, deployment
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	ENVIRONMENT=development $(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djangofmt --check templates || { echo "Run: make format"; exit 1; }
	ENVIRONMENT=development $(BIN)/python manage.py makemigrations --check --dry-run
	ENVIRONMENT=production SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))') ALLOWED_HOSTS=training.example.org $(BIN)/python manage.py check --deploy --fail-level WARNING
	ENVIRONMENT=development $(BIN)/python manage.py load_content content/ --check

format: $(VENV)/dev.stamp ## put the code in order
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djangofmt templates

bench: $(VENV)/dev.stamp ## figures, one JSON object a line; BENCH_PEOPLE and DATABASE_URL set the size and the place
	@ENVIRONMENT=test $(BIN)/python -m bench

services: ## PostgreSQL, Redis, web, worker and beat, by the compose file
	docker compose --file deploy/compose.yaml up --build

frontend: ## the style sheet anew, from frontend/scss; needs Node 20 or newer
	@command -v npm >/dev/null || { echo "Node 20 or newer is needed to build the style sheet. To run or test the site it is not."; exit 1; }
	cd frontend && npm ci --no-fund --no-audit && npm run build

lock: ## the three lock files anew; needs uv on the PATH
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --extra dev --extra e2e -c requirements-dev.txt pyproject.toml -o requirements-e2e.txt

clean: ## what `make run` made: the environment, the database, the caches
	rm -rf $(VENV) var staticfiles .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
