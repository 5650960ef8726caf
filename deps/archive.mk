# SPDX-License-Identifier: MIT
#
# make -f deps/archive.mk ARCHIVE=lib.a FROM=DIRECTORY [FILES=...] [FAST=...]
#     CC=... AR=... CFLAGS=...
#
# Compiles every C file below DIRECTORY, or those that FILES names there, and
# collects the objects in ARCHIVE; what FAST names is compiled for speed.  Both
# mbedTLS and curl guard each file by what is configured, so that there is no
# list of files to choose from.

NAMES := $(sort $(shell cd $(FROM) && $(if $(FILES),ls $(FILES), \
    find . -name '*.c' -printf '%P\n')))
OBJECTS := $(NAMES:%.c=$(ARCHIVE:.a=)/%.o)

$(ARCHIVE): $(OBJECTS)
	@$(AR) -Drcs $@ $^

$(FAST:%.c=$(ARCHIVE:.a=)/%.o): SPEED = -O2

$(ARCHIVE:.a=)/%.o: $(FROM)/%.c
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(SPEED) -Werror=implicit-function-declaration -c $< -o $@
