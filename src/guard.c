/* SPDX-License-Identifier: MIT */
/* A thread that bounds a transfer; see guard.h. */
#include "guard.h"

#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "clock.h"

void
guard_cut(struct guard *guard)
{
	pthread_mutex_lock(&guard->lock);
	guard->has_cut = true;
	for (size_t i = 0; i < guard->count; i++)
		shutdown(guard->sockets[i], SHUT_RDWR);
	pthread_mutex_unlock(&guard->lock);
}

/* The whole life of the thread. */
static void *
watch(void *user)
{
	struct guard *guard = user;

	clock_wait(guard->deadline_ms - clock_now_ms(), guard->signal_fd,
	    guard->stop_fd);
	if (clock_wait(GUARD_GRACE_MS, guard->stop_fd, -1))
		guard_cut(guard);
	return NULL;
}

bool
guard_start(struct guard *guard, int64_t deadline_ms, int signal_fd)
{
	guard->deadline_ms = deadline_ms;
	guard->signal_fd = signal_fd;
	guard->stop_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (guard->stop_fd < 0)
		return false;
	if (pthread_mutex_init(&guard->lock, NULL) == 0) {
		if (pthread_create(&guard->thread, NULL, watch, guard) == 0)
			return true;
		pthread_mutex_destroy(&guard->lock);
	}
	close(guard->stop_fd);
	return false;
}

bool
guard_add(struct guard *guard, int socket)
{
	bool is_added;

	pthread_mutex_lock(&guard->lock);
	is_added = !guard->has_cut && guard->count < GUARD_SOCKETS_MAX;
	if (is_added)
		guard->sockets[guard->count++] = socket;
	pthread_mutex_unlock(&guard->lock);
	return is_added;
}

int
guard_close(struct guard *guard, int socket)
{
	int result;

	pthread_mutex_lock(&guard->lock);
	for (size_t i = 0; i < guard->count; i++)
		if (guard->sockets[i] == socket)
			guard->sockets[i] = guard->sockets[--guard->count];
	result = close(socket);
	pthread_mutex_unlock(&guard->lock);
	return result;
}

bool
guard_has_cut(struct guard *guard)
{
	bool has_cut;

	pthread_mutex_lock(&guard->lock);
	has_cut = guard->has_cut;
	pthread_mutex_unlock(&guard->lock);
	return has_cut;
}

void
guard_stop(struct guard *guard)
{
	eventfd_write(guard->stop_fd, 1); /* the first write never fails */
	pthread_join(guard->thread, NULL);
	pthread_mutex_destroy(&guard->lock);
	close(guard->stop_fd);
}
