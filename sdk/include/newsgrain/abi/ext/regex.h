/* newsgrain.regex/1: regular expressions in linear time (RE2 syntax) from the host. C99. */
#ifndef NEWSGRAIN_ABI_EXT_REGEX_H
#define NEWSGRAIN_ABI_EXT_REGEX_H
#include "../newsgrain.h"
#define NG_EXT_REGEX "newsgrain.regex/1"
#define NG_REGEX_CASELESS 1
#define NG_REGEX_MULTILINE 2 /* ^ and $ match at line breaks */
#define NG_REGEX_LITERAL 4
typedef struct ng_regex ng_regex; /* owned by the host; freed by destroy() */
typedef struct ng_regex_api {
  uint32_t struct_size;
  uint32_t reserved;
  /* [control] Compiles a pattern; on failure *error (may be NULL) points to a text valid until the next call on this
   * thread. */
  ng_status (*compile)(ng_str pattern, uint32_t flags, ng_regex** out, ng_str* error);
  /* [control] */
  void (*destroy)(ng_regex*);
  /* [any] Searches from byte `from`. Fills up to n_groups spans (group 0 is the match; {NG_NONE, NG_NONE} for a group
   * that took no part). NG_OK on a match, NG_NOT_FOUND otherwise. */
  ng_status (*search)(const ng_regex*, ng_str text, uint32_t from, ng_span* groups, uint32_t n_groups);
} ng_regex_api;
#endif
