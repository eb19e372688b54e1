# GNU make and a POSIX shell. `make` alone lists what there is to do.

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py

# Where `make run` listens, and whether it speaks HTTPS only: not on one's own machine.
ADDRESS ?= 127.0.0.1:8000
HTTPS ?= 0

# Compiled modules are kept, whatever the machine says: a run of the tests starts a hundred processes.
unexport PYTHONDONTWRITEBYTECODE

# For `make test` and `make lint`: the templates, and a folder for what Django writes while it is only looked at.
TEMPLATES = $$(find templates -name '*.html')
SCRATCH := .mypy_cache/home
MESSAGES := --locale ar --no-location --no-wrap --no-obsolete --ignore tests --ignore tools --ignore var

.PHONY: help run admin test test-postgres test-faults bench-relevance bench-persons train-persons lint format messages fonts screenshots environment tools npm

help: ## List what make can do here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-15s %s\n", $$1, $$2}' Makefile

run: export HTTPS := $(HTTPS)
run: environment ## Install what is missing, prepare the archive and serve it (ADDRESS=127.0.0.1:8000)
	@$(MANAGE) prepare --address $(ADDRESS)
	@exec $(BIN)/gunicorn --config python:archive.gunicorn --bind $(ADDRESS)

admin: environment ## Set and print a new password for the account `admin`
	@$(MANAGE) prepare --no-account --verbosity 0
	@$(MANAGE) admin_account

test: tools ## Run all tests (ARGS="tests/models -x" for some)
	@$(BIN)/python -m pytest --numprocesses auto --dist worksteal $(ARGS)

test-postgres: tools ## Run the tests that reach the database on the PostgreSQL server of DATABASE_URL
	@case "$$DATABASE_URL" in postgres*) ;; *) \
	  echo 'Set DATABASE_URL=postgresql://USER:PASSWORD@HOST/NAME; its user must be allowed to create databases.' >&2; exit 2;; esac
	@$(BIN)/python -m pytest --numprocesses auto --ignore=tests/arabic --ignore=tests/browser --ignore-glob='tests/test_*.py' tests $(ARGS)

test-faults: tools ## Kill processes, fill disks, damage files, and see that nothing is lost (minutes)
	@env -u DATABASE_URL $(BIN)/python -m pytest --numprocesses auto --dist loadfile -m faults tests/faults tests/commands $(ARGS)

bench-relevance: tools ## Print how well search finds, on the shared development sets
	@$(BIN)/python tests/benchmarks/relevance.py $(ARGS)

bench-persons: tools ## Print how well persons are found whom nobody named: in news read by eye, by cross-validation (five minutes)
	@$(BIN)/python tests/benchmarks/persons_by_eye.py
	@$(BIN)/python tests/benchmarks/persons.py $(ARGS)

train-persons: tools ## Train the tagger of persons anew (two minutes)
	@$(BIN)/python -m tools.persons

lint: export ARCHIVE_HOME := $(SCRATCH)
lint: tools ## Check style, types, templates, migrations, translations and settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djade --check --target-version 5.2 $(TEMPLATES)
	$(BIN)/djhtml --check $(TEMPLATES)
	@mkdir -p $(SCRATCH)
	$(BIN)/mypy
	$(MANAGE) makemigrations --check --dry-run
	$(BIN)/python .ci/catalogues.py $(MESSAGES)
	env -u DEBUG -u HTTPS $(MANAGE) check --deploy --fail-level WARNING

format: tools ## Put Python files and templates in their one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	@# Both end with status 1 when they have changed a file.
	$(BIN)/djade --target-version 5.2 $(TEMPLATES) || true
	$(BIN)/djhtml $(TEMPLATES) || true

messages: export ARCHIVE_HOME := $(SCRATCH)
messages: environment ## Collect texts for translation, compile what is translated (needs gettext)
	$(MANAGE) makemessages $(MESSAGES)
	$(MANAGE) compilemessages --locale ar --ignore .venv

fonts: tools ## Cut the fonts of the pages from their originals (needs npm)
	@test -d tools/node_modules || { echo 'npm is needed and was not found. On Debian and Ubuntu: sudo apt install npm' >&2; exit 1; }
	@$(BIN)/python tools/fonts.py

screenshots: tools ## Take the pictures of README and docs/ (of invented articles, or of ARCHIVE_HOME)
	@$(BIN)/python -m tools.screenshots

# Each compares the list of packages with the copy that its last installation left in the environment.
environment:
	@if ! $(BIN)/python -c '' 2>/dev/null; then $(CREATE); fi
	@$(call INSTALL,requirements.txt)

tools: environment npm
	@$(call INSTALL,requirements-dev.txt)

# The checkers that come from npm; where it is missing their tests say so.
npm:
	@if command -v npm >/dev/null && ! cmp -s tools/package-lock.json tools/node_modules/package-lock.json; then \
	  echo 'Installing the packages of tools/package.json …'; \
	  npm ci --prefix tools --ignore-scripts --no-audit --no-fund --silent && cp tools/package-lock.json tools/node_modules/; \
	fi

define CREATE
	for python in $(or $(PYTHON),python3 python3.14 python3.13 python3.12 python3.11); do \
	  if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo 'Python 3.11 or newer is needed and was not found. Install it, or name it: make run PYTHON=/path/to/python3' >&2; exit 1; \
	fi; \
	if ! $$found -c 'import venv, ensurepip' 2>/dev/null; then \
	  echo "$$found comes without venv, which is needed. On Debian and Ubuntu: sudo apt install python3-venv" >&2; exit 1; \
	fi; \
	echo "Making an environment in $(VENV) ($$($$found --version))"; \
	$$found -m venv --clear $(VENV)
endef

define INSTALL
	if ! cmp -s $(1) $(VENV)/$(1); then \
	  echo 'Installing the packages of $(1), which takes a minute …'; \
	  $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $(1) && cp $(1) $(VENV)/$(1); \
	fi
endef
