// A shared library as a file: what stands in it, without the loader and without running its code.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "newsgrain/result.hpp"

namespace newsgrain::internal {

class LibraryFile {
 public:
  struct Symbol {
    std::string name;
    uint64_t value = 0;    // its address in the image
    bool defined = false;  // else another library has to have it
    bool weak = false;
    bool exported = false;
  };

  // Fails for what is no library for this machine, and for one that is cut short.
  static Result<LibraryFile> read(const std::string& path);

  // The dynamic loader that a program asks for, or "".
  static std::string interpreter(const std::string& program);

  // Of the dynamic table, which the loader uses; without the marks that linkers leave behind.
  const std::vector<Symbol>& symbols() const { return symbols_; }
  std::vector<std::string> exported() const;

  // The library's memory as the loader lays it out, with all addresses that lie inside of the library put in. Pointers
  // in it may be followed as long as `holds` is true for what they point to. Code is there and must not be called.
  class Image {
   public:
    const std::byte* at(uint64_t address) const { return address < bytes_.size() ? bytes_.data() + address : nullptr; }
    bool holds(const void* data, uint64_t size) const;
    // The text at `text` ends within the image.
    bool holds_text(const char* text) const;

   private:
    friend class LibraryFile;
    std::vector<std::byte> bytes_;
  };
  Image image() const;

 private:
  std::string bytes_;
  std::vector<Symbol> symbols_;
  uint64_t image_size_ = 0;
};

}  // namespace newsgrain::internal
