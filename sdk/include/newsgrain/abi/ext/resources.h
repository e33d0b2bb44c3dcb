/* newsgrain.resources/1: files beside the plugin, memory-mapped and shared. C99. */
#ifndef NEWSGRAIN_ABI_EXT_RESOURCES_H
#define NEWSGRAIN_ABI_EXT_RESOURCES_H
#include "../newsgrain.h"
#define NG_EXT_RESOURCES "newsgrain.resources/1"
typedef struct ng_resources {
  uint32_t struct_size;
  uint32_t reserved;
  /* [control] Maps the file that the component's manifest lists under this name; its SHA-256 was checked against the
   * manifest. The bytes are read-only, 8-byte aligned, and valid until the process ends. NG_NOT_FOUND, NG_ERROR. */
  ng_status (*open)(const ng_host*, ng_str name, ng_str* out);
  /* [control] Maps a file of the user's, named by an absolute or relative path (e.g. from the configuration). */
  ng_status (*open_path)(const ng_host*, ng_str path, ng_str* out);
} ng_resources;
#endif
