#include "plugin/library_file.hpp"

#include <elf.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <span>

namespace newsgrain::internal {
namespace {

#if defined(__x86_64__)
constexpr uint16_t kMachine = EM_X86_64;
constexpr uint32_t kRelative = R_X86_64_RELATIVE, kAbsolute = R_X86_64_64, kData = R_X86_64_GLOB_DAT;
#else
constexpr uint16_t kMachine = EM_AARCH64;
constexpr uint32_t kRelative = R_AARCH64_RELATIVE, kAbsolute = R_AARCH64_ABS64, kData = R_AARCH64_GLOB_DAT;
#endif
constexpr uint32_t kRelrSection = 19;           // SHT_RELR, which older headers lack
constexpr uint64_t kLargestImage = 4ull << 30;  // bytes of memory
constexpr uint64_t kLargestEmpty = 256u << 20;  // bytes of it that do not stand in the file

template <class T>
bool read_at(std::string_view bytes, uint64_t offset, T& out) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(T)) return false;
  std::memcpy(&out, bytes.data() + offset, sizeof(T));
  return true;
}

// The records of a table in the file; empty where it does not lie in the file.
template <class T>
std::vector<T> table(std::string_view bytes, uint64_t offset, uint64_t size) {
  if (offset > bytes.size() || bytes.size() - offset < size) return {};
  std::vector<T> out(size / sizeof(T));
  if (!out.empty()) std::memcpy(out.data(), bytes.data() + offset, out.size() * sizeof(T));
  return out;
}

Elf64_Ehdr header_of(std::string_view bytes) {
  Elf64_Ehdr header{};
  read_at(bytes, 0, header);
  return header;
}
std::vector<Elf64_Phdr> segments_of(std::string_view bytes) {
  const Elf64_Ehdr header = header_of(bytes);
  return table<Elf64_Phdr>(bytes, header.e_phoff, uint64_t{header.e_phnum} * sizeof(Elf64_Phdr));
}
std::vector<Elf64_Shdr> sections_of(std::string_view bytes) {
  const Elf64_Ehdr header = header_of(bytes);
  return table<Elf64_Shdr>(bytes, header.e_shoff, uint64_t{header.e_shnum} * sizeof(Elf64_Shdr));
}

// Marks that linkers leave behind are no exports.
bool is_mark(std::string_view name) {
  return name == "_init" || name == "_fini" || name == "_edata" || name == "_end" || name == "__bss_start";
}

std::vector<LibraryFile::Symbol> symbols_of(std::string_view bytes) {
  std::vector<LibraryFile::Symbol> out;
  const std::vector<Elf64_Shdr> sections = sections_of(bytes);
  for (const Elf64_Shdr& section : sections) {
    if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections.size()) continue;
    const std::vector<char> names =
        table<char>(bytes, sections[section.sh_link].sh_offset, sections[section.sh_link].sh_size);
    for (const Elf64_Sym& symbol : table<Elf64_Sym>(bytes, section.sh_offset, section.sh_size)) {
      LibraryFile::Symbol s;
      if (symbol.st_name < names.size())
        s.name.assign(names.data() + symbol.st_name,
                      strnlen(names.data() + symbol.st_name, names.size() - symbol.st_name));
      s.value = symbol.st_value;
      s.defined = symbol.st_shndx != SHN_UNDEF;
      s.weak = ELF64_ST_BIND(symbol.st_info) == STB_WEAK;
      const int visibility = ELF64_ST_VISIBILITY(symbol.st_other);
      s.exported = s.defined && ELF64_ST_BIND(symbol.st_info) != STB_LOCAL &&
                   (visibility == STV_DEFAULT || visibility == STV_PROTECTED) && !s.name.empty() && !is_mark(s.name);
      out.push_back(std::move(s));
    }
    return out;
  }
  return out;
}

// What is put in at an address of the image: where it lies there.
class Relocator {
 public:
  Relocator(std::span<std::byte> image, std::span<const LibraryFile::Symbol> symbols)
      : image_(image), symbols_(symbols) {}

  void apply(const Elf64_Rela& r) {
    const auto type = static_cast<uint32_t>(ELF64_R_TYPE(r.r_info)),
               symbol = static_cast<uint32_t>(ELF64_R_SYM(r.r_info));
    if (type == kRelative)
      put(r.r_offset, base() + static_cast<uint64_t>(r.r_addend));
    else if ((type == kAbsolute || type == kData) && symbol < symbols_.size())
      put(r.r_offset,
          symbols_[symbol].defined ? base() + symbols_[symbol].value + static_cast<uint64_t>(r.r_addend) : kElsewhere);
  }

  // Packed relative addresses: an even word is an address, an odd one says which of the 63 words behind are addresses
  // too.
  void apply_packed(std::span<const uint64_t> words) {
    uint64_t next = 0;
    for (const uint64_t word : words) {
      if ((word & 1) == 0) {
        add_base(word);
        next = word + sizeof(uint64_t);
        continue;
      }
      for (uint64_t bit = 0; bit < 63; ++bit)
        if ((word >> (bit + 1)) & 1) add_base(next + bit * sizeof(uint64_t));
      next += 63 * sizeof(uint64_t);
    }
  }

 private:
  static constexpr uint64_t kElsewhere = 1;  // a function of another library: not null, and nowhere in the image

  uint64_t base() const { return reinterpret_cast<uint64_t>(image_.data()); }
  bool fits(uint64_t at) const { return at <= image_.size() && image_.size() - at >= sizeof(uint64_t); }
  void put(uint64_t at, uint64_t value) {
    if (fits(at)) std::memcpy(image_.data() + at, &value, sizeof value);
  }
  void add_base(uint64_t at) {
    if (!fits(at)) return;
    uint64_t value = 0;
    std::memcpy(&value, image_.data() + at, sizeof value);
    put(at, value + base());
  }

  std::span<std::byte> image_;
  std::span<const LibraryFile::Symbol> symbols_;
};

}  // namespace

Result<LibraryFile> LibraryFile::read(const std::string& path) {
  auto fault = [&](const char* text) { return Error{ErrorCode::plugin_refused, text, path}; };
  LibraryFile out;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg();
  if (!file || size < 0) return fault("can't be read");
  out.bytes_.resize(static_cast<size_t>(size));
  if (!file.seekg(0).read(out.bytes_.data(), size)) return fault("can't be read");
  const Elf64_Ehdr header = header_of(out.bytes_);
  if (std::memcmp(header.e_ident, ELFMAG, SELFMAG) != 0) return fault("is no shared library that can be read");
  if (header.e_ident[EI_CLASS] != ELFCLASS64 || header.e_machine != kMachine)
    return fault("is a library for another kind of machine");
  if (header.e_type != ET_DYN) return fault("is no shared library that can be read");
  for (const Elf64_Phdr& segment : segments_of(out.bytes_)) {
    if (segment.p_type != PT_LOAD) continue;
    if (segment.p_offset > out.bytes_.size() || out.bytes_.size() - segment.p_offset < segment.p_filesz)
      return fault("is cut short");
    if (segment.p_vaddr > kLargestImage || segment.p_memsz > kLargestImage || segment.p_filesz > segment.p_memsz)
      return fault("is no shared library that can be read");
    out.image_size_ = std::max(out.image_size_, segment.p_vaddr + segment.p_memsz);
  }
  if (out.image_size_ > out.bytes_.size() + kLargestEmpty) return fault("is no shared library that can be read");
  if (out.image_size_ == 0 || sections_of(out.bytes_).empty()) return fault("is no shared library that can be read");
  out.symbols_ = symbols_of(out.bytes_);
  return out;
}

std::vector<std::string> LibraryFile::exported() const {
  std::vector<std::string> out;
  for (const Symbol& symbol : symbols_)
    if (symbol.exported) out.push_back(symbol.name);
  return out;
}

std::string LibraryFile::interpreter(const std::string& program) {
  std::ifstream file(program, std::ios::binary);
  std::string start(1u << 16, '\0');  // the headers stand in front
  file.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<size_t>(file.gcount()));
  for (const Elf64_Phdr& segment : segments_of(start)) {
    if (segment.p_type != PT_INTERP) continue;
    const std::vector<char> name = table<char>(start, segment.p_offset, segment.p_filesz);
    return std::string(name.data(), strnlen(name.data(), name.size()));
  }
  return "";
}

LibraryFile::Image LibraryFile::image() const {
  Image out;
  out.bytes_.resize(image_size_);
  for (const Elf64_Phdr& segment : segments_of(bytes_))
    if (segment.p_type == PT_LOAD)
      std::memcpy(out.bytes_.data() + segment.p_vaddr, bytes_.data() + segment.p_offset, segment.p_filesz);
  Relocator relocator(out.bytes_, symbols_);
  for (const Elf64_Shdr& section : sections_of(bytes_)) {
    if ((section.sh_flags & SHF_ALLOC) == 0) continue;
    if (section.sh_type == SHT_RELA)
      for (const Elf64_Rela& r : table<Elf64_Rela>(bytes_, section.sh_offset, section.sh_size)) relocator.apply(r);
    if (section.sh_type == kRelrSection)
      relocator.apply_packed(table<uint64_t>(bytes_, section.sh_offset, section.sh_size));
  }
  return out;
}

bool LibraryFile::Image::holds(const void* data, uint64_t size) const {
  const auto at = reinterpret_cast<uintptr_t>(data), begin = reinterpret_cast<uintptr_t>(bytes_.data());
  return at >= begin && at - begin <= bytes_.size() && bytes_.size() - (at - begin) >= size;
}

bool LibraryFile::Image::holds_text(const char* text) const {
  if (!holds(text, 1)) return false;
  const auto left = static_cast<size_t>(reinterpret_cast<const char*>(bytes_.data()) + bytes_.size() - text);
  return strnlen(text, left) < left;
}

}  // namespace newsgrain::internal
