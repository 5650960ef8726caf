# SPDX-License-Identifier: MIT
#
# How the program that ships is compiled: small, hardened, the same bytes from
# the same sources, and linked with musl into one file that runs on any Linux.

OUT = $(BUILD)/static
PROGRAM = $(BUILD)/whatsapp-send

# The host's own compiler, turned to musl by a specs file: musl's own, which
# believes that it is installed under /usr.
MUSL = $(abspath $(SOURCES)/musl-dev)
TOOLCHAIN = $(OUT)/musl.specs
CC = $(ARCH)-linux-gnu-gcc -specs=$(abspath $(TOOLCHAIN))
AR = $(ARCH)-linux-gnu-gcc-ar

$(TOOLCHAIN): $(LOCK)
	@mkdir -p $(@D)
	@sed 's#/usr/#$(MUSL)/usr/#g' \
	    $(MUSL)/usr/lib/$(ARCH)-linux-musl/musl-gcc.specs >$@

# Calls and jumps that land only where they may, as far as the machine helps.
# On x86-64 it does not: Linux leaves jumps of processes alone, and musl does
# not ask it for shadow stacks, so -fcf-protection would add bytes only.
HARDEN_x86_64 = -fcf-protection=none
HARDEN_aarch64 = -mbranch-protection=standard

# GCC 11, which Ubuntu 22.04 has, does not know this one yet.
HARDEN_INIT := $(shell gcc -ftrivial-auto-var-init=zero -E -x c /dev/null \
    >/dev/null 2>&1 && echo -ftrivial-auto-var-init=zero)

# GCC 11 knows only -Os, which is 1 % larger.
SMALL := $(shell gcc -Oz -E -x c /dev/null >/dev/null 2>&1 && echo -Oz || echo -Os)

CFLAGS = $(SMALL) -fPIE -fvisibility=hidden -ffunction-sections -fdata-sections \
    -fno-asynchronous-unwind-tables -fno-unwind-tables \
    -fstack-protector-strong -fstack-clash-protection \
    $(HARDEN_INIT) $(HARDEN_$(ARCH)) -ffile-prefix-map=$(CURDIR)/=
LDFLAGS = -static-pie -s -Wl,--gc-sections,--sort-section=alignment,--build-id=none,-O1 \
    -Wl,-z,relro,-z,now,-z,noexecstack,-z,pack-relative-relocs
CHECK = deps/check-static.sh
OWN_CFLAGS =
OMIT =

# The libraries are optimized as one, ahead of time, and the program is linked
# with the outcome: that has half the effect of optimizing all at each link, and
# a link takes no longer than without.
LIBRARIES = $(OUT)/libraries.o
LIBRARY_CFLAGS = -flto

# The arithmetic of P-256, where a send spends its time.
FAST = library/ecp_curves.c
