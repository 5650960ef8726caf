# SPDX-License-Identifier: MIT
#
# The libraries and the public roots that go into the program.  Everything is
# compiled here from Debian's source packages, once for the program that ships
# and once for the debug build: deps/static.mk and deps/debug.mk say how.

COMPILED = $(OUT)/libcurl.a $(OUT)/libmbedtls.a $(OUT)/cJSON.o $(OUT)/ini.o \
    $(OUT)/md4c.o
INCLUDES = deps $(addprefix $(SOURCES)/, \
    mbedtls/include $(EVEREST)/include curl/include cjson libinih md4c/src)

# What deps/packages lists, unpacked; the lock records the versions.
DEBIAN_x86_64 = amd64
DEBIAN_aarch64 = arm64

$(LOCK): deps/packages $(wildcard deps/patches/*.patch)
	@deps/setup.sh --check build
	@deps/fetch.sh $(SOURCES) $(DEBIAN_$(ARCH))

# What --version tells.
$(OUT)/versions.h: $(LOCK) Makefile deps/deps.mk
	@mkdir -p $(@D)
	@{ echo '#define VERSION "$(VERSION)"'; \
	    echo '#define DEPENDENCY_VERSIONS \'; \
	    sed -E 's/^([^ ]+) ([^ ]+) .*/\t"\1 \2\\n" \\/; s/-dev / /' $<; \
	    printf '\t""\n'; } >$@

MOZILLA = $(SOURCES)/ca-certificates/usr/share/ca-certificates/mozilla

# src/roots.c holds this file.
$(OUT)/roots.inc: $(LOCK) deps/roots.sh
	@mkdir -p $(@D)
	@deps/roots.sh $(MOZILLA) >$@

### mbedTLS: deps/mbedtls/mbedtls_config.h says what is in it.

# Curve25519 is Project Everest's, which comes with mbedTLS: eight times as fast
# as mbedTLS's own.
EVEREST = mbedtls/3rdparty/everest
EVEREST_FILES = $(addprefix 3rdparty/everest/library/, everest.c x25519.c \
    Hacl_Curve25519_joined.c)

TLS_CONFIG = deps/mbedtls/mbedtls_config.h deps/sha1_alt.h
RECIPE = deps/deps.mk deps/archive.mk deps/$(MODE).mk
TLS_INCLUDES = -I$(CURDIR)/deps $(addprefix -I$(CURDIR)/$(SOURCES)/, \
    mbedtls/include $(EVEREST)/include)
TLS_OWN_INCLUDES = $(addprefix -I$(CURDIR)/$(SOURCES)/, mbedtls/library \
    $(addprefix $(EVEREST)/include/, everest everest/kremlib))

$(OUT)/libmbedtls.a: $(LOCK) $(TOOLCHAIN) $(TLS_CONFIG) $(RECIPE)
	@echo "  mbedTLS"
	@rm -rf $@ $(@:.a=)
	@$(MAKE) -f deps/archive.mk ARCHIVE=$@ FROM=$(SOURCES)/mbedtls \
	    FILES='library/*.c $(EVEREST_FILES)' FAST='$(FAST)' \
	    CC='$(CC)' AR='$(AR)' \
	    CFLAGS='$(CFLAGS) $(LIBRARY_CFLAGS) $(TLS_INCLUDES) $(TLS_OWN_INCLUDES)'

### curl: HTTP and HTTPS, also through a proxy.

CURL_FEATURES = \
    --enable-http --enable-ipv6 --enable-proxy --enable-mime \
    --enable-http-auth --enable-basic-auth --enable-dateparse \
    --enable-headers-api --enable-threaded-resolver --enable-socketpair

# Other protocols.
CURL_FEATURES += $(addprefix --disable-, dict file ftp gopher imap ipfs ldap \
    ldaps mqtt pop3 rtsp smb smtp telnet tftp websockets)

# Authentication other than Basic, which proxies may ask for.
CURL_FEATURES += $(addprefix --disable-, aws bearer-auth digest-auth \
    kerberos-auth negotiate-auth ntlm tls-srp)

# What would remember something, or read a file or the environment on its own.
CURL_FEATURES += --without-ca-bundle --without-ca-path --without-ca-embed \
    $(addprefix --disable-, alt-svc cookies doh hsts netrc)

# What this program has no use for.
CURL_FEATURES += $(addprefix --disable-, ares bindlocal dnsshuffle docs \
    form-api get-easy-options libcurl-option manual progress-meter \
    sha512-256 unix-sockets verbose)

# Libraries that a machine may happen to have.
CURL_FEATURES += $(addprefix --without-, brotli gssapi libgsasl libidn2 \
    libpsl librtmp libssh libssh2 nghttp2 nghttp3 ngtcp2 zlib zstd)

# curl's own build would take three times as long as these two steps: let
# configure find out about the platform, then compile each file.  configure
# works while mbedTLS is compiled, so it is told of no TLS library; all that
# it would do about one is to define USE_MBEDTLS.
$(OUT)/curl/lib/curl_config.h: $(LOCK) $(TOOLCHAIN) deps/deps.mk
	@echo "  curl: configure"
	@rm -rf $(OUT)/curl && mkdir -p $(OUT)/curl
	@cd $(OUT)/curl && if ! CC='$(CC)' AR='$(AR)' CFLAGS=-Os PKG_CONFIG=false \
	    $(CURDIR)/$(SOURCES)/curl/configure --host=$(ARCH)-linux-gnu \
	    --disable-shared --disable-dependency-tracking --without-ssl \
	    $(CURL_FEATURES) >configure.log 2>&1; \
	    then tail -n 20 configure.log; exit 1; fi

$(OUT)/libcurl.a: $(OUT)/curl/lib/curl_config.h $(TLS_CONFIG) $(RECIPE)
	@echo "  curl"
	@rm -rf $@ $(@:.a=)
	@$(MAKE) -f deps/archive.mk ARCHIVE=$@ FROM=$(SOURCES)/curl/lib \
	    CC='$(CC)' AR='$(AR)' \
	    CFLAGS='$(CFLAGS) $(LIBRARY_CFLAGS) -DHAVE_CONFIG_H -D_GNU_SOURCE \
	    -DBUILDING_LIBCURL -DCURL_STATICLIB -DUSE_MBEDTLS -I$(OUT)/curl/lib \
	    -I$(SOURCES)/curl/lib -I$(SOURCES)/curl/include $(TLS_INCLUDES)'

### Libraries of one file.

# A value is text: nothing after it is a comment, and no line continues another.
# A name without a value is handed to us, to be reported.  Its memory is ours.
$(OUT)/ini.o: SOURCE = libinih/ini.c -DINI_ALLOW_INLINE_COMMENTS=0 \
    -DINI_ALLOW_MULTILINE=0 -DINI_USE_STACK=0 -DINI_ALLOW_REALLOC=1 \
    -DINI_ALLOW_NO_VALUE=1 -DINI_INITIAL_ALLOC=4096 -DINI_MAX_LINE=1048576 \
    -DINI_CUSTOM_ALLOCATOR=1
$(OUT)/cJSON.o: SOURCE = cjson/cJSON.c
$(OUT)/md4c.o: SOURCE = md4c/src/md4c.c

$(OUT)/ini.o $(OUT)/cJSON.o $(OUT)/md4c.o: $(LOCK) $(TOOLCHAIN) $(RECIPE)
	@mkdir -p $(@D)
	@$(CC) $(CFLAGS) $(LIBRARY_CFLAGS) -c $(SOURCES)/$(SOURCE) -o $@

### All of them as one, if they are optimized so (deps/static.mk).

$(OUT)/libraries.o: $(COMPILED)
	@echo "  LTO $@"
	@$(CC) $(CFLAGS) -flto=auto -flinker-output=nolto-rel -r -nostdlib \
	    -Wl,--whole-archive $^ -o $@
