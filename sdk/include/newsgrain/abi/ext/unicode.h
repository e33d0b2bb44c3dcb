/* newsgrain.unicode/1: character properties, break positions and normalisation from the host. C99.
 * All functions are [any] and allocate nothing that the caller must free. */
#ifndef NEWSGRAIN_ABI_EXT_UNICODE_H
#define NEWSGRAIN_ABI_EXT_UNICODE_H
#include "../newsgrain.h"
#define NG_EXT_UNICODE "newsgrain.unicode/1"
/* Kinds for breaks(): UAX #29 words and sentences, grapheme clusters, UAX #14 lines. */
#define NG_BREAK_GRAPHEME 0
#define NG_BREAK_WORD 1
#define NG_BREAK_SENTENCE 2
#define NG_BREAK_LINE 3
/* Forms for normalize(). */
#define NG_NFC 0
#define NG_NFD 1
#define NG_NFKC_CASEFOLD 2
typedef struct ng_unicode {
  uint32_t struct_size;
  uint32_t reserved;
  /* General category of a code point: the values of ICU's UCharCategory (1 = Lu, 2 = Ll, 3 = Lt, 9 = Nd ...). */
  int32_t (*category)(uint32_t code_point);
  /* Script of a code point as four letters of ISO 15924 in one number, 'Latn' = 0x4C61746E. */
  uint32_t (*script)(uint32_t code_point);
  /* Simple case mappings. */
  uint32_t (*to_lower)(uint32_t code_point);
  uint32_t (*to_upper)(uint32_t code_point);
  /* Boundaries of a UTF-8 text in bytes, ascending, 0 and size included. Writes at most `capacity` values and the true
   * number to *count. */
  ng_status (*breaks)(int32_t kind, ng_str text, uint32_t* out, uint32_t capacity, uint32_t* count);
  /* Writes at most `capacity` bytes of the normalised text and the true size to *size. */
  ng_status (*normalize)(int32_t form, ng_str text, char* out, size_t capacity, size_t* size);
} ng_unicode;
#endif
