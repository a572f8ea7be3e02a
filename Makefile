# A thin face of tools/dev.py, which says what each of these does.
PYTHON ?= python3

.PHONY: run test lint check setup bench faults screens messages docs lock
run test lint check setup bench faults screens messages docs lock:
	@$(PYTHON) tools/dev.py $@ $(ARGS)
