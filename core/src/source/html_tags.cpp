// Names, codes and parsing properties of HTML elements.
#include "source/html_tags.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#include "source/html_scan.hpp"

namespace newsgrain {
namespace {

constexpr std::string_view kNames[] = {"",
#define NG_TAG_NAME(identifier, name) name,
                                       NG_HTML_TAGS(NG_TAG_NAME)
#undef NG_TAG_NAME
};
constexpr size_t kCount = static_cast<size_t>(Tag::count);
static_assert(sizeof(kNames) / sizeof(kNames[0]) == kCount);

constexpr size_t kMaxName = 14;
constexpr size_t kSlots = 1024;
constexpr size_t kKeyBytes = 8;
constexpr uint64_t kLowerBits = 0x2020202020202020u;

// Up to eight bytes of a name; the others are 0.
constexpr uint64_t first_bytes(std::string_view name) {
  uint64_t bytes = 0;
  for (size_t i = 0; i < std::min(name.size(), kKeyBytes); ++i)
    bytes |= static_cast<uint64_t>(static_cast<unsigned char>(name[i])) << (8 * i);
  return bytes;
}

constexpr size_t slot_of(uint64_t bytes, size_t size) {
  return static_cast<size_t>(((bytes | kLowerBits) + size) * 0x9E3779B97F4A7C15u >> 54);
}

struct NameTable {
  struct Slot {
    uint64_t bytes = 0;
    uint64_t either_case = 0;  // the bits that tell capitals from small letters
    uint16_t code = 0;
    uint16_t size = 0;
  };
  Slot slots[kSlots] = {};

  constexpr NameTable() {
    for (size_t code = 1; code < kCount; ++code) {
      const std::string_view name = kNames[code];
      size_t at = slot_of(first_bytes(name), name.size());
      while (slots[at].code != 0) at = (at + 1) % kSlots;
      Slot& slot = slots[at];
      slot = {first_bytes(name), 0, static_cast<uint16_t>(code), static_cast<uint16_t>(name.size())};
      for (size_t i = 0; i < std::min(name.size(), kKeyBytes); ++i)
        if (name[i] >= 'a' && name[i] <= 'z') slot.either_case |= uint64_t{0x20} << (8 * i);
    }
  }
};
constexpr NameTable kTable;

Tag find_tag(std::string_view name, uint64_t bytes) {
  for (size_t at = slot_of(bytes, name.size()); kTable.slots[at].code != 0; at = (at + 1) % kSlots) {
    const NameTable::Slot& slot = kTable.slots[at];
    if (slot.size != name.size() || ((slot.bytes ^ bytes) & ~slot.either_case) != 0) continue;
    if (name.size() > kKeyBytes && !html::equals_lower(name.data(), name.size(), kNames[slot.code])) continue;
    return static_cast<Tag>(slot.code);
  }
  return Tag::other;
}

// A tag has the properties of every group that names it.
struct PropertyGroup {
  uint32_t properties;
  std::string_view tags;
};
using namespace tag_property;
constexpr PropertyGroup kGroups[] = {
    {kBlock | kClosesP,
     "address blockquote center details dialog dir div dl fieldset figcaption figure form hgroup menu ol p "
     "search summary ul"},
    {kBlock | kClosesP | kResetsContext, "article aside footer header main nav section"},
    {kBlock | kClosesP | kHeading, "h1 h2 h3 h4 h5 h6"},
    {kBlock | kClosesP | kPreformatted, "pre listing"},
    {kBlock | kClosesP | kPreformatted | kRawText, "xmp plaintext"},
    {kBlock | kClosesP | kImplied, "li dd dt"},
    {kBlock | kClosesP | kVoid, "hr"},
    {kBlock | kClosesP | kResetsContext | kScope, "table"},
    {kBlock | kImplied | kScope, "caption td th"},
    {kBlock | kImplied, "tr tbody thead tfoot colgroup frameset legend optgroup"},
    {kVoid, "col area param source track wbr keygen command frame br"},
    {kBlock | kResetsContext | kScope, "html body"},
    {kBlock, "head"},
    {kImplied, "option rb rt rtc"},
    {kImplied | kHidden, "rp"},
    {kVoid | kHeadContent, "base link meta basefont bgsound"},
    {kVoid | kAtomic, "embed img input"},
    {kRawText | kHidden | kHeadContent, "title script style noscript noframes"},
    {kRawText | kHidden | kAtomic, "iframe noembed textarea"},
    {kHidden | kHeadContent | kScope, "template"},
    {kHidden | kAtomic, "select datalist audio canvas video meter progress svg"},
    {kHidden, "annotation annotation-xml"},
    {kAtomic, "button"},
    {kAtomic | kScope, "applet marquee object"},
    {kTablePart, "table tbody thead tfoot tr td th caption colgroup"},
    {kLeavesSvg,
     "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li "
     "listing menu meta nobr ol p pre ruby s small span strike strong sub sup table tt u ul var"},
};

constexpr size_t code_of(std::string_view name) {
  for (size_t code = 1; code < kCount; ++code)
    if (kNames[code] == name) return code;
  throw "a group names a tag that is not in the list";  // does not compile
}

struct PropertyTable {
  uint32_t of[kCount] = {};
  constexpr PropertyTable() {
    for (const PropertyGroup& group : kGroups)
      for (size_t begin = 0, end = 0; begin < group.tags.size(); begin = end + 1) {
        end = std::min(group.tags.find(' ', begin), group.tags.size());
        of[code_of(group.tags.substr(begin, end - begin))] |= group.properties;
      }
  }
};
constexpr PropertyTable kProperties;

}  // namespace

std::string_view tag_name(uint16_t code) { return code < kCount ? kNames[code] : std::string_view(); }

Tag tag_code(std::string_view name) {
  if (name.empty() || name.size() > kMaxName) return Tag::other;
  return find_tag(name, first_bytes(name));
}

Tag tag_code_in(std::string_view text, size_t begin, size_t end) {
  const std::string_view name = text.substr(begin, end - begin);
  if (name.empty() || name.size() > kMaxName) return Tag::other;
  uint64_t bytes = 0;
  if (std::endian::native != std::endian::little || text.size() - begin < sizeof(bytes)) return tag_code(name);
  std::memcpy(&bytes, name.data(), sizeof(bytes));
  if (name.size() < kKeyBytes) bytes &= (uint64_t{1} << (8 * name.size())) - 1;
  return find_tag(name, bytes);
}

uint32_t tag_properties(Tag tag) { return kProperties.of[static_cast<size_t>(tag)]; }

}  // namespace newsgrain
