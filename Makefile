# Everything runs in .venv and tests/node_modules; nothing is installed elsewhere but Debian's packages for the tests.
PYTHON ?= python3
BIN := .venv/bin
export NO_MKDOCS_2_WARNING := 1
.DEFAULT_GOAL := help

.PHONY: help site serve test unit browser bench kills mutants golden documents pictures budgets lighthouse lock clean

help: ## What there is to make
	@sed -nE 's/^([a-z]+):.*## (.*)/make \1	\2/p' $(MAKEFILE_LIST)

site: .venv/site ## Build the whole site into site/ and check it
	$(BIN)/newsdesk build
	$(BIN)/newsdesk check --site site
	@echo "Look at it: make serve, or $(BIN)/python -m http.server --directory site --bind 127.0.0.1"

serve: .venv/site ## Show the site while you write: http://127.0.0.1:8000/
	$(BIN)/newsdesk serve

# Of tests/: where CI runs a part beside the rest, it says which.
TESTS := tests
PYTEST := $(BIN)/pytest --numprocesses auto --dist worksteal

test: .venv/test ## Format, lint, types, contracts, and all tests
	scripts/test-setup
	$(BIN)/ruff format --check hooks tests scripts
	$(BIN)/ruff check hooks tests scripts
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST) $(TESTS)

unit: .venv/test ## The tests of the code alone, without a look at its form
	scripts/test-setup
	$(PYTEST) tests/unit

browser: .venv/test ## The tests in Chromium alone
	scripts/test-setup
	$(PYTEST) tests/browser

bench: .venv/test ## What N stories in two languages cost
	$(BIN)/python tests/bench/bench.py $(if $(N),--stories $(N)) $(if $(PROFILE),--profile)
	$(if $(PROFILE),,$(BIN)/python tests/bench/search.py $(N))
	$(if $(PROFILE),,$(BIN)/python tests/bench/preview.py)

kills: .venv/test ## Kill builds at 20 random moments: what stands then
	$(BIN)/python tests/kills.py

mutants: .venv/test ## Put small faults into the code: what catches each
	scripts/test-setup
	$(BIN)/python tests/mutants.py $(NAME)

golden: .venv/test ## What is made and said, in files to compare before and after a change of the code
	$(BIN)/python tests/golden.py

documents: .venv/test ## Renew what is generated in documents: reference, decisions, architecture
	$(BIN)/newsdesk reference --write
	$(BIN)/python tests/documents.py

pictures: .venv/test ## Pictures of every kind of page, in pictures/
	$(BIN)/python tests/screenshots.py $(KIND)

budgets: .venv/test ## What each kind of page weighs, first and next visit
	$(BIN)/python tests/budgets.py

lighthouse: .venv/test ## Lighthouse's scores of each kind of page
	scripts/test-setup
	npm ci --prefix tests/lighthouse --ignore-scripts --no-audit --no-fund
	$(BIN)/python tests/scores.py $(KIND)

lock: .venv/lock ## Renew the exact versions and their hashes
	$(BIN)/pip-compile $(LOCK) --extra editable -o requirements.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra editable --extra test -c requirements.txt -o requirements-test.txt pyproject.toml
	$(BIN)/pip-compile $(LOCK) --extra editable --extra test --extra lock -c requirements-test.txt -o requirements-lock.txt pyproject.toml

LOCK := --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host

clean: ## Take away what was made
	rm -rf .venv site pictures tests/node_modules tests/lighthouse/node_modules

# Each stamp stands for an environment that holds the requirements of that name and this checkout.
.venv/site: requirements.txt pyproject.toml
.venv/test: requirements-test.txt pyproject.toml
.venv/lock: requirements-lock.txt pyproject.toml
.venv/site .venv/test .venv/lock:
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
