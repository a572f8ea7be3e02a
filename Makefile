# A thin face of tools/dev.py, which says what each of these does.
PYTHON ?= python3

.PHONY: run test check setup bench screens faults messages lock
run test check setup bench screens faults messages lock:
	@$(PYTHON) tools/dev.py $@ $(ARGS)
