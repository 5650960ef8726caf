# SPDX-License-Identifier: MIT
#
# How the program is compiled to be fuzzed: as the debug build, by clang, which
# counts the branches that an input reaches.

OUT = $(BUILD)/fuzz
PROGRAM = $(OUT)/whatsapp-send

TOOLCHAIN =
CC = clang
AR = ar
CFLAGS = -g -O1 -fno-omit-frame-pointer -fsanitize=address,fuzzer-no-link
LDFLAGS = -fsanitize=address,undefined
CHECK = :
OWN_CFLAGS = -fsanitize=undefined -fno-sanitize-recover=undefined
OMIT = src/relro.c

# One by one, as they are.
LIBRARIES = $(COMPILED)
LIBRARY_CFLAGS =
FAST =
