/* SPDX-License-Identifier: MIT */
/*
 * Checks a JSON document against tables of what may stand where.  The tables
 * are data (shapes.h) and hold every limit; here is the one walker for all of
 * them, which knows nothing of messages.
 */
#ifndef SHAPE_H
#define SHAPE_H

#include <cJSON.h>
#include <stdbool.h>
#include <stddef.h>

#include "form.h"

enum shape_kind {
	SHAPE_END,     /* ends a table, or goes on with that in shape */
	SHAPE_ANY,     /* anything: not looked into */
	SHAPE_NOTHING, /* must not be there: words says why */
	SHAPE_TEXT,    /* a string; min and max count its code points */
	SHAPE_WORD,    /* a string that is one of words */
	SHAPE_NUMBER,  /* a number from min to max */
	SHAPE_DECIMAL, /* that, or a string that reads as one */
	SHAPE_BOOLEAN,
	SHAPE_OBJECT, /* an object with the members in shape */
	SHAPE_LIST    /* an array of min to max such objects */
};

enum shape_flag {
	SHAPE_MUST = 1,    /* has to be there */
	SHAPE_OPEN = 2,    /* another word is a warning, and what follows from
	                     the word is not checked */
	SHAPE_WHOLE = 4,   /* a number without a fraction */
	SHAPE_ANY_CASE = 8 /* a word in any case of letters */
};

/*
 * What is said of one member of an object.  Of several rules for the same
 * member the first one holds whose condition holds; if none does, the member
 * must not be there.
 */
struct shape_rule {
	const char *name;
	/*
	 * The condition, on other members of the same object: "type=a|b" and
	 * "type!=a|b", several joined with commas.  A member that is not there
	 * reads as "".  NULL: always.
	 */
	const char *when;
	union {
		const char *words; /* split by | */
		/* of an object, or an item; NULL: any members */
		const struct shape_rule *shape;
	};
	const struct shape_between *between; /* of a list; NULL: nothing */
	int min, max;                        /* both 0: no limits */
	short doubtful;      /* more is a warning: sources differ; 0: none */
	unsigned char kind;  /* of enum shape_kind */
	unsigned char flags; /* of enum shape_flag */
	unsigned char form;  /* of enum form, that a text must have */
	/*
	 * At most one of the rules with the same letter may be there; with
	 * SHAPE_MUST exactly one.
	 */
	char one_of;
};

/*
 * What has to hold between the items of a list.  Paths lead from an item
 * down, as "reply.id" or "rows[].id"; NULL: no such rule.
 */
struct shape_between {
	const char *unique; /* split by |; each value may occur once */
	const char *same;   /* the same; each has one value throughout */
	const char *joint;  /* a member of all items or of none */
	/* a member of all items, if there are two; a lone one without it is a
	   warning */
	const char *parted;
	/* words, split by |, that as "type" may occur once, in any case */
	const char *single;
	const char *counted;
	int counted_max;    /* how often that path may be there in all */
	int added_doubtful; /* code points of all these texts; more: warning */
	const char *added;
};

/* Where a node is: a chain up to the root, valid during a report only. */
struct shape_place {
	const struct shape_place *parent; /* NULL: the root */
	const cJSON *node;                /* NULL: it is missing there */
	const char *name;                 /* NULL: an item of an array */
	int index;
};

struct shape_fault {
	const struct shape_place *place;
	bool is_warning;
	const char *rule;    /* stable word, such as "too_long" */
	const char *message; /* for people; valid during the report */
};

/* Takes faults. */
struct shape_sink {
	void (*take)(void *user, const struct shape_fault *fault);
	void *user;
};

/*
 * Checks node, which has to be an object with the members in shape, and tells
 * sink every fault.  An array that is far too long is not looked into, so that
 * faults stay bounded.
 */
void shape_check(const cJSON *node, const struct shape_rule *shape,
    const struct shape_sink *sink);

/*
 * Writes the path from below the node `from` to place, as
 * ".action.buttons[3]"; what does not fit into size bytes is cut off.
 */
void shape_path(const struct shape_place *place, const cJSON *from, char *path,
    size_t size);

/*
 * Tells visit each node that path, as "rows[].id", names below node.
 */
void shape_visit(cJSON *node, const char *path,
    void (*visit)(cJSON *found, void *user), void *user);

#endif
