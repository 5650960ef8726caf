# SPDX-License-Identifier: MIT
#
# make -f deps/archive.mk ARCHIVE=lib.a FROM=DIRECTORY CC=... AR=... CFLAGS=...
#
# Compiles every C file below DIRECTORY, subdirectories included, and collects
# the objects in ARCHIVE.  Both mbedTLS and curl guard each file by what is
# configured, so that there is no list of files to choose from.

NAMES := $(sort $(shell cd $(FROM) && find . -name '*.c'))
OBJECTS := $(NAMES:./%.c=$(ARCHIVE:.a=)/%.o)

$(ARCHIVE): $(OBJECTS)
	@$(AR) -Drcs $@ $^

$(ARCHIVE:.a=)/%.o: $(FROM)/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) -Werror=implicit-function-declaration -c $< -o $@
