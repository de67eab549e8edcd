.DEFAULT_GOAL := help
.PHONY: help run test lint check bench model

VENV := .venv/bin

# Names, spans of text, misread digits, whose number, whose name, confidences: each from the ones before.
MODEL_STEPS := compile_names spans.make confusions tckn_roles learn_names calibrate manifest
FIXED := PYTHONHASHSEED=0 OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## install what is missing, drop sample letters in, start everything and print the desk's address
	@scripts/install run
	@scripts/drop-samples
	@$(VENV)/dilekce run

test: ## install what is missing and pass the tests
	@scripts/install test
	@$(VENV)/python -m pytest -q -n 2 --dist worksteal

lint: ## ruff, mypy strict and the import rules
	@scripts/install test
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .
	@$(VENV)/mypy
	@$(VENV)/lint-imports --no-cache | tail -n 12

check: lint test ## everything CI runs

bench: ## accuracy on the sealed layouts, a few letters per channel
	@scripts/install test
	@$(VENV)/python -m benchmarks.accuracy

model: ## make all shipped models anew, and the manifest of their hashes
	@scripts/install test
	@set -e; for step in $(MODEL_STEPS); do echo "training.$$step"; $(FIXED) $(VENV)/python -m training.$$step; done
