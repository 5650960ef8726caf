# SPDX-License-Identifier: MIT
#
# The checks of `make lint`; the Makefile includes the compiler's settings.
# They run side by side, all of them even if one fails, and each says one line.

C = $(sort $(wildcard src/*.c))
C_ALL = $(sort $(wildcard src/*.[ch] tests/*/*.[ch] docs/*.c))
SCRIPTS = $(shell tests/lint/scripts.sh)

LINT_FLAGS = $(LANGUAGE) $(WARNINGS) -Isrc -I$(OUT) $(addprefix -isystem ,$(INCLUDES))
CHECK_THAT = @tests/lint/check.sh
EACH = printf '%s\n' $(C) | xargs -P $(shell nproc) -I FILE

.PHONY: lint-all lint-warnings lint-tidy lint-analyzer lint-cppcheck \
    lint-layout lint-size lint-layers lint-shell

lint-all: lint-warnings lint-tidy lint-analyzer lint-cppcheck lint-layout \
    lint-size lint-layers lint-shell

lint-warnings: $(OUT)/versions.h $(OUT)/roots.inc
	$(CHECK_THAT) "gcc warns of nothing" \
	    "$(EACH) gcc -O2 $(LINT_FLAGS) -c -o /dev/null FILE"

lint-tidy: $(OUT)/versions.h $(OUT)/roots.inc
	$(CHECK_THAT) "clang-tidy finds nothing" \
	    "$(EACH) clang-tidy --quiet FILE -- $(LINT_FLAGS)"

lint-analyzer: $(OUT)/versions.h $(OUT)/roots.inc
	$(CHECK_THAT) "gcc -fanalyzer finds nothing that is not known to be wrong" \
	    "tests/lint/analyzer.sh $(filter-out -Werror,$(LINT_FLAGS)) -- $(C)"

# missingIncludeSystem: it is not told where the headers of libraries are, and
# knows what it needs of the C library.  variableScope: a function may declare
# its variables together at the top.
lint-cppcheck:
	$(CHECK_THAT) "cppcheck finds nothing" \
	    'cppcheck --quiet --error-exitcode=1 --std=c11 --inline-suppr \
	    --enable=warning,style,performance,portability \
	    --suppress=missingIncludeSystem --suppress=variableScope -Isrc src'

lint-layout:
	$(CHECK_THAT) "clang-format would change nothing" \
	    'clang-format --dry-run -Werror $(C_ALL)'

lint-size:
	$(CHECK_THAT) "no function is too long or too branched" \
	    'tests/lint/size.sh $(C)'

lint-layers:
	$(CHECK_THAT) "every module keeps to its layer" tests/lint/layers.sh

# SC1091: a script may read a file that is made while it runs.
lint-shell:
	$(CHECK_THAT) "shellcheck finds nothing" 'shellcheck --exclude=SC1091 $(SCRIPTS)'
