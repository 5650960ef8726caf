# SPDX-License-Identifier: MIT
#
# What the container image holds: the program, entrypoint.sh, and a busybox
# with the few commands that runners call.  The Dockerfile copies it.

IMAGE_ROOT ?= $(BUILD)/image
BUSYBOX = $(BUILD)/busybox
BUSYBOX_SOURCE = $(BUILD)/image-sources/busybox
BUSYBOX_LOCK = $(BUILD)/image-sources.lock

# The flags of the program, apart from what busybox's own code cannot stand.
BUSYBOX_FLAGS = ARCH=$(ARCH) CROSS_COMPILE=$(ARCH)-linux-gnu- CC='$(CC)' \
    HOSTCC=gcc CONFIG_EXTRA_CFLAGS='$(filter-out -fvisibility=%,$(CFLAGS))' \
    CFLAGS_busybox='$(filter-out -s,$(LDFLAGS))'

$(BUSYBOX_LOCK): deps/image/packages
	@deps/setup.sh --check build
	@deps/fetch.sh $(dir $(BUSYBOX_SOURCE)) $(DEBIAN_$(ARCH)) $<

# busybox has no way to turn everything off and a few things on: allnoconfig
# reads no list, and oldconfig asks for each part of what the list turns on.
$(BUSYBOX): export KCONFIG_NOTIMESTAMP = 1
$(BUSYBOX): OBJECTS_OF = $(abspath $(OUT)/busybox)
$(BUSYBOX): $(BUSYBOX_LOCK) $(TOOLCHAIN) deps/image/busybox.config
	@echo "  busybox"
	@rm -rf $(OBJECTS_OF) && mkdir -p $(OBJECTS_OF)
	@{ $(MAKE) -C $(BUSYBOX_SOURCE) O=$(OBJECTS_OF) allnoconfig && \
	    sed -n 's/^\(CONFIG_[A-Z_]*\)=.*/\1[ =]/p' \
	    deps/image/busybox.config >$(OBJECTS_OF)/named && \
	    grep -v -f $(OBJECTS_OF)/named $(OBJECTS_OF)/.config \
	    >$(OBJECTS_OF)/rest && \
	    cat $(OBJECTS_OF)/rest deps/image/busybox.config \
	    >$(OBJECTS_OF)/.config && \
	    yes n | $(MAKE) -C $(OBJECTS_OF) oldconfig >/dev/null && \
	    $(MAKE) -C $(OBJECTS_OF) $(BUSYBOX_FLAGS) all busybox.links; \
	    } >$(OBJECTS_OF)/log 2>&1 || { tail -n 20 $(OBJECTS_OF)/log; exit 1; }
	@cp $(OBJECTS_OF)/busybox $@
	@$(CHECK) $@

.PHONY: busybox image-root
busybox: $(BUSYBOX)

image-root: $(PROGRAM) $(BUSYBOX) entrypoint.sh
	@rm -rf $(IMAGE_ROOT) && mkdir -p $(IMAGE_ROOT)/bin $(IMAGE_ROOT)/usr/bin
	@cp $(PROGRAM) $(BUSYBOX) $(IMAGE_ROOT)/bin
	@cp entrypoint.sh $(IMAGE_ROOT)
	@while read -r applet; do ln -s /bin/busybox $(IMAGE_ROOT)$$applet; done \
	    <$(OUT)/busybox/busybox.links
