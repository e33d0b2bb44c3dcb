/* A plugin in plain C that breaks one rule of the contract, chosen by -DFAULT=NAME. */
#include "newsgrain/abi/newsgrain.h"

#define GOOD 0
#define WRONG_MAJOR 1
#define SHORT_STRUCT 2
#define NULL_TABLE 3
#define ROWS_OUT_OF_RANGE 4
#define INSIDE_CODE_POINT 5
#define TWO_SYMBOLS 6
#define MANIFEST_MISMATCH 7
#define CREATE_FAILS 8
#define BAD_REFERENCE 9
#define WRONG_TYPE 10
#define TOO_FEW_COLUMNS 11
#define FAILS_WITHOUT_TEXT 12
#define IGNORES_REFUSAL 13
#define INVALID_UTF8 14
#define NEVER_ENDS 15
#define UNSORTED 16
#define PROCESS_FAILS 17
#define BAD_STRING_ID 18

#ifndef FAULT
#define FAULT GOOD
#endif

extern const char ng_manifest_data[];

static ng_str text_of(const char* s) {
  ng_str out = {s, 0};
  while (s[out.size] != 0) ++out.size;
  return out;
}

static ng_status create(const ng_host* host, void** model) {
  *model = 0;
#if FAULT == CREATE_FAILS
  host->set_error(host, NG_ERROR, text_of("the model is out of tune"));
  return NG_ERROR;
#endif
  (void)host;
  return NG_OK;
}

static void destroy(void* model) { (void)model; }

/* The end of the character at `at`. */
static uint32_t after(ng_str text, uint32_t at) {
  if (at >= text.size) return at;
  do ++at;
  while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80);
  return at;
}

/* The layer "mark" has the columns: weight f32, next ref mark, note str. Its two rows are the first two characters. */
static ng_status process(const ng_host* host, const void* model, void* worker, ng_run* run) {
  uint32_t begin[2] = {0, 0}, end[2] = {0, 0}, next[2] = {NG_NONE, 0}, note[2] = {NG_NONE, NG_NONE};
  float weight[2] = {1.0f, 2.0f};
  ng_column columns[3] = {{NG_F32, 0, 0, 0}, {NG_REF, 0, 0, 0}, {NG_STR, 0, 0, 0}};
  uint32_t rows = 2, n_columns = 3;
  ng_str text;
  ng_status status;
  (void)model;
  (void)worker;
  columns[0].data = weight;
  columns[1].data = next;
  columns[2].data = note;
  if (host->text(run, NG_VIEW_TEXT, &text) != NG_OK) return NG_ERROR;
  if (text.size < 4) return NG_OK;
  end[0] = begin[1] = after(text, 0);
  end[1] = after(text, begin[1]);
#if FAULT == PROCESS_FAILS
  return host->fail(run, NG_ERROR, text_of("lost the thread")), NG_ERROR;
#endif
#if FAULT == FAILS_WITHOUT_TEXT
  return NG_ERROR;
#endif
#if FAULT == ROWS_OUT_OF_RANGE || FAULT == IGNORES_REFUSAL
  end[1] = (uint32_t)text.size + 1;
#endif
#if FAULT == INSIDE_CODE_POINT
  { /* one byte into the first character that has several */
    uint32_t i = 0;
    while (i < text.size && ((unsigned char)text.data[i] & 0xC0) != 0x80) ++i;
    begin[0] = end[0] = i;
    begin[1] = end[1] = (uint32_t)text.size;
  }
#endif
#if FAULT == BAD_REFERENCE
  next[0] = 77;
#endif
#if FAULT == BAD_STRING_ID
  note[0] = 123456;
#endif
#if FAULT == WRONG_TYPE
  columns[0].type = NG_U32;
#endif
#if FAULT == TOO_FEW_COLUMNS
  n_columns = 2;
#endif
#if FAULT == INVALID_UTF8
  status = host->intern(run, text_of("caf\xE9"), &note[0]);
  if (status != NG_OK) return status;
#endif
#if FAULT == NEVER_ENDS
  while (!host->cancelled(run)) {}
  return NG_CANCELLED;
#endif
#if FAULT == UNSORTED
  begin[0] = 2;
  end[0] = 3;
  begin[1] = 0;
  end[1] = 1;
#endif
  status = host->append(run, 0, rows, begin, end, columns, n_columns);
#if FAULT == IGNORES_REFUSAL
  status = NG_OK;
#endif
  return status;
}

static const ng_component component = {
#if FAULT == SHORT_STRUCT
    8,
#else
    sizeof(ng_component),
#endif
    0, "test.mark", create, destroy, 0, 0, process, 0};

static const ng_component* const components[1] = {
#if FAULT == NULL_TABLE
    0
#else
    &component
#endif
};

#if FAULT == TWO_SYMBOLS
NG_EXPORT int another_symbol;
int another_symbol = 1;
#endif

extern NG_EXPORT const ng_entry ng_plugin_entry_v1;
const ng_entry ng_plugin_entry_v1 = {sizeof(ng_entry),
#if FAULT == WRONG_MAJOR
                                     NG_ABI_MAJOR + 1,
#else
                                     NG_ABI_MAJOR,
#endif
                                     NG_ABI_MINOR,
                                     1,
                                     {ng_manifest_data,
#if FAULT == MANIFEST_MISMATCH
                                      NG_MANIFEST_SIZE - 1
#else
                                      NG_MANIFEST_SIZE
#endif
                                     },
                                     0,
                                     0,
                                     components};
