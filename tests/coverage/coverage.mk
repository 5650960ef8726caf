# SPDX-License-Identifier: MIT
#
# Which lines and branches of src/ run under the tests, and those that do not.

.PHONY: coverage coverage-build valgrind valgrind-build

coverage-build: all unit-programs $(OUT)/scarce

coverage: setup ## Count which lines and branches the tests run (15 minutes)
	@deps/setup.sh coverage
	@$(MAKE) all scarce
	@$(MAKE) MODE=coverage FUZZERS= coverage-build
	@tests/coverage/run.sh $(BUILD)/coverage
	@$(PYTHON) tests/coverage/report.py $(BUILD)/coverage

valgrind-build: all unit-programs

valgrind: setup ## Run all tests of the program under valgrind (half an hour)
	@$(MAKE) MODE=plain FUZZERS= valgrind-build
	@tests/coverage/valgrind.sh $(BUILD)/plain
