/* SPDX-License-Identifier: MIT */
/* One request through libcurl; see http.h. */
#include "http.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "guard.h"
#include "http_form.h"
#include "memory.h"
#include "roots.h"
#include "text.h"
#include "versions.h"

/* The two handles, and what they point to while they are in use. */
struct transfer {
	CURLM *multi;
	CURL *easy;
	struct curl_slist *headers;
	struct exchange *exchange;
	struct http_form form;
	struct guard guard;
	CURLcode code;                /* once it is over */
	char detail[CURL_ERROR_SIZE]; /* libcurl's words */
};

/* Collects the answer; a short count makes libcurl give up. */
static size_t
on_body(char *data, size_t size, size_t count, void *user)
{
	struct exchange *exchange = user;
	size_t added = size * count;
	char *body;

	if (exchange->length + added > HTTP_REPLY_MAX) {
		exchange->is_overlong = true;
		return 0;
	}
	body = memory_resize(exchange->body, exchange->length + added + 1);
	if (body == NULL)
		return 0;
	memcpy(body + exchange->length, data, added);
	exchange->body = body;
	exchange->length += added;
	body[exchange->length] = '\0';
	return added;
}

static CURLcode
on_tls(CURL *easy, void *ssl_config, void *user)
{
	const struct endpoint *endpoint = user;

	(void)easy;
	roots_harden(ssl_config);
	if (endpoint->roots.content == NULL)
		roots_trust(ssl_config);
	return CURLE_OK;
}

static int
on_socket(void *user, curl_socket_t socket, curlsocktype purpose)
{
	(void)purpose;
	return guard_add(user, socket) ? CURL_SOCKOPT_OK : CURL_SOCKOPT_ERROR;
}

static int
on_close(void *user, curl_socket_t socket)
{
	return guard_close(user, socket);
}

static bool
add_header(struct curl_slist **headers, const char *header)
{
	struct curl_slist *longer = curl_slist_append(*headers, header);

	if (longer != NULL)
		*headers = longer;
	return longer != NULL;
}

/* The header that holds the token; libcurl wipes what it frees. */
static bool
add_token(struct curl_slist **headers, const char *token)
{
	char header[sizeof("Authorization: Bearer ") + ACCESS_TOKEN_MAX];
	bool is_added;

	snprintf(header, sizeof(header), "Authorization: Bearer %s", token);
	is_added = add_header(headers, header);
	explicit_bzero(header, sizeof(header));
	return is_added;
}

/*
 * Which certificates to trust.  libcurl's own defaults are files of the
 * machine: they are switched off.
 */
static bool
set_roots(CURL *easy, const struct endpoint *endpoint)
{
	struct curl_blob pem = { .data = endpoint->roots.content,
		.len = endpoint->roots.length,
		.flags = CURL_BLOB_NOCOPY };

	static const CURLoption files[] = { CURLOPT_CAINFO, CURLOPT_CAPATH,
		CURLOPT_PROXY_CAINFO, CURLOPT_PROXY_CAPATH };

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (curl_easy_setopt(easy, files[i], NULL) != CURLE_OK)
			return false;
	if (pem.data != NULL &&
	    (curl_easy_setopt(easy, CURLOPT_CAINFO_BLOB, &pem) != CURLE_OK ||
	        curl_easy_setopt(easy, CURLOPT_PROXY_CAINFO_BLOB, &pem) !=
	            CURLE_OK))
		return false;
	return curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls) ==
	    CURLE_OK &&
	    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, endpoint) == CURLE_OK;
}

/*
 * Says in numbers what libcurl would otherwise decide for itself.  False: an
 * option was not taken, and the request must not go out without it.
 */
static bool
set_numbers(CURL *easy, const struct endpoint *endpoint)
{
	const struct {
		CURLoption option;
		long value;
	} options[] = {
		{ CURLOPT_NOSIGNAL, 1 },
		{ CURLOPT_QUICK_EXIT, 1 }, /* no waiting for DNS threads */
		{ CURLOPT_FRESH_CONNECT, 1 },
		{ CURLOPT_FORBID_REUSE, 1 },
		{ CURLOPT_FOLLOWLOCATION, 0 },
		{ CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1 },
		{ CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
		{ CURLOPT_SSL_VERIFYPEER, 1 },
		{ CURLOPT_SSL_VERIFYHOST, 2 },
		{ CURLOPT_PROXY_SSLVERSION, CURL_SSLVERSION_TLSv1_2 },
		{ CURLOPT_PROXY_SSL_VERIFYPEER, 1 },
		{ CURLOPT_PROXY_SSL_VERIFYHOST, 2 },
		{ CURLOPT_HEADEROPT, CURLHEADER_SEPARATE }, /* no token there */
		{ CURLOPT_CONNECTTIMEOUT_MS,
		    (long)endpoint->connect_timeout_ms },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (curl_easy_setopt(
		        easy, options[i].option, options[i].value) != CURLE_OK)
			return false;
	return true;
}

/* The same in words. */
static bool
set_options(struct transfer *transfer, const struct endpoint *endpoint,
    const struct http_request *request)
{
	CURL *easy = transfer->easy;
	const struct {
		CURLoption option;
		const void *value;
	} options[] = {
		{ CURLOPT_PROTOCOLS_STR, "http,https" },
		/* said even where there is none: no variable may say it */
		{ CURLOPT_PROXY,
		    endpoint->proxy != NULL ? endpoint->proxy : "" },
		{ CURLOPT_NOPROXY,
		    endpoint->no_proxy != NULL ? endpoint->no_proxy : "" },
		{ CURLOPT_URL, request->url },
		{ CURLOPT_HTTPHEADER, transfer->headers },
		{ CURLOPT_USERAGENT, "whatsapp-send/" VERSION },
		{ CURLOPT_ERRORBUFFER, transfer->detail },
		{ CURLOPT_WRITEDATA, transfer->exchange },
		{ CURLOPT_SOCKOPTDATA, &transfer->guard },
		{ CURLOPT_CLOSESOCKETDATA, &transfer->guard },
	};

	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		if (curl_easy_setopt(
		        easy, options[i].option, options[i].value) != CURLE_OK)
			return false;
	return set_numbers(easy, endpoint) &&
	    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body) ==
	    CURLE_OK &&
	    curl_easy_setopt(easy, CURLOPT_SOCKOPTFUNCTION, on_socket) ==
	    CURLE_OK &&
	    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close) ==
	    CURLE_OK &&
	    set_roots(easy, endpoint);
}

/* What to send: JSON, a form, or nothing, which makes it a GET. */
static bool
set_body(struct transfer *transfer, const struct http_request *request)
{
	CURL *easy = transfer->easy;

	if (request->file != NULL)
		return http_form_set(&transfer->form, easy, request);
	return request->json == NULL ||
	    (curl_easy_setopt(easy, CURLOPT_POST, 1L) == CURLE_OK &&
	        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE,
	            (long)strlen(request->json)) == CURLE_OK &&
	        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request->json) ==
	            CURLE_OK);
}

/*
 * Only a large form may ask whether it is welcome (Expect) before it is sent,
 * as libcurl then does by itself.
 */
static bool
set_headers(struct transfer *transfer, const struct endpoint *endpoint,
    const struct http_request *request)
{
	struct curl_slist **headers = &transfer->headers;

	return add_token(headers, endpoint->token) &&
	    (request->json == NULL ||
	        add_header(headers, "Content-Type: application/json")) &&
	    add_header(headers, "Accept: application/json") &&
	    (request->file != NULL || add_header(headers, "Expect:"));
}

static bool
prepare(struct transfer *transfer, const struct endpoint *endpoint,
    const struct http_request *request)
{
	return curl_global_init_mem(CURL_GLOBAL_DEFAULT, malloc, memory_free,
	           memory_resize, strdup, calloc) == CURLE_OK &&
	    (transfer->multi = curl_multi_init()) != NULL &&
	    (transfer->easy = curl_easy_init()) != NULL &&
	    set_headers(transfer, endpoint, request) &&
	    set_options(transfer, endpoint, request) &&
	    set_body(transfer, request) &&
	    curl_multi_add_handle(transfer->multi, transfer->easy) == CURLM_OK;
}

/*
 * What a handshake that failed means: a refusal, unless the connection broke.
 * libcurl gives one result for both and mbedTLS's own only in its words:
 * "ssl_handshake returned: (-0x7780) ...".
 */
static enum http_end
end_of_handshake(const char *detail)
{
	static const struct {
		const char *code;
		enum http_end end;
	} codes[] = {
		{ "(-0x7280)",
		    HTTP_UNREACHABLE }, /* MBEDTLS_ERR_SSL_CONN_EOF */
		{ "(-0x7880)",
		    HTTP_UNREACHABLE }, /* .._SSL_PEER_CLOSE_NOTIFY */
		{ "(-0x0050)", HTTP_UNREACHABLE }, /* .._NET_CONN_RESET */
		{ "(-0x004C)", HTTP_UNREACHABLE }, /* .._NET_RECV_FAILED */
		{ "(-0x004E)", HTTP_UNREACHABLE }, /* .._NET_SEND_FAILED */
		{ "(-0x7F00)", HTTP_NO_MEMORY },   /* .._SSL_ALLOC_FAILED */
	};

	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strstr(detail, codes[i].code) != NULL)
			return codes[i].end;
	return strstr(detail, "ssl_handshake returned") != NULL
	    ? HTTP_UNTRUSTED
	    : HTTP_UNREACHABLE;
}

/* What libcurl's result means to us. */
static enum http_end
end_of(CURLcode code, const char *detail)
{
	switch (code) {
	case CURLE_SSL_CONNECT_ERROR:
		return end_of_handshake(detail);
	case CURLE_OK:
		return HTTP_ANSWERED;
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_PROXY:
	case CURLE_OPERATION_TIMEDOUT: /* only CONNECTTIMEOUT_MS is set */
		return HTTP_UNREACHABLE;
	case CURLE_PEER_FAILED_VERIFICATION:
		return HTTP_UNTRUSTED;
	case CURLE_SSL_CACERT_BADFILE: /* of roots that were readable before */
	case CURLE_SSL_CERTPROBLEM:
	case CURLE_OUT_OF_MEMORY:
		return HTTP_NO_MEMORY;
	case CURLE_UNSUPPORTED_PROTOCOL: /* HTTP/0.9, or none at all */
		return HTTP_ALIEN;
	case CURLE_FAILED_INIT:
	case CURLE_URL_MALFORMAT:
	case CURLE_NOT_BUILT_IN:
	case CURLE_BAD_FUNCTION_ARGUMENT:
		return HTTP_FAILED;
	default:
		return HTTP_BROKEN;
	}
}

/* What a transfer that is over came to. */
static enum http_end
finish(struct transfer *transfer)
{
	const CURLMsg *message;
	int queued;

	message = curl_multi_info_read(transfer->multi, &queued);
	if (message == NULL)
		return HTTP_FAILED;
	transfer->code = message->data.result;
	return end_of(transfer->code, transfer->detail);
}

/* Runs the transfer as long as libcurl comes up for air; see run(). */
static enum http_end
drive(struct transfer *transfer, const struct http_limits *limits)
{
	struct curl_waitfd signal = { .fd = limits->signal_fd,
		.events = CURL_WAIT_POLLIN };
	unsigned signals = limits->signal_fd >= 0 ? 1 : 0;
	int running = 1;

	for (;;) {
		int64_t left = limits->deadline_ms - clock_now_ms();

		if (curl_multi_perform(transfer->multi, &running) != CURLM_OK)
			return HTTP_NO_MEMORY;
		if (running == 0)
			return finish(transfer);
		if (left <= 0)
			return HTTP_DEADLINE;
		if (signal.revents != 0)
			return HTTP_SIGNALLED;
		if (curl_multi_poll(transfer->multi, &signal, signals,
		        (int)left, NULL) != CURLM_OK)
			return HTTP_NO_MEMORY;
	}
}

/*
 * Runs the transfer to its end, its deadline or a signal.  An answer that has
 * arrived by then is read first, and counts.  Where libcurl cannot be asked to
 * stop, the guard has broken the connection, and that is why it ended.
 */
static enum http_end
run(struct transfer *transfer, const struct http_limits *limits)
{
	enum http_end end = drive(transfer, limits);

	if (end == HTTP_ANSWERED || !guard_has_cut(&transfer->guard))
		return end;
	return clock_now_ms() < limits->deadline_ms ? HTTP_SIGNALLED
	                                            : HTTP_DEADLINE;
}

static int64_t
info_ms(CURL *easy, CURLINFO info)
{
	curl_off_t microseconds = 0;

	curl_easy_getinfo(easy, info, &microseconds);
	return microseconds / 1000;
}

/* What a SOCKS proxy says that wants other credentials, or some at all. */
static bool
is_proxy_auth(long error)
{
	return error == CURLPX_USER_REJECTED || error == CURLPX_NO_AUTH;
}

/*
 * Whether what could not be sent may yet have gone out: on an error that does
 * not end the connection, mbedTLS keeps the record and sends it before it says
 * goodbye, which libcurl makes it do at once.
 */
static bool
may_be_sent_late(const struct transfer *transfer, size_t left)
{
	const size_t record_max = 16384; /* RFC 8446, 5.1 */
	long error = 0;

	curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &error);
	return transfer->code == CURLE_SEND_ERROR && left <= record_max &&
	    error != ECONNRESET && error != EPIPE;
}

/*
 * Whether the whole message was handed over.  If not, that is final: what
 * mbedTLS may still hold does not follow while the connection is closed.
 */
static bool
is_handed_over(struct transfer *transfer, const char *json)
{
	size_t request_length = json == NULL ? 0 : strlen(json);
	curl_off_t uploaded = 0;

	if (json == NULL)
		return false;
	curl_easy_getinfo(transfer->easy, CURLINFO_SIZE_UPLOAD_T, &uploaded);
	if ((size_t)uploaded >= request_length)
		return true;
	guard_cut(&transfer->guard);
	return may_be_sent_late(transfer, request_length - (size_t)uploaded);
}

/* Reads from the handle what became of the request. */
static void
account(struct transfer *transfer, const struct http_request *request)
{
	CURL *easy = transfer->easy;
	struct exchange *exchange = transfer->exchange;
	curl_off_t retry_after = 0;
	struct curl_header *usage = NULL;
	long status = 0, connect_status = 0, proxy_error = 0;

	curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &connect_status);
	exchange->handed_over = is_handed_over(transfer, request->json);
	exchange->status = status < 100 ? 0 : (int)status;
	curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after);
	exchange->retry_after_ms = retry_after * 1000;
	if (curl_easy_header(easy, "x-business-use-case-usage", 0, CURLH_HEADER,
	        -1, &usage) == CURLHE_OK)
		exchange->usage = strdup(usage->value);
	exchange->connected_ms = info_ms(easy, CURLINFO_PRETRANSFER_TIME_T);
	exchange->total_ms = info_ms(easy, CURLINFO_TOTAL_TIME_T);
	curl_easy_getinfo(easy, CURLINFO_PROXY_ERROR, &proxy_error);
	if (exchange->end != HTTP_ANSWERED &&
	    (connect_status == 407 || is_proxy_auth(proxy_error)))
		exchange->end = HTTP_PROXY_AUTH;
	if (http_form_has_changed(&transfer->form))
		exchange->end = HTTP_FILE_CHANGED;
}

/*
 * Our words for what libcurl came to; NULL: its own are better, and quote
 * nobody.  Elsewhere they may quote the answer, cut anywhere, with a secret in
 * it that would then not be found.
 */
static const char *
words_for(const struct transfer *transfer)
{
	static const struct {
		CURLcode code;
		const char *words;
	} table[] = {
		{ CURLE_SSL_CONNECT_ERROR, NULL },
		{ CURLE_PEER_FAILED_VERIFICATION, NULL },
		{ CURLE_COULDNT_RESOLVE_HOST,
		    "the host's name cannot be resolved" },
		{ CURLE_COULDNT_RESOLVE_PROXY,
		    "the proxy's name cannot be resolved" },
		{ CURLE_OPERATION_TIMEDOUT,
		    "no connection within connect_timeout" },
		{ CURLE_PROXY, "the proxy refused the connection" },
		{ CURLE_GOT_NOTHING,
		    "the server closed the connection without an answer" },
		{ CURLE_SEND_ERROR,
		    "the connection broke while the request was sent" },
		{ CURLE_RECV_ERROR,
		    "the connection broke before a whole answer came" },
		{ CURLE_PARTIAL_FILE, "the answer ended early" },
		{ CURLE_UNSUPPORTED_PROTOCOL, "the answer is no HTTP" },
		{ CURLE_WEIRD_SERVER_REPLY, "the answer is no HTTP" },
		{ CURLE_TOO_LARGE, "the head of the answer is too long" },
	};
	long error = 0;

	if (transfer->code == CURLE_COULDNT_CONNECT)
		curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &error);
	if (error != 0)
		return strerror((int)error);
	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].code == transfer->code)
			return table[i].words;
	return "the answer, or the way to it, cannot be understood";
}

/* What is worth saying of a transfer that came to no answer; NULL: see there. */
static const char *
words_of(struct transfer *transfer)
{
	static const char *const ends[] = {
		[HTTP_DEADLINE] = "the timeout was reached",
		[HTTP_SIGNALLED] = "a signal asked the program to end",
		[HTTP_NO_MEMORY] = "memory ran out",
		[HTTP_FILE_CHANGED] =
		    "the file was changed while it was uploaded",
		[HTTP_FAILED] = NULL,
	};
	const struct exchange *exchange = transfer->exchange;
	long proxy_status = 0;

	if (ends[exchange->end] != NULL)
		return ends[exchange->end];
	if (exchange->is_overlong)
		return "the answer is longer than 256 KiB";
	curl_easy_getinfo(
	    transfer->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
	if (proxy_status < 300)
		return words_for(transfer);
	snprintf(transfer->detail, sizeof(transfer->detail),
	    "the proxy answered HTTP status %ld", proxy_status);
	return NULL;
}

/* Says in plain words what happened. */
static void
explain(struct transfer *transfer)
{
	struct exchange *exchange = transfer->exchange;
	char *detail = transfer->detail;
	const char *words =
	    exchange->end == HTTP_ANSWERED ? NULL : words_of(transfer);

	if (words != NULL)
		snprintf(detail, CURL_ERROR_SIZE, "%s", words);
	else if (exchange->end == HTTP_ANSWERED)
		snprintf(detail, CURL_ERROR_SIZE,
		    "HTTP status %d with %zu bytes", exchange->status,
		    exchange->length);
	/* mbedTLS ends its words with a newline */
	detail[strcspn(detail, "\r\n")] = '\0';
	exchange->detail = *detail == '\0' ? NULL : text_printable(detail);
}

void
http_exchange(const struct endpoint *endpoint,
    const struct http_request *request, const struct http_limits *limits,
    struct exchange *exchange)
{
	struct transfer transfer = { .exchange = exchange };
	bool is_guarded = guard_start(
	    &transfer.guard, limits->deadline_ms, limits->signal_fd);

	*exchange = (struct exchange){ .end = HTTP_NO_MEMORY };
	if (is_guarded && prepare(&transfer, endpoint, request)) {
		exchange->end = run(&transfer, limits);
		account(&transfer, request);
		curl_multi_remove_handle(transfer.multi, transfer.easy);
	}
	explain(&transfer);
	curl_easy_cleanup(transfer.easy);
	curl_multi_cleanup(transfer.multi);
	if (is_guarded)
		guard_stop(&transfer.guard);
	http_form_free(&transfer.form);
	curl_slist_free_all(transfer.headers);
	/* libcurl's words may quote the answer, and that a secret */
	explicit_bzero(transfer.detail, sizeof(transfer.detail));
}

void
exchange_free(struct exchange *exchange)
{
	memory_free(exchange->body);
	free(exchange->detail);
	free(exchange->usage);
	*exchange = (struct exchange){ 0 };
}
