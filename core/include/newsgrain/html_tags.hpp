// The codes of HTML elements in the `tag` column of the element layer.
//
// The numbers are part of the layer's schema: names are only ever appended at the end of the list. Code 0 stands for
// every other name (custom elements, the inside of MathML); the name itself is in the markup.
#pragma once

#include <cstdint>
#include <string_view>

// X(identifier, name)
// clang-format off
#define NG_HTML_TAGS(X) \
  X(a, "a") X(abbr, "abbr") X(acronym, "acronym") X(address, "address") \
  X(annotation, "annotation") X(annotation_xml, "annotation-xml") X(applet, "applet") \
  X(area, "area") X(article, "article") X(aside, "aside") X(audio, "audio") X(b, "b") \
  X(base, "base") X(basefont, "basefont") X(bdi, "bdi") X(bdo, "bdo") X(bgsound, "bgsound") \
  X(big, "big") X(blink, "blink") X(blockquote, "blockquote") X(body, "body") X(br, "br") \
  X(button, "button") X(canvas, "canvas") X(caption, "caption") X(center, "center") \
  X(cite, "cite") X(code, "code") X(col, "col") X(colgroup, "colgroup") X(command, "command") \
  X(data, "data") X(datalist, "datalist") X(dd, "dd") X(del, "del") X(desc, "desc") \
  X(details, "details") X(dfn, "dfn") X(dialog, "dialog") X(dir, "dir") X(div, "div") \
  X(dl, "dl") X(dt, "dt") X(em, "em") X(embed, "embed") X(fieldset, "fieldset") \
  X(figcaption, "figcaption") X(figure, "figure") X(font, "font") X(footer, "footer") \
  X(foreignobject, "foreignobject") X(form, "form") X(frame, "frame") X(frameset, "frameset") \
  X(h1, "h1") X(h2, "h2") X(h3, "h3") X(h4, "h4") X(h5, "h5") X(h6, "h6") X(head, "head") \
  X(header, "header") X(hgroup, "hgroup") X(hr, "hr") X(html, "html") X(i, "i") \
  X(iframe, "iframe") X(img, "img") X(input, "input") X(ins, "ins") X(kbd, "kbd") \
  X(keygen, "keygen") X(label, "label") X(legend, "legend") X(li, "li") X(link, "link") \
  X(listing, "listing") X(main, "main") X(map, "map") X(mark, "mark") X(marquee, "marquee") \
  X(math, "math") X(menu, "menu") X(menuitem, "menuitem") X(meta, "meta") X(meter, "meter") \
  X(nav, "nav") X(nobr, "nobr") X(noembed, "noembed") X(noframes, "noframes") \
  X(noscript, "noscript") X(object, "object") X(ol, "ol") X(optgroup, "optgroup") \
  X(option, "option") X(output, "output") X(p, "p") X(param, "param") X(picture, "picture") \
  X(plaintext, "plaintext") X(portal, "portal") X(pre, "pre") X(progress, "progress") \
  X(q, "q") X(rb, "rb") X(rp, "rp") X(rt, "rt") X(rtc, "rtc") X(ruby, "ruby") X(s, "s") \
  X(samp, "samp") X(script, "script") X(search, "search") X(section, "section") \
  X(select, "select") X(slot, "slot") X(small, "small") X(source, "source") X(span, "span") \
  X(strike, "strike") X(strong, "strong") X(style, "style") X(sub, "sub") \
  X(summary, "summary") X(sup, "sup") X(svg, "svg") X(table, "table") X(tbody, "tbody") \
  X(td, "td") X(template_, "template") X(textarea, "textarea") X(tfoot, "tfoot") X(th, "th") \
  X(thead, "thead") X(time, "time") X(title, "title") X(tr, "tr") X(track, "track") \
  X(tt, "tt") X(u, "u") X(ul, "ul") X(var, "var") X(video, "video") X(wbr, "wbr") \
  X(xmp, "xmp")
// clang-format on

namespace newsgrain {

enum class Tag : uint16_t {
  other = 0,
#define NG_TAG_ENUM(identifier, name) identifier,
  NG_HTML_TAGS(NG_TAG_ENUM)
#undef NG_TAG_ENUM
  count
};

// The lower-case name of a code; empty for Tag::other and for codes that do not exist.
std::string_view tag_name(uint16_t code);
inline std::string_view tag_name(Tag tag) { return tag_name(static_cast<uint16_t>(tag)); }

// The code of a name in any case; Tag::other if it is not in the list.
Tag tag_code(std::string_view name);

}  // namespace newsgrain
