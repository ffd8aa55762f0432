# Everything is in scripts/bootstrap.py, which runs on Windows too: python scripts\bootstrap.py run
#   make run                             the window, or without a display the demo clip into out/
#   make run ARGS="run --source me.mp4"  the command line
#   make test ARGS="-k guard"            the tests; so too lint, types, bench and soak
PYTHON ?= python3
ARGS ?=

.PHONY: setup run test lint types bench soak lock clean

setup run test lint types bench soak:
	@$(PYTHON) scripts/bootstrap.py $@ $(ARGS)

lock:
	@$(PYTHON) scripts/lock.py $(ARGS)

clean:
	@rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache
	@find app scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
