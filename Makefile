# Everything runs in .venv and tests/node_modules; nothing is installed elsewhere but Debian's packages for the tests.
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
.DEFAULT_GOAL := help

.PHONY: help site serve test unit browser bench kills law fuzz mutants golden documents pictures budgets lighthouse lock clean

help: ## List the targets
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1	\2/p' $(MAKEFILE_LIST)

site: .venv/site ## Build the whole site into site/ and check it
	$(BIN)/newsdesk build
	$(BIN)/newsdesk check --site site
	@echo "Look at it: make serve, or $(BIN)/python -m http.server --directory site --bind 127.0.0.1"

serve: .venv/site ## Preview the site while you write: http://127.0.0.1:8000/
	$(BIN)/newsdesk serve

# Of tests/: where CI runs a part beside the rest, it says which.
TESTS := tests
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

test: .venv/test ## Check format, lint, types and contracts, and run all tests
	scripts/test-setup
	$(BIN)/ruff format --check hooks tests scripts
	$(BIN)/ruff check hooks tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) $(TESTS)

unit: .venv/test ## Run the unit tests, without format and lint
	scripts/test-setup
	$(PYTEST) tests/unit

browser: .venv/test ## Run the browser tests in Chromium
	scripts/test-setup
	$(PYTEST) tests/browser

BENCH := cd tests && ../$(BIN)/python -m bench

bench: .venv/$(if $(VS),bench,test) ## Measure what N stories in two languages cost; VS=hugo: beside Hugo, RUNS times in turn
ifdef VS
	$(BENCH).compare $(VS) $(if $(N),--stories $(N)) $(if $(RUNS),--runs $(RUNS))
else
	$(BENCH).bench $(if $(N),--stories $(N)) $(if $(PROFILE),--profile)
	$(if $(PROFILE),,$(BENCH).search $(N))
	$(if $(PROFILE),,$(BENCH).preview)
endif

kills: .venv/test ## Kill builds at 20 random moments, and check what is left
	$(BIN)/python tests/kills.py

law: .venv/test ## Compare warm builds with cold ones after 2,000 random edits
	$(BIN)/python tests/law.py $(or $(EDITS),2000) $(SEED)

fuzz: .venv/test ## Try many times as many inputs of every kind, and characters of every Unicode category
	FUZZ=$(or $(TIMES),20) $(PYTEST) tests/unit/test_fuzz.py
	FUZZ=1 $(PYTEST) -m hypothesis tests/unit --ignore tests/unit/test_fuzz.py

mutants: .venv/test ## Put small faults into the code, and name the test that catches each
	scripts/test-setup
	$(BIN)/python tests/mutants.py $(NAME)

golden: .venv/test ## Record output and messages, to compare before and after a change of the code
	$(BIN)/python tests/golden.py

documents: .venv/test ## Regenerate the generated parts of documents: reference, decisions, architecture
	$(BIN)/newsdesk reference --write
	$(BIN)/python tests/documents.py

pictures: .venv/test ## Take screenshots of every kind of page, into pictures/
	$(BIN)/python tests/screenshots.py $(KIND)

budgets: .venv/test ## Measure the size of each kind of page, on a first and a next visit
	$(BIN)/python tests/budgets.py

lighthouse: .venv/test ## Measure Lighthouse's scores of each kind of page
	scripts/test-setup
	npm ci --prefix tests/lighthouse --ignore-scripts --no-audit --no-fund
	$(BIN)/python tests/scores.py $(KIND)

lock: .venv/lock ## Update the exact versions and their hashes
	$(BIN)/pip-compile $(LOCK) --extra editable -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra editable --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra editable --extra test --extra bench -c requirements-test.txt -o requirements-bench.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra editable --extra test --extra lock -c requirements-test.txt -o requirements-lock.txt pyproject.toml

LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## Remove generated files
	rm -rf .venv site pictures tests/node_modules tests/lighthouse/node_modules

# Each stamp stands for an environment that holds the requirements of that name and this checkout.
.venv/site: requirements.txt pyproject.toml
.venv/test: requirements-test.txt pyproject.toml
.venv/bench: requirements-bench.txt pyproject.toml
.venv/lock: requirements-lock.txt pyproject.toml
.venv/site .venv/test .venv/bench .venv/lock:
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
