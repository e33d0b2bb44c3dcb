// Looking at a library without running its code: the symbols that it exports, from the table that the loader uses.
// (Boost.DLL's library_info reads the table for debuggers, which is gone in a stripped library.)
#include <elf.h>

#include <cstdio>
#include <cstring>
#include <memory>

#include "newsgrain/abi/newsgrain.h"
#include "newsgrain/plugin_host.hpp"

namespace newsgrain {
namespace {

class ElfFile {
 public:
  explicit ElfFile(const std::string& path) : file_(std::fopen(path.c_str(), "rbe"), &std::fclose) {}

  // False where the file is no library of this machine's kind with a table of dynamic symbols.
  bool exported(std::vector<std::string>& out) const {
    Elf64_Ehdr header;
    if (file_ == nullptr || !read(0, &header, sizeof header) || std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0 ||
        header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_type != ET_DYN || header.e_shentsize != sizeof(Elf64_Shdr))
      return false;
    std::vector<Elf64_Shdr> sections(header.e_shnum);
    if (!read(header.e_shoff, sections.data(), sections.size() * sizeof(Elf64_Shdr))) return false;
    for (const Elf64_Shdr& section : sections)
      if (section.sh_type == SHT_DYNSYM && section.sh_link < sections.size())
        return symbols(section, sections[section.sh_link], out);
    return false;
  }

 private:
  static constexpr uint64_t kLargestTable = 64u << 20;

  bool read(uint64_t offset, void* out, size_t bytes) const {
    return bytes == 0 || (std::fseek(file_.get(), static_cast<long>(offset), SEEK_SET) == 0 &&
                          std::fread(out, bytes, 1, file_.get()) == 1);
  }
  bool symbols(const Elf64_Shdr& table, const Elf64_Shdr& names, std::vector<std::string>& out) const {
    if (table.sh_size > kLargestTable || names.sh_size > kLargestTable) return false;
    std::vector<Elf64_Sym> all(table.sh_size / sizeof(Elf64_Sym));
    std::string text(names.sh_size, '\0');
    if (!read(table.sh_offset, all.data(), all.size() * sizeof(Elf64_Sym)) ||
        !read(names.sh_offset, text.data(), text.size()))
      return false;
    for (const Elf64_Sym& symbol : all) {
      const bool hidden =
          ELF64_ST_VISIBILITY(symbol.st_other) != STV_DEFAULT && ELF64_ST_VISIBILITY(symbol.st_other) != STV_PROTECTED;
      if (symbol.st_shndx == SHN_UNDEF || ELF64_ST_BIND(symbol.st_info) == STB_LOCAL || hidden ||
          symbol.st_name >= text.size())
        continue;
      out.emplace_back(text.c_str() + symbol.st_name);
    }
    return true;
  }

  std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
};

// Marks that linkers leave behind are no exports.
bool is_mark(const std::string& s) {
  return s == "_init" || s == "_fini" || s == "_edata" || s == "_end" || s == "__bss_start";
}

}  // namespace

Result<LibraryInspection> inspect_library(const std::string& path) {
  LibraryInspection out;
  out.path = path;
  if (!ElfFile(path).exported(out.exported))
    return Error{ErrorCode::plugin_refused, "is no shared library that can be read", path};
  std::erase_if(out.exported, &is_mark);
  bool entry = false;
  for (const std::string& s : out.exported) entry = entry || s == NG_ENTRY_SYMBOL;
  if (!entry) out.warnings.push_back("does not export " NG_ENTRY_SYMBOL);
  if (out.exported.size() > 1) out.warnings.push_back("exports more than one symbol");
  return out;
}

}  // namespace newsgrain
