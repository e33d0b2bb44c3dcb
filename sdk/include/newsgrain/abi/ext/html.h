/* newsgrain.html/1: tag codes of the element layer, and attributes of start tags. C99.
 *
 * The `tag` column of the element layer holds NG_TAG_* codes; NG_TAG_other stands for every name that is not in the
 * list (custom elements, the inside of MathML): the name itself is in the markup. All functions are [any] and allocate
 * nothing that the caller must free. */
#ifndef NEWSGRAIN_ABI_EXT_HTML_H
#define NEWSGRAIN_ABI_EXT_HTML_H
#include "../newsgrain.h"
#define NG_EXT_HTML "newsgrain.html/1"

/* X(identifier, name). Names are only ever appended at the end. */
/* clang-format off */
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
/* clang-format on */

enum {
  NG_TAG_other = 0,
#define NG_TAG_CODE(identifier, name) NG_TAG_##identifier,
  NG_HTML_TAGS(NG_TAG_CODE)
#undef NG_TAG_CODE
      NG_TAG_count
};

typedef struct ng_html {
  uint32_t struct_size;
  uint32_t reserved;
  /* The next attribute of a start tag (which begins with '<'). *position is 0 before the first call and moves on. Name
   * and value are as written, the value without its quotes. Returns 1, or 0 when there is none left. */
  int32_t (*next_attribute)(ng_str start_tag, size_t* position, ng_str* name, ng_str* value);
  /* Decodes character references by the rules for attribute values (in_attribute 1) or text (0). Writes at most
   * `capacity` bytes and the true size to *size. */
  ng_status (*decode)(ng_str raw, int32_t in_attribute, char* out, size_t capacity, size_t* size);
} ng_html;
#endif
