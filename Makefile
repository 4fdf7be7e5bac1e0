# The first of these that is Python 3.11 to 3.13 is used; `make PYTHON=/path/to/python3` names another.
PYTHON ?= python3 python3.13 python3.12 python3.11

# Which brief, where there are several: `make generate BRIEF=my-dossier`.
BRIEF ?=

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
PYTEST := $(BIN)/python -m pytest
# Which draw of how many changes, and how many seconds of tests each is worth, 0 for all that could
# notice it: `make mutants SAMPLE=60 SEED=2 SECONDS=20`.
SAMPLE ?= 300
SEED ?= 1
SECONDS ?= 0

# Two workers; each test file stays in one, so that its fixtures are made once.
PARALLEL := --numprocesses 2 --dist loadfile

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help generate check test cov soak mutants bench lint types all clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

generate: $(VENV)/run.stamp ## write the workbook and the brief, and prove them
	$(BIN)/briefgen generate $(BRIEF)

check: $(VENV)/run.stamp ## check the facts and their sources; write nothing
	$(BIN)/briefgen check $(BRIEF)

test: $(VENV)/test.stamp ## run the tests
	$(PYTEST) $(PARALLEL) -m "not soak"

cov: $(VENV)/test.stamp ## run the tests and show the lines and branches they miss
	$(PYTEST) $(PARALLEL) -m "not soak" --cov --cov-report=term-missing:skip-covered

soak: $(VENV)/test.stamp ## run the long tests that `make test` leaves out
	$(PYTEST) -m soak

mutants: $(VENV)/test.stamp ## change the code here and there, and list what no test notices
	PYTHONPATH=src $(BIN)/python tools/mutants.py --sample $(SAMPLE) --seed $(SEED) --seconds $(SECONDS)

bench: $(VENV)/bench.stamp ## measure the speed
	$(BIN)/python benchmarks/run.py

lint: $(VENV)/lint.stamp ## check the style of code and YAML
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/yamllint --strict .
	@! find . -path ./$(VENV) -prune -o -name '*.yml' -print | grep . || \
	    { echo "YAML files end in .yaml" >&2; exit 1; }

types: $(VENV)/test.stamp $(VENV)/types.stamp ## check the types
	$(BIN)/mypy

all: lint types test ## all that must pass before a change is shared

clean: ## remove the virtual environment and the caches; editions stay
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage .coverage.* htmlcov
	rm -f .mutants.json
	find src tests tools -name __pycache__ -prune -exec rm -rf {} +

$(BIN)/python:
	@for python in $(PYTHON); do \
	    version=$$($$python -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null); \
	    case "$$version" in 3.11|3.12|3.13) break ;; *) version= ;; esac; \
	done; \
	if [ -z "$$version" ]; then \
	    echo "briefgen needs Python 3.11, 3.12 or 3.13; tried: $(PYTHON)." >&2; \
	    echo "Name one with: make PYTHON=/path/to/python3" >&2; \
	    exit 1; \
	fi; \
	echo "Making $(VENV) with $$python (Python $$version)"; \
	$$python -m venv --clear $(VENV) || { \
	    rm -rf $(VENV); \
	    echo "$$python cannot make a virtual environment: its venv or ensurepip is missing." >&2; \
	    echo "On Debian or Ubuntu: apt install python3-venv (or python$$version-venv)" >&2; \
	    exit 1; \
	}

# A stamp is newer than what it was installed from, so a second run installs nothing.
$(VENV)/run.stamp: pyproject.toml constraints.txt | $(BIN)/python
	$(PIP) --upgrade pip
	$(PIP) --build-constraint constraints.txt --editable .
	@touch $@

# One stamp a dependency group: a target installs only what it runs.
$(VENV)/%.stamp: $(VENV)/run.stamp
	$(PIP) --group $*
	@touch $@
