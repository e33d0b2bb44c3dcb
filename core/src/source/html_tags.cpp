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

constexpr uint32_t property_of(Tag tag) {
  using namespace tag_property;
  switch (tag) {
    case Tag::address:
    case Tag::blockquote:
    case Tag::center:
    case Tag::details:
    case Tag::dialog:
    case Tag::dir:
    case Tag::div:
    case Tag::dl:
    case Tag::fieldset:
    case Tag::figcaption:
    case Tag::figure:
    case Tag::form:
    case Tag::hgroup:
    case Tag::menu:
    case Tag::ol:
    case Tag::p:
    case Tag::search:
    case Tag::summary:
    case Tag::ul: return kBlock | kClosesP;
    case Tag::article:
    case Tag::aside:
    case Tag::footer:
    case Tag::header:
    case Tag::main:
    case Tag::nav:
    case Tag::section: return kBlock | kClosesP | kResetsContext;
    case Tag::h1:
    case Tag::h2:
    case Tag::h3:
    case Tag::h4:
    case Tag::h5:
    case Tag::h6: return kBlock | kClosesP | kHeading;
    case Tag::pre:
    case Tag::listing: return kBlock | kClosesP | kPreformatted;
    case Tag::xmp: return kBlock | kClosesP | kPreformatted | kRawText;
    case Tag::plaintext: return kBlock | kClosesP | kPreformatted | kRawText;
    case Tag::li:
    case Tag::dd:
    case Tag::dt: return kBlock | kClosesP | kImplied;
    case Tag::hr: return kBlock | kClosesP | kVoid;
    case Tag::table: return kBlock | kClosesP | kResetsContext | kScope;
    case Tag::caption:
    case Tag::td:
    case Tag::th: return kBlock | kImplied | kScope;
    case Tag::tr:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::colgroup: return kBlock | kImplied;
    case Tag::col: return kVoid;
    case Tag::html:
    case Tag::body: return kBlock | kResetsContext | kScope;
    case Tag::head: return kBlock;
    case Tag::frameset:
    case Tag::legend:
    case Tag::optgroup: return kBlock | kImplied;
    case Tag::option: return kImplied;
    case Tag::rb:
    case Tag::rt:
    case Tag::rtc: return kImplied;
    case Tag::rp: return kImplied | kHidden;
    case Tag::base:
    case Tag::link:
    case Tag::meta:
    case Tag::basefont:
    case Tag::bgsound: return kVoid | kHeadContent;
    case Tag::area:
    case Tag::param:
    case Tag::source:
    case Tag::track:
    case Tag::wbr:
    case Tag::keygen:
    case Tag::command:
    case Tag::frame: return kVoid;
    case Tag::br: return kVoid;
    case Tag::embed:
    case Tag::img:
    case Tag::input: return kVoid | kAtomic;
    case Tag::title: return kRawText | kHidden | kHeadContent;
    case Tag::script:
    case Tag::style:
    case Tag::noscript: return kRawText | kHidden | kHeadContent;
    case Tag::noframes: return kRawText | kHidden | kHeadContent;
    case Tag::iframe:
    case Tag::noembed:
    case Tag::textarea: return kRawText | kHidden | kAtomic;
    case Tag::template_: return kHidden | kHeadContent | kScope;
    case Tag::select:
    case Tag::datalist:
    case Tag::audio:
    case Tag::canvas:
    case Tag::video:
    case Tag::meter:
    case Tag::progress: return kHidden | kAtomic;
    case Tag::annotation:
    case Tag::annotation_xml: return kHidden;
    case Tag::button: return kAtomic;
    case Tag::applet:
    case Tag::marquee:
    case Tag::object: return kAtomic | kScope;
    case Tag::svg: return kHidden | kAtomic;
    default: return 0;
  }
}

struct PropertyTable {
  uint32_t of[kCount] = {};
  constexpr PropertyTable() {
    for (size_t code = 0; code < kCount; ++code) of[code] = property_of(static_cast<Tag>(code));
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
