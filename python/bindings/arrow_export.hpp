// arrow_export.hpp: columns with their owner, and their way into the structs of Arrow's C interface.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "arrow_c.hpp"

namespace newsgrain::python {

// A column as Arrow sees it; the buffers belong to `owner` of the table.
struct ArrowColumn {
  std::string name;
  std::string format;  // "I", "u", "+l" ...
  bool nullable = false;
  int64_t length = 0;
  int64_t nulls = 0;
  std::vector<const void*> buffers;
  std::vector<ArrowColumn> children;
  std::unique_ptr<ArrowColumn> dictionary;
};

struct ArrowTable {
  ArrowColumn root;  // a struct
  std::shared_ptr<const void> owner;
};

// A stream of record batches, one per table; all have the columns of the first, and there is at least one. The caller
// owns the stream and calls its release().
void export_stream(std::vector<std::shared_ptr<const ArrowTable>> tables, ArrowArrayStream* out);

}  // namespace newsgrain::python
