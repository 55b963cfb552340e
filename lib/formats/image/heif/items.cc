#include "lib/formats/image/heif/items.h"

#include <algorithm>

#include "lib/formats/image/write.h"

namespace mugai::image::heif {
namespace {

Error malformed(const char* what) {
  return make_error(ErrorCode::Malformed, what);
}

// An ID of 16 or 32 bits, by the version of its box.
Result<std::uint32_t> read_id(Cursor& in, bool wide) {
  if (wide) return in.u32be();
  TRY_ASSIGN(const std::uint16_t id, in.u16be());
  return std::uint32_t{id};
}

class Reader {
 public:
  Reader(Bytes file, ImageReport& report) : report_(report) { container_.file = file; }

  // file = ftyp { meta | mdat | free | skip | other }
  Result<Container> run() {
    BoxReader boxes(container_.file);
    TRY_ASSIGN(const std::optional<Box> first, boxes.next());
    if (!first || first->type != four("ftyp")) return malformed("no file type");
    bool found = false;
    for (;;) {
      // A last box that is cut off, or bytes that are none, lie behind everything that is needed, or an extent will
      // tell.
      const auto next = boxes.next();
      if (!next.has_value()) report_.removed("IMG-002", "bytes that are no box");
      if (!next.has_value() || !next->has_value()) break;
      const Box& box = **next;
      if (box.type == four("meta")) {
        if (found) return malformed("two meta boxes");
        found = true;
        TRY(read_meta(box.body));
      } else if (box.type == four("moov")) {
        report_.removed("IMG-013", "film behind the picture");
      } else if (box.type != four("mdat") && box.type != four("free") && box.type != four("skip")) {
        report_.removed("IMG-013", "unknown box");
      }
    }
    if (!found) return malformed("no picture that stands by itself");
    return std::move(container_);
  }

 private:
  // meta = version(4) { hdlr | pitm | iinf | iloc | iref | iprp | idat | other }  (ISO/IEC 14496-12, 8.11)
  Result<void> read_meta(Bytes body) {
    Cursor in(body);
    TRY(read_full_head(in));
    BoxReader boxes(in.rest());
    std::optional<Box> iloc;
    std::optional<Box> iprp;
    for (;;) {
      TRY_ASSIGN(const std::optional<Box> box, boxes.next());
      if (!box) break;
      if (box->type == four("hdlr")) {
        TRY(read_handler(box->body));
      } else if (box->type == four("pitm")) {
        TRY(read_primary(box->body));
      } else if (box->type == four("iinf")) {
        TRY(read_items(box->body));
      } else if (box->type == four("iref")) {
        TRY(read_references(box->body));
      } else if (box->type == four("idat")) {
        container_.idat = box->body;
      } else if (box->type == four("iloc")) {
        iloc = box;
      } else if (box->type == four("iprp")) {
        iprp = box;
      } else if (box->type != four("dinf") && box->type != four("free") && box->type != four("grpl")) {
        report_.removed("IMG-013", "unknown box");
      }
    }
    if (!iloc || !iprp) return malformed("no places or no properties of items");
    TRY(read_places(iloc->body));
    return read_properties(iprp->body);
  }

  // hdlr = version(4) zero(4) handler(4) …  (8.4.3)
  static Result<void> read_handler(Bytes body) {
    Cursor in(body);
    TRY(in.skip(8));
    TRY_ASSIGN(const std::uint32_t handler, in.u32be());
    if (handler != four("pict")) return malformed("not a file of pictures");
    return ok();
  }

  // pitm = version(4) id(2 or 4)  (8.11.4)
  Result<void> read_primary(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    TRY_ASSIGN(container_.primary, read_id(in, head.version > 0));
    return ok();
  }

  // iinf = version(4) count(2 or 4) infe*  (8.11.6)
  Result<void> read_items(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    TRY(read_id(in, head.version > 0));  // the number of boxes, which the boxes themselves show
    BoxReader boxes(in.rest());
    for (;;) {
      TRY_ASSIGN(const std::optional<Box> box, boxes.next());
      if (!box) return ok();
      if (box->type != four("infe")) continue;
      TRY(read_item_entry(box->body));
    }
  }

  // infe = version(4) id(2, version 3: 4) protection(2) type(4) name …  (8.11.6.2)
  Result<void> read_item_entry(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    if (head.version != 2 && head.version != 3) return malformed("an item without a type");
    Item item;
    TRY_ASSIGN(item.id, read_id(in, head.version == 3));
    TRY_ASSIGN(const std::uint16_t protection, in.u16be());
    TRY_ASSIGN(item.type, in.u32be());
    item.locked = protection != 0;
    if (container_.items.size() >= kMaxItems) return make_error(ErrorCode::TooMany, "too many items");
    if (container_.find(item.id) != nullptr) return malformed("two items of one number");
    container_.items.push_back(std::move(item));
    return ok();
  }

  // iref = version(4) { size(4) type(4) from(2 or 4) count(2) to(2 or 4)* }*  (8.11.12)
  Result<void> read_references(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    BoxReader boxes(in.rest());
    for (;;) {
      TRY_ASSIGN(const std::optional<Box> box, boxes.next());
      if (!box) return ok();
      Cursor inner(box->body);
      Reference reference;
      reference.type = box->type;
      TRY_ASSIGN(reference.from, read_id(inner, head.version > 0));
      TRY_ASSIGN(const std::uint16_t count, inner.u16be());
      reference_count_ += count;
      if (reference_count_ > kMaxReferences) return make_error(ErrorCode::TooMany, "too many references");
      for (std::uint16_t i = 0; i < count; ++i) {
        TRY_ASSIGN(const std::uint32_t to, read_id(inner, head.version > 0));
        reference.to.push_back(to);
      }
      container_.references.push_back(std::move(reference));
    }
  }

  // iloc = version(4) sizes(2) count(2, version 2: 4) place*  (8.11.3)
  Result<void> read_places(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    if (head.version > 2) return malformed("places of items in an unknown form");
    TRY_ASSIGN(const std::uint16_t sizes, in.u16be());
    TRY_ASSIGN(const std::uint32_t count, read_id(in, head.version == 2));
    if (count > kMaxItems) return make_error(ErrorCode::TooMany, "too many items");
    for (std::uint32_t i = 0; i < count; ++i)
      TRY(read_place(in, head.version, sizes));
    return ok();
  }

  // place = id(2, version 2: 4) [version 1, 2: method(2)] file(2) base(B) count(2) { [index(I)] offset(O) length(L) }
  // with sizes = O(4 bits) L(4 bits) B(4 bits) I(4 bits)
  Result<void> read_place(Cursor& in, std::uint8_t version, std::uint16_t sizes) {
    TRY_ASSIGN(const std::uint32_t id, read_id(in, version == 2));
    std::uint16_t method = 0;
    if (version > 0) {
      TRY_ASSIGN(method, in.u16be());
    }
    method &= 0xF;
    TRY_ASSIGN(const std::uint16_t other_file, in.u16be());
    TRY_ASSIGN(const std::uint64_t base, read_sized(in, sizes >> 4 & 0xF));
    TRY_ASSIGN(const std::uint16_t count, in.u16be());
    if (count > kMaxExtents) return make_error(ErrorCode::TooMany, "an item has too many pieces");
    std::vector<Extent> extents;
    for (std::uint16_t i = 0; i < count; ++i) {
      if (version > 0) TRY(read_sized(in, sizes & 0xF));
      TRY_ASSIGN(const std::uint64_t offset, read_sized(in, sizes >> 12));
      TRY_ASSIGN(const std::uint64_t length, read_sized(in, sizes >> 8 & 0xF));
      TRY_ASSIGN(const std::uint64_t begin, checked_add(base, offset));
      extents.push_back({begin, length});
    }
    const auto item =
        std::find_if(container_.items.begin(), container_.items.end(), [id](const Item& x) { return x.id == id; });
    if (item == container_.items.end()) return ok();
    if (!item->extents.empty()) return malformed("an item lies in two places");
    item->extents = std::move(extents);
    item->in_idat = method == 1;
    item->elsewhere = other_file != 0 || method > 1;
    return ok();
  }

  // iprp = ipco { property* } ipma*  (ISO/IEC 23008-12, 9.3)
  Result<void> read_properties(Bytes body) {
    BoxReader boxes(body);
    for (;;) {
      TRY_ASSIGN(const std::optional<Box> box, boxes.next());
      if (!box) return ok();
      if (box->type == four("ipco")) {
        if (!container_.properties.empty()) return malformed("two groups of properties");
        BoxReader inner(box->body);
        for (;;) {
          TRY_ASSIGN(const std::optional<Box> property, inner.next());
          if (!property) break;
          container_.properties.push_back(*property);
        }
      } else if (box->type == four("ipma")) {
        TRY(read_associations(box->body));
      } else if (box->type != four("free")) {
        report_.removed("IMG-013", "unknown box");
      }
    }
  }

  // ipma = version(4) count(4) { id(2, version 1: 4) count(1) { essential(1 bit) property(7 or 15 bits) }* }*
  Result<void> read_associations(Bytes body) {
    Cursor in(body);
    TRY_ASSIGN(const FullHead head, read_full_head(in));
    const bool wide = (head.flags & 1U) != 0;
    TRY_ASSIGN(const std::uint32_t count, in.u32be());
    if (count > kMaxItems) return make_error(ErrorCode::TooMany, "too many items");
    for (std::uint32_t i = 0; i < count; ++i) {
      TRY_ASSIGN(const std::uint32_t id, read_id(in, head.version > 0));
      TRY_ASSIGN(const std::uint8_t properties, in.u8());
      const auto item =
          std::find_if(container_.items.begin(), container_.items.end(), [id](const Item& x) { return x.id == id; });
      for (std::uint8_t j = 0; j < properties; ++j) {
        Association association;
        if (wide) {
          TRY_ASSIGN(const std::uint16_t word, in.u16be());
          association = {word & 0x7FFFU, (word & 0x8000U) != 0};
        } else {
          TRY_ASSIGN(const std::uint8_t byte, in.u8());
          association = {byte & 0x7FU, (byte & 0x80U) != 0};
        }
        if (item != container_.items.end() && item->properties.size() < 256) item->properties.push_back(association);
      }
    }
    return ok();
  }

  ImageReport& report_;
  Container container_;
  std::uint32_t reference_count_ = 0;
};

}  // namespace

const Item* Container::find(std::uint32_t id) const noexcept {
  const auto item = std::find_if(items.begin(), items.end(), [id](const Item& x) { return x.id == id; });
  return item == items.end() ? nullptr : &*item;
}

Result<Container> read_container(Bytes file, ImageReport& report) {
  return Reader(file, report).run();
}

Result<Buffer> read_item(const Container& container, const Item& item) {
  if (item.locked) return make_error(ErrorCode::Encrypted, "an item is encrypted");
  if (item.elsewhere) return make_error(ErrorCode::Unsupported, "an item lies in another file");
  const Bytes from = item.in_idat ? container.idat : container.file;
  Buffer joined;
  for (const Extent& extent : item.extents) {
    if (extent.length == 0 || !fits(extent.offset, extent.length, from.size())) {
      return make_error(ErrorCode::Truncated, "an item lies outside of the file");
    }
    if (joined.size() + extent.length > from.size()) return malformed("pieces of an item lie over each other");
    put(joined, from.subspan(static_cast<std::size_t>(extent.offset), static_cast<std::size_t>(extent.length)));
  }
  if (joined.empty()) return malformed("an item without bytes");
  return joined;
}

}  // namespace mugai::image::heif
