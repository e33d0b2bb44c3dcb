#include "plugin/resources_extension.hpp"

#include <fcntl.h>
#include <openssl/sha.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <mutex>
#include <system_error>

#include "newsgrain/abi/ext/resources.h"
#include "plugin/component_host.hpp"

namespace newsgrain::internal {
namespace {

struct Files {
  std::mutex mutex;
  std::map<std::string, std::string_view> mapped;
  std::map<std::string, std::string> hashes;
};

Files& files() {
  static Files* instance = new Files();  // leaked: plugins keep the views
  return *instance;
}

std::string error_text() { return std::error_code(errno, std::generic_category()).message(); }

ng_status hand_out(ComponentHost& host, Result<std::string_view> bytes, ng_str* out) {
  if (!bytes) {
    host.error = bytes.error();
    return NG_NOT_FOUND;
  }
  *out = {bytes.value().data(), bytes.value().size()};
  return NG_OK;
}

ng_status open_resource(const ng_host* table, ng_str name, ng_str* out) {
  ComponentHost& host = ComponentHost::of(table);
  const std::string_view wanted(name.data, name.size);
  for (const ResourceInfo& info : host.info().manifest->resources) {
    if (info.name != wanted) continue;
    const std::string path = resource_path(host.info().plugin->path, info.name);
    auto bytes = map_file(path);
    if (bytes && host.info().verify_resources && !info.sha256.empty()) {
      Files& f = files();
      const std::lock_guard lock(f.mutex);
      std::string& hash = f.hashes[path];
      if (hash.empty()) hash = sha256_hex(bytes.value());
      if (hash != info.sha256) {
        host.error = {ErrorCode::plugin_refused,
                      "the resource is damaged or of another version: its SHA-256 is not that of the manifest", path};
        return NG_ERROR;
      }
    }
    return hand_out(host, std::move(bytes), out);
  }
  host.error = {ErrorCode::bad_manifest,
                "the manifest of " + host.info().manifest->id + " lists no resource " + std::string(wanted), ""};
  return NG_NOT_FOUND;
}

ng_status open_path(const ng_host* table, ng_str path, ng_str* out) {
  return hand_out(ComponentHost::of(table), map_file(std::string(path.data, path.size)), out);
}

constexpr ng_resources kTable{sizeof(ng_resources), 0, &open_resource, &open_path};

}  // namespace

const void* resources_extension() { return &kTable; }

std::string resource_path(const std::string& library, const std::string& name) {
  const std::filesystem::path file = library;
  const std::filesystem::path own = file.parent_path() / file.stem() / name;
  std::error_code ec;
  return (std::filesystem::exists(own, ec) ? own : file.parent_path() / name).string();
}

Result<std::string_view> map_file(const std::string& path) {
  Files& f = files();
  const std::lock_guard lock(f.mutex);
  if (const auto it = f.mapped.find(path); it != f.mapped.end()) return it->second;
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{ErrorCode::cannot_read, "can't open the file: " + error_text(), path};
  struct stat status;
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(fd);
    return Error{ErrorCode::cannot_read, "is no regular file", path};
  }
  std::string_view bytes;
  if (status.st_size > 0) {
    void* at = ::mmap(nullptr, static_cast<size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
    if (at == MAP_FAILED) {
      Error error{ErrorCode::cannot_read, "can't map the file: " + error_text(), path};
      ::close(fd);
      return error;
    }
    bytes = {static_cast<const char*>(at), static_cast<size_t>(status.st_size)};
  }
  ::close(fd);
  f.mapped.emplace(path, bytes);
  return bytes;
}

std::string sha256_hex(std::string_view bytes) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest);
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char c : digest) {
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

}  // namespace newsgrain::internal
