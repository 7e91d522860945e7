# The two commands. `make up` needs Python 3.11 or newer with venv and pip, and fetches the rest.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
# One more than there are cores, for many tests wait for processes that they started or stopped.
WORKERS = $(shell $(PYTHON) -c "import os; print(min(4, (os.cpu_count() or 1) + 1))")
# A file of tests stays with one worker, so that what it sets up once serves all of it.
SPREAD ?= -n $(WORKERS) --dist loadfile --no-loadscope-reorder
UV_VERSION := 0.13.9
UV := $(or $(shell command -v uv 2>/dev/null),.tools/uv/bin/uv)

.PHONY: up test check second-database bench

## Open the window: make up PORT=8123 HOST=0.0.0.0 ARGS="--no-example"
up: $(UV)
	@exec $(UV) run sistership up --host $(HOST) --port $(PORT) $(ARGS)

## Everything: style, types, walls, tests on SQLite, and on PostgreSQL where SISTERSHIP_TEST_POSTGRES_URL names one
test: check
	env -u DATABASE_URL $(UV) run pytest $(SPREAD)
	@$(MAKE) --no-print-directory second-database
	@$(UV) run python tools/say_what_was_not_tested.py

check: $(UV)
	$(UV) run ruff check .
	$(UV) run ruff format --check .
	$(UV) run mypy
	$(UV) run lint-imports

second-database: $(UV)
	@if [ -n "$$SISTERSHIP_TEST_POSTGRES_URL" ]; then \
	  set -x; DATABASE_URL="$$SISTERSHIP_TEST_POSTGRES_URL" \
	    $(UV) run pytest $(SPREAD) -m "database and not browser and not faults and not once"; \
	fi

## Side by side with peers, an hour's work: make bench BENCH_DATABASE_URL=postgres://… (an empty database)
bench: $(UV)
	$(UV) run python -m benchmarks.run --database-url "$(BENCH_DATABASE_URL)" --scratch .tools/bench

.tools/uv/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Sistership needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another one: make up PYTHON=python3.12")'
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
