#include "tests/support/heif_builder.h"

#include <cstdint>
#include <span>
#include <vector>

#include "tests/support/image_builder.h"

namespace mugai::testing {
namespace {

using std::string;
using namespace std::string_literals;

// Coded by x265 3.5 (heif-enc -q 30) and libaom 3.6 (avifenc -s 0) from the four fields; nothing else is in them.
constexpr std::uint8_t kHevcConfig[] = {
    0x01, 0x03, 0x70, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x1E, 0xF0, 0x00, 0xFC, 0xFD, 0xF8, 0xF8,
    0x00, 0x00, 0x0F, 0x03, 0x20, 0x00, 0x01, 0x00, 0x18, 0x40, 0x01, 0x0C, 0x01, 0xFF, 0xFF, 0x03, 0x70, 0x00, 0x00,
    0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x1E, 0xBA, 0x02, 0x40, 0x21, 0x00, 0x01, 0x00, 0x2B,
    0x42, 0x01, 0x01, 0x03, 0x70, 0x00, 0x00, 0x03, 0x00, 0x90, 0x00, 0x00, 0x03, 0x00, 0x00, 0x03, 0x00, 0x1E, 0xA0,
    0x20, 0x81, 0x05, 0x96, 0xEA, 0x49, 0x29, 0xAE, 0x6E, 0x04, 0x04, 0x0C, 0x08, 0x00, 0x00, 0x03, 0x00, 0x08, 0x00,
    0x00, 0x03, 0x00, 0x08, 0x40, 0x22, 0x00, 0x01, 0x00, 0x07, 0x44, 0x01, 0xC1, 0x72, 0xB0, 0x22, 0x40};
constexpr std::uint8_t kHevcData[] = {
    0x00, 0x00, 0x00, 0x32, 0x28, 0x01, 0xAF, 0x19, 0x80, 0xF7, 0x7C, 0x85, 0x37, 0xFF, 0xF7, 0xF8, 0xC7, 0xFD,
    0x7D, 0xAB, 0xFE, 0x29, 0x12, 0xF6, 0xB3, 0xD7, 0x47, 0x0F, 0xC2, 0xFD, 0xFF, 0x87, 0x8F, 0x3D, 0xFF, 0xE9,
    0xF4, 0x01, 0xEB, 0x8C, 0x6F, 0xF1, 0xE6, 0x43, 0x12, 0xFE, 0x5B, 0x59, 0x7E, 0xC2, 0x27, 0xF8, 0x7F, 0xFC};
constexpr std::uint8_t kHevcAlphaConfig[] = {
    0x01, 0x04, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x1E, 0xF0, 0x00, 0xFC, 0xFC, 0xF8,
    0xF8, 0x00, 0x00, 0x0F, 0x03, 0x20, 0x00, 0x01, 0x00, 0x17, 0x40, 0x01, 0x0C, 0x01, 0xFF, 0xFF, 0x04, 0x08,
    0x00, 0x00, 0x03, 0x00, 0x9F, 0xF8, 0x00, 0x00, 0x03, 0x00, 0x00, 0x1E, 0xBA, 0x02, 0x40, 0x21, 0x00, 0x01,
    0x00, 0x26, 0x42, 0x01, 0x01, 0x04, 0x08, 0x00, 0x00, 0x03, 0x00, 0x9F, 0xF8, 0x00, 0x00, 0x03, 0x00, 0x00,
    0x1E, 0xC0, 0x82, 0x04, 0x16, 0x5B, 0xA9, 0x24, 0xA6, 0xB9, 0xB0, 0x20, 0x00, 0x00, 0x03, 0x00, 0x20, 0x00,
    0x00, 0x03, 0x00, 0x21, 0x22, 0x00, 0x01, 0x00, 0x07, 0x44, 0x01, 0xC1, 0x72, 0xB0, 0x22, 0x40};
constexpr std::uint8_t kHevcAlphaData[] = {0x00, 0x00, 0x00, 0x12, 0x28, 0x01, 0xAE, 0x33, 0xE2, 0xB0, 0xE0,
                                           0xF6, 0x9F, 0xA2, 0x8E, 0x5B, 0xFF, 0xF8, 0x49, 0x27, 0xF8, 0xE0};
constexpr std::uint8_t kAv1Data[] = {0x12, 0x00, 0x0A, 0x09, 0x18, 0x15, 0x7F, 0xFF, 0x92, 0x02, 0x1A, 0x0D, 0x08,
                                     0x32, 0x24, 0x1B, 0x40, 0x00, 0x00, 0x40, 0x00, 0xB4, 0xDB, 0x7B, 0x4B, 0x08,
                                     0x3E, 0x51, 0x55, 0xDE, 0x72, 0x49, 0x0E, 0x58, 0x3E, 0x48, 0x95, 0x96, 0xAA,
                                     0x31, 0xA4, 0xD8, 0x88, 0xFF, 0xB0, 0xC9, 0x41, 0xF1, 0xEA, 0xAE, 0xEC};
constexpr std::uint8_t kAv1AlphaData[] = {0x12, 0x00, 0x0A, 0x06, 0x18, 0x15, 0x7F, 0xFF, 0x95,
                                          0x40, 0x32, 0x0F, 0x10, 0x00, 0x8D, 0xB6, 0x68, 0xE8,
                                          0x7C, 0xE9, 0xAE, 0x56, 0x34, 0xE9, 0xF9, 0xDF, 0x80};
constexpr std::uint8_t kAv1DeepData[] = {
    0x12, 0x00, 0x0A, 0x09, 0x38, 0x15, 0x7F, 0xFF, 0x9C, 0x04, 0x34, 0x1A, 0x40, 0x32, 0x26, 0x1B, 0x40, 0x00,
    0x00, 0x40, 0x40, 0x09, 0x18, 0xF2, 0x5B, 0xC8, 0x88, 0xEB, 0x65, 0xD0, 0xDE, 0xE4, 0xD6, 0x3B, 0x4C, 0xCA,
    0x44, 0xC4, 0xE9, 0xF6, 0x86, 0x91, 0xFD, 0x43, 0x6E, 0x3D, 0x53, 0x9F, 0x65, 0x1D, 0x58, 0xEB, 0xC4};

string text(std::span<const std::uint8_t> bytes) {
  return {bytes.begin(), bytes.end()};
}
string box(std::string_view type, std::string_view body) {
  return u32be(static_cast<std::uint32_t>(body.size() + 8)) + string(type) + string(body);
}
string full_box(std::string_view type, std::uint32_t head, std::string_view body) {
  return box(type, u32be(head) + string(body));
}

struct Item {
  std::uint32_t id;
  string type;
  string data;
  bool in_idat = false;
  std::vector<std::pair<int, bool>> properties;  // number from 1, essential
};
struct Reference {
  string type;
  std::uint32_t from;
  std::vector<std::uint32_t> to;
};

class Builder {
 public:
  explicit Builder(const HeifOptions& options) : o_(options) {}

  string run() {
    add_picture();
    if (o_.alpha) add_alpha();
    if (!o_.depth.empty()) add_auxiliary(30, string(o_.depth));
    if (o_.thumbnail) {
      add_coded(40);
      references_.push_back({"thmb", 40, {1}});
    }
    if (!o_.exif.empty()) add_metadata(50, "Exif", u32be(0) + "MM\0*\0\0\0\x08\0\0"s + string(o_.exif));
    if (!o_.xmp.empty()) add_metadata(51, "mime", string(o_.xmp));
    const string brand = o_.av1 ? "avif" : "heic";
    const string head = box("ftyp", brand + u32be(0) + "mif1" + brand) +
                        (o_.unknown_box.empty() ? "" : box("zzzz", o_.unknown_box)) +
                        (o_.film ? box("moov", box("mvhd", string(100, '\0'))) : "");
    const std::size_t meta_size = meta(0).size();
    string data;
    for (const Item& item : items_)
      data += item.in_idat ? "" : item.data;
    return head + meta(head.size() + meta_size + 8) + box("mdat", data) + string(o_.tail);
  }

 private:
  int property(std::string_view type, const string& body) {
    properties_ += box(type, body);
    return ++property_count_;
  }
  int size_property(std::uint32_t width, std::uint32_t height) {
    return property("ispe", u32be(0) + u32be(width) + u32be(height));
  }

  Item& add_coded(std::uint32_t id) {
    const string data = o_.deep ? text(kAv1DeepData) : o_.av1 ? text(kAv1Data) : text(kHevcData);
    Item item{id, o_.av1 ? "av01" : "hvc1", data, false, {}};
    const std::uint32_t side = o_.wide ? 60000 : o_.other_size ? 128 : 64;
    item.properties.emplace_back(size_property(side, side), false);
    const int config =
        o_.av1 ? property("av1C", o_.deep ? "\x81\x20\x40\0"s : "\x81\0\x0C\0"s) : property("hvcC", text(kHevcConfig));
    item.properties.emplace_back(config, true);
    items_.push_back(item);
    return items_.back();
  }

  void add_picture() {
    if (!o_.grid && !o_.self_grid && !o_.overlay) {
      add_transforms(add_coded(1));
      return;
    }
    // version, flags, rows - 1, columns - 1, width, height
    Item grid{1, o_.overlay ? "iovl" : "grid", "\0\0\1\1"s + u16be(120) + u16be(100), true, {}};
    grid.properties.emplace_back(size_property(120, 100), false);
    items_.push_back(grid);
    add_transforms(items_.back());
    if (o_.self_grid) {
      references_.push_back({"dimg", 1, {1, 1, 1, 1}});
      return;
    }
    for (std::uint32_t id = 2; id < 6; ++id)
      add_coded(id);
    references_.push_back({"dimg", 1, {2, 3, 4, 5}});
  }

  void add_transforms(Item& item) {
    if (o_.turn > 0) item.properties.emplace_back(property("irot", string(1, static_cast<char>(o_.turn))), true);
    if (o_.mirror >= 0) item.properties.emplace_back(property("imir", string(1, static_cast<char>(o_.mirror))), true);
    if (o_.essential) item.properties.emplace_back(property("zzzz", "x"), true);
  }

  void add_alpha() {
    Item item{20, o_.av1 ? "av01" : "hvc1", o_.av1 ? text(kAv1AlphaData) : text(kHevcAlphaData), false, {}};
    item.properties.emplace_back(size_property(64, 64), false);
    if (!o_.av1) item.properties.emplace_back(property("hvcC", text(kHevcAlphaConfig)), true);
    item.properties.emplace_back(property("auxC", u32be(0) + "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0"s), true);
    items_.push_back(item);
    references_.push_back({"auxl", 20, {1}});
  }

  void add_auxiliary(std::uint32_t id, const string& name) {
    add_coded(id).properties.emplace_back(property("auxC", u32be(0) + name + '\0'), true);
    references_.push_back({"auxl", id, {1}});
  }

  void add_metadata(std::uint32_t id, const string& type, const string& data) {
    items_.push_back({id, type, data, false, {}});
    references_.push_back({"cdsc", id, {1}});
  }

  [[nodiscard]] string places(std::size_t data_at) const {
    string body = u16be(0x4400) + u16be(static_cast<std::uint32_t>(items_.size()));
    std::size_t in_file = data_at;
    std::size_t in_idat = 0;
    for (const Item& item : items_) {
      std::size_t& at = item.in_idat ? in_idat : in_file;
      const std::size_t begin = o_.outside && item.id == 1 ? 0x7FFFFF00 : at;
      body += u16be(item.id) + u16be(item.in_idat ? 1 : 0) + u16be(0) + u16be(1) +
              u32be(static_cast<std::uint32_t>(begin)) + u32be(static_cast<std::uint32_t>(item.data.size()));
      at += item.data.size();
    }
    return full_box("iloc", 0x01000000, body);
  }

  [[nodiscard]] string meta(std::size_t data_at) const {
    string entries;
    string idat;
    string associations = u32be(static_cast<std::uint32_t>(items_.size()));
    for (const Item& item : items_) {
      const bool locked = o_.locked && item.id == 1;
      entries += full_box("infe", 0x02000000, u16be(item.id) + u16be(locked ? 1 : 0) + item.type + '\0');
      if (item.in_idat) idat += item.data;
      associations += u16be(item.id) + static_cast<char>(item.properties.size());
      for (const auto& [number, essential] : item.properties)
        associations += static_cast<char>(number | (essential ? 0x80 : 0));
    }
    string references;
    for (const Reference& reference : references_) {
      string body = u16be(reference.from) + u16be(static_cast<std::uint32_t>(reference.to.size()));
      for (const std::uint32_t to : reference.to)
        body += u16be(to);
      references += box(reference.type, body);
    }
    return full_box("meta", 0,
                    full_box("hdlr", 0, u32be(0) + "pict" + string(13, '\0')) + full_box("pitm", 0, u16be(1)) +
                        full_box("iinf", 0, u16be(static_cast<std::uint32_t>(items_.size())) + entries) +
                        full_box("iref", 0, references) +
                        box("iprp", box("ipco", properties_) + full_box("ipma", 0, associations)) + box("idat", idat) +
                        (o_.unknown_box.empty() ? "" : box("yyyy", o_.unknown_box)) + places(data_at));
  }

  const HeifOptions& o_;
  std::vector<Item> items_;
  std::vector<Reference> references_;
  string properties_;
  int property_count_ = 0;
};

}  // namespace

string make_heif(const HeifOptions& options) {
  return Builder(options).run();
}

}  // namespace mugai::testing
