/* SPDX-License-Identifier: MIT */
/*
 * Bounds a transfer that its libraries would never return from.
 *
 * libcurl and mbedTLS read on as long as something arrives: TLS alerts that are
 * only warnings, records that mean nothing, the endless page of a proxy.  While
 * that lasts, nobody looks at the clock or for a signal.  So a thread does.  It
 * never touches what they hold: it waits until the transfer is overdue and then
 * shuts its sockets down (shutdown(2)), which to the libraries is the end of
 * the connection.  They return, and ordinary code makes the claim as it does
 * of every connection that broke: bytes that were not handed over by then never
 * are.
 *
 * The lock guards the sockets: none is closed, and its number given to another
 * file, while it is being shut down.
 */
#ifndef GUARD_H
#define GUARD_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * How long after the deadline or a signal the transfer may still end by itself,
 * as all but such floods do; the answer that has arrived is read in that time.
 */
#define GUARD_GRACE_MS 200

/* libcurl tries two addresses at a time. */
#define GUARD_SOCKETS_MAX 4

/* Zero-initialise; its address must stay the same while it runs. */
struct guard {
	int64_t deadline_ms; /* of clock_now_ms() */
	int signal_fd;       /* readable once a signal came; -1: none */
	int stop_fd;         /* readable once the guard is to stop */
	pthread_t thread;
	pthread_mutex_t lock; /* over what follows */
	int sockets[GUARD_SOCKETS_MAX];
	size_t count;
	bool has_cut;
};

/*
 * Starts to watch.  False: no thread or descriptor can be had, and there is
 * nothing to stop.
 */
bool guard_start(struct guard *guard, int64_t deadline_ms, int signal_fd);

/*
 * Adds a socket of the transfer.  False: it must not be used, since the time
 * of the transfer is over or it has too many.
 */
bool guard_add(struct guard *guard, int socket);

/* Closes a socket, added or not; what close(2) returns. */
int guard_close(struct guard *guard, int socket);

/* Shuts the sockets down: not a byte more goes out, nor is one added. */
void guard_cut(struct guard *guard);

/* Whether that was done, by the guard itself or with guard_cut(). */
bool guard_has_cut(struct guard *guard);

/* Ends the watch, of a guard that was started, once its sockets are closed. */
void guard_stop(struct guard *guard);

#endif
