/* SPDX-License-Identifier: MIT */
/* A form with a file; see http_form.h. */
#include "http_form.h"

#include <stdio.h>

/* Hands the next piece of the file over. */
static size_t
on_read(char *buffer, size_t size, size_t count, void *user)
{
	struct http_form *form = user;
	int64_t left = form->file->size - form->offset;
	size_t wanted = size * count;
	ssize_t length;

	if ((int64_t)wanted > left)
		wanted = (size_t)left;
	length = file_read_at(form->file, form->offset, buffer, wanted);
	if (length != (ssize_t)wanted) {
		form->has_changed = true;
		return CURL_READFUNC_ABORT;
	}
	form->offset += length;
	return (size_t)length;
}

static bool
add_fields(curl_mime *mime, const struct http_field *fields)
{
	for (; fields->name != NULL; fields++) {
		curl_mimepart *part = curl_mime_addpart(mime);

		if (part == NULL ||
		    curl_mime_name(part, fields->name) != CURLE_OK ||
		    curl_mime_data(part, fields->value, CURL_ZERO_TERMINATED) !=
		        CURLE_OK)
			return false;
	}
	return true;
}

static bool
add_file(struct http_form *form, const struct http_file *file)
{
	curl_mimepart *part = curl_mime_addpart(form->mime);

	form->file = file->handle;
	return part != NULL && curl_mime_name(part, "file") == CURLE_OK &&
	    curl_mime_filename(part, file->name) == CURLE_OK &&
	    curl_mime_type(part, file->type) == CURLE_OK &&
	    curl_mime_data_cb(part, file->handle->size, on_read, NULL, NULL,
	        form) == CURLE_OK;
}

bool
http_form_set(
    struct http_form *form, CURL *easy, const struct http_request *request)
{
	form->mime = curl_mime_init(easy);
	return form->mime != NULL && add_fields(form->mime, request->fields) &&
	    add_file(form, request->file) &&
	    curl_easy_setopt(easy, CURLOPT_MIMEPOST, form->mime) == CURLE_OK;
}

bool
http_form_has_changed(const struct http_form *form)
{
	return form->file != NULL &&
	    (form->has_changed || !file_is_unchanged(form->file));
}

void
http_form_free(struct http_form *form)
{
	curl_mime_free(form->mime);
	*form = (struct http_form){ 0 };
}
