/* newsgrain.h: the whole contract between the newsgrain host and a plugin. C99, no other dependency.
 *
 * A plugin is a shared library that exports one symbol, `const ng_entry ng_plugin_entry_v1`. The host opens the
 * library, reads the manifest (JSON) from the entry, negotiates the version, and calls the components' functions.
 * The plugin calls the host through the table `ng_host` only; it never links against the host.
 *
 * Rules that hold everywhere
 *  - Text is UTF-8. Offsets are bytes, half open, uint32_t. Rows are uint32_t. "None" is NG_NONE.
 *  - Growing structs begin with `struct_size`; fields are only appended. Before using a field test
 *    NG_HAS(pointer, type, field).
 *  - Every function that can fail returns ng_status. No exception, longjmp, exit or abort may leave a plugin; a plugin
 *    does not write to stdout or stderr, change the locale or the working directory, or start threads.
 *  - Pointers that the host hands out stay valid until process() returns unless said otherwise; the plugin copies what
 *    it keeps. The host copies what a plugin hands in before the call returns.
 *
 * Thread tags
 *  [any]      any thread, concurrently
 *  [control]  the host's control side; never two at once on the same component
 *  [worker]   the worker thread that owns the object
 *  [run]      only inside process(), on its thread, with its run
 */
#ifndef NEWSGRAIN_ABI_H
#define NEWSGRAIN_ABI_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define NG_ABI_MAJOR 1u
#define NG_ABI_MINOR 0u
#define NG_NONE 0xFFFFFFFFu
#define NG_HAS(p, type, field) ((p)->struct_size >= offsetof(type, field) + sizeof((p)->field))

/* Status of a call. Numbers are never reused. */
typedef int32_t ng_status;
#define NG_OK 0
#define NG_ERROR 1     /* the text says what */
#define NG_INVALID 2   /* an argument, slot, row or offset is out of its range */
#define NG_NOT_FOUND 3 /* no such key, extension, resource or layer */
#define NG_NO_MEMORY 4
#define NG_CANCELLED 5   /* the run was cancelled or its deadline passed */
#define NG_UNSUPPORTED 6 /* not in this version, or not for this document (language) */
#define NG_LIMIT 7       /* a limit of the host (rows, pool) was reached */
#define NG_WRONG_TYPE 8  /* the value has another type than asked for */

typedef uint32_t ng_row; /* row in a layer */
typedef uint32_t ng_sid; /* id of a string in the document's pool */

typedef struct ng_str {
  const char* data; /* UTF-8, not NUL-terminated, borrowed */
  size_t size;      /* bytes */
} ng_str;

typedef struct ng_span {
  uint32_t begin, end; /* bytes; {NG_NONE, NG_NONE} is none */
} ng_span;

/* Types of columns. A list column has NG_LIST or-ed to the type of its items. */
#define NG_U8 1
#define NG_U16 2
#define NG_U32 3
#define NG_I32 4
#define NG_I64 5
#define NG_F32 6
#define NG_F64 7
#define NG_BOOL 8    /* uint8_t, 0 or 1 */
#define NG_CODE8 9   /* uint8_t, index into the labels of the schema */
#define NG_CODE16 10 /* uint16_t, index into the labels of the schema */
#define NG_STR 11    /* ng_sid, or NG_NONE */
#define NG_REF 12    /* ng_row of the layer that the schema names, or NG_NONE */
#define NG_SPAN 13   /* ng_span */
#define NG_LIST 64

typedef struct ng_column {
  int32_t type;
  uint32_t flags;          /* 0 */
  const void* data;        /* rows items, or for a list offsets[rows] items */
  const uint32_t* offsets; /* rows + 1 values for a list, else NULL */
} ng_column;

/* Read view of a committed layer. Rows are sorted by begin ascending, end descending (layers without spans: as
 * written). */
typedef struct ng_layer {
  uint32_t struct_size;
  uint32_t rows;
  const uint32_t* begin; /* NULL when the layer has no spans */
  const uint32_t* end;
  uint32_t n_columns;
  uint32_t reserved;
  const ng_column* columns; /* in the order of "columns" in the manifest's read, or of the schema where it has none */
} ng_layer;

typedef struct ng_run ng_run; /* one document in one component; owned by the host, opaque */

/* Views of the document for text(). */
#define NG_VIEW_TEXT 0   /* the text that all spans point into */
#define NG_VIEW_MARKUP 1 /* the source decoded to UTF-8; equal to the text for plain text input */

/* Levels for log(). */
#define NG_LOG_DEBUG 0
#define NG_LOG_INFO 1
#define NG_LOG_WARNING 2
#define NG_LOG_ERROR 3

/* Types for config_get(): what `out` points to. */
#define NG_CONFIG_BOOL 1 /* int32_t */
#define NG_CONFIG_INT 2  /* int64_t */
#define NG_CONFIG_REAL 3 /* double */
#define NG_CONFIG_STR 4  /* ng_str, valid until the model is destroyed */

typedef struct ng_host {
  uint32_t struct_size;
  uint32_t abi_major, abi_minor;
  uint32_t reserved;
  void* ctx; /* the host's */

  /* [any] Hands a line of text to the host's sink. */
  void (*log)(const struct ng_host*, int32_t level, ng_str text);
  /* [any] Table of an extension, e.g. "newsgrain.unicode/1", or NULL. Valid for ever. `id` is NUL-terminated. */
  const void* (*get_extension)(const struct ng_host*, const char* id);
  /* [control] Value of the component's configuration: defaults filled in and checked against the manifest's schema.
   * `index` selects an item of an array, 0 for scalars. NG_NOT_FOUND, NG_WRONG_TYPE. */
  ng_status (*config_get)(const struct ng_host*, ng_str key, uint32_t index, int32_t type, void* out);
  /* [control] Number of items: 1 for a scalar, 0 where the key has no value. */
  ng_status (*config_size)(const struct ng_host*, ng_str key, uint32_t* out);
  /* [control] [worker] Sets the text of an error before a failing status is returned from init, create, worker_create.
   */
  ng_status (*set_error)(const struct ng_host*, ng_status status, ng_str text);

  /* [run] A view of the document. */
  ng_status (*text)(ng_run*, int32_t view, ng_str* out);
  /* [run] A fact that came with the document: "id", "url", "published", "language" (BCP 47, "" unknown), "media_type",
   * "encoding". NG_NOT_FOUND where there is none. */
  ng_status (*document_value)(ng_run*, ng_str key, ng_str* out);
  /* [run] Not 0 when the run should stop: return NG_CANCELLED soon. Cheap; poll per sentence or per 16 KiB. */
  int32_t (*cancelled)(ng_run*);
  /* [run] The layer of the manifest's read number `slot`. The caller sets out->struct_size. NG_NOT_FOUND for an
   * optional layer that is absent. */
  ng_status (*layer)(ng_run*, uint32_t slot, ng_layer* out);
  /* [run] Text of a string id. */
  ng_status (*string)(ng_run*, ng_sid id, ng_str* out);
  /* [run] Id of a text in the document's pool; the same text gets the same id. */
  ng_status (*intern)(ng_run*, ng_str text, ng_sid* out);
  /* [run] Appends rows to the layer of the manifest's write number `slot`. begin and end are NULL for layers without
   * spans and for augmenting layers. Columns stand in the order of "columns" in the manifest's write (or of the
   * schema). May be called repeatedly. The host sorts rows with spans at commit: references among rows of the same
   * layer or to a layer written in the same run count rows in the order of appending, and the host renumbers them. */
  ng_status (*append)(ng_run*, uint32_t slot, uint32_t rows, const uint32_t* begin, const uint32_t* end,
                      const ng_column* columns, uint32_t n_columns);
  /* [run] Sets the text of an error for this document before a failing status is returned from process(). NG_LIMIT: the
   * component stopped at a limit, what it appended is whole and stays, and the document has the status "limit". */
  ng_status (*fail)(ng_run*, ng_status status, ng_str text);
  /* [run] Says that the component gives no result for this document and why, e.g. an unknown language. Not an error. */
  ng_status (*abstain)(ng_run*, ng_str reason);
} ng_host;

typedef struct ng_component {
  uint32_t struct_size;
  uint32_t reserved;
  const char* id; /* as in the manifest, NUL-terminated */
  /* [control] Reads the configuration and resources. *model is owned by the plugin and const from here on: all workers
   * share it. The host table stays valid until destroy(). */
  ng_status (*create)(const ng_host*, void** model);
  /* [control] */
  void (*destroy)(void* model);
  /* [worker] Scratch memory of one worker thread. Both may be NULL. */
  ng_status (*worker_create)(const ng_host*, const void* model, void** worker);
  void (*worker_destroy)(const void* model, void* worker);
  /* [run] Annotates one document. */
  ng_status (*process)(const ng_host*, const void* model, void* worker, ng_run* run);
  /* [any] Extensions that the component offers. May be NULL. */
  const void* (*get_extension)(const char* id);
} ng_component;

typedef struct ng_entry {
  uint32_t struct_size;
  uint32_t abi_major, abi_minor; /* of the header that the plugin was built with */
  uint32_t n_components;
  ng_str manifest; /* JSON, the same bytes as the file beside the library */
  /* [control] Called once before any create(); may be called again after deinit(). Both may be NULL. */
  ng_status (*init)(const ng_host*);
  void (*deinit)(void);
  const ng_component* const* components; /* n_components pointers */
} ng_entry;

/* The one exported symbol. */
#define NG_ENTRY_SYMBOL "ng_plugin_entry_v1"
#if defined(_WIN32)
#define NG_EXPORT __declspec(dllexport)
#else
#define NG_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
}
#endif
#endif /* NEWSGRAIN_ABI_H */
