// The mechanics of the C interface: every struct owns its children and a share of the table, and frees both in
// release().
#include "arrow_export.hpp"

#include <cerrno>
#include <new>

namespace newsgrain::python {
namespace {

using TablePtr = std::shared_ptr<const ArrowTable>;

// What an exported struct of type T (ArrowSchema, ArrowArray) owns.
template <class T>
struct Owned {
  TablePtr table;
  std::vector<std::unique_ptr<T>> children;
  std::vector<T*> child_pointers;
  std::unique_ptr<T> dictionary;
  std::vector<const void*> buffers;
};

template <class T>
void release(T* exported) {
  auto* owned = static_cast<Owned<T>*>(exported->private_data);
  // A consumer may have moved children away: then their release is null.
  for (const auto& child : owned->children)
    if (child->release != nullptr) child->release(child.get());
  if (owned->dictionary != nullptr && owned->dictionary->release != nullptr)
    owned->dictionary->release(owned->dictionary.get());
  exported->release = nullptr;
  delete owned;
}

// Sets what schemas and arrays have in common; `fill(column, struct)` recurs.
template <class T, class Fill>
void own(const TablePtr& table, const ArrowColumn& column, T* out, Fill fill) {
  auto owned = std::make_unique<Owned<T>>();
  owned->table = table;
  for (const ArrowColumn& child : column.children) {
    owned->children.push_back(std::make_unique<T>());
    fill(table, child, owned->children.back().get());
    owned->child_pointers.push_back(owned->children.back().get());
  }
  if (column.dictionary != nullptr) {
    owned->dictionary = std::make_unique<T>();
    fill(table, *column.dictionary, owned->dictionary.get());
  }
  out->n_children = static_cast<int64_t>(owned->children.size());
  out->children = owned->child_pointers.data();
  out->dictionary = owned->dictionary.get();
  out->release = &release<T>;
  out->private_data = owned.release();
}

void fill_schema(const TablePtr& table, const ArrowColumn& column, ArrowSchema* out) {
  own(table, column, out, &fill_schema);
  out->format = column.format.c_str();
  out->name = column.name.c_str();
  out->metadata = nullptr;
  out->flags = column.nullable ? ARROW_FLAG_NULLABLE : 0;
}

void fill_array(const TablePtr& table, const ArrowColumn& column, ArrowArray* out) {
  own(table, column, out, &fill_array);
  auto* owned = static_cast<Owned<ArrowArray>*>(out->private_data);
  owned->buffers = column.buffers;
  out->length = column.length;
  out->null_count = column.nulls;
  out->offset = 0;
  out->n_buffers = static_cast<int64_t>(owned->buffers.size());
  out->buffers = owned->buffers.data();
}

struct Stream {
  std::vector<TablePtr> tables;
  size_t sent = 0;
};

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  try {
    *out = ArrowSchema();
    const TablePtr& table = static_cast<Stream*>(stream->private_data)->tables.front();
    fill_schema(table, table->root, out);
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  try {
    *out = ArrowArray();
    auto* state = static_cast<Stream*>(stream->private_data);
    if (state->sent == state->tables.size()) return 0;  // a released array is the end
    const TablePtr& table = state->tables[state->sent];
    fill_array(table, table->root, out);
    ++state->sent;
    return 0;
  } catch (const std::bad_alloc&) {
    return ENOMEM;
  }
}

const char* get_last_error(ArrowArrayStream*) { return nullptr; }

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<Stream*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void export_stream(std::vector<std::shared_ptr<const ArrowTable>> tables, ArrowArrayStream* out) {
  auto state = std::make_unique<Stream>();
  state->tables = std::move(tables);
  out->get_schema = &get_schema;
  out->get_next = &get_next;
  out->get_last_error = &get_last_error;
  out->release = &release_stream;
  out->private_data = state.release();
}

}  // namespace newsgrain::python
