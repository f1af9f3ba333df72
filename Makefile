# Every command a person types. Each starts with what it needs, so none has to be run before another.

PORT ?=
LAN ?=
DATA_DIR ?=
ARGS ?=
export PORT LAN DATA_DIR

VENV := .venv/bin

.PHONY: help setup demo dev check format test bench openapi diagram lock sbom audit clean

help:  ## Show this list
	@sed -n 's/^\([a-z]*\):.*  ## /\1|/p' Makefile | while IFS='|' read -r name text; do printf '  make %-8s  %s\n' "$$name" "$$text"; done

setup:  ## Bring everything the project needs into the checkout
	@scripts/setup

demo: setup  ## Serve a demo organisation (PORT=8000 LAN=1 DATA_DIR=folder)
	@scripts/build-web
	@scripts/demo

dev: setup  ## Serve the demo and, beside it, the web app rebuilt at every change
	@scripts/dev

check: setup  ## Lint, format, types, import rules, sizes, generated files
	@$(VENV)/python scripts/run_parts.py check $(ARGS)

format: setup  ## Format the Python sources and repair what the linter can
	@$(VENV)/ruff format .
	@$(VENV)/ruff check --fix .

test:  ## Everything: checks, backend, web app, browser
	@scripts/setup --with-npm-postgres
	@$(VENV)/python scripts/run_parts.py test $(ARGS)

bench: setup  ## Measure speed against floor and bare route; fails when a target is missed
	@scripts/find-wrk >/dev/null
	@$(VENV)/python bench $(ARGS)

openapi: setup  ## Write contracts/ from the code, and the client made from it
	@scripts/openapi

diagram: setup  ## Draw architecture/component-diagram.svg from its text
	@$(VENV)/python scripts/draw_diagram.py

lock: setup  ## Write the lock files anew from pyproject.toml and the package.json files
	@scripts/lock

sbom: setup  ## Write what the program is made of (CycloneDX) into sbom/
	@scripts/sbom

audit: setup  ## Ask for known vulnerabilities in what the locks name; fails on anything not answered
	@scripts/audit

clean:  ## Remove what was installed and built here; data folders stay
	rm -rf .venv .tools .ruff_cache frontend/node_modules frontend/dist e2e/node_modules e2e/output sbom backend/.pytest_cache backend/.hypothesis
	find . -name __pycache__ -type d -not -path './.git/*' -prune -exec rm -rf {} +
