#include "lib/formats/html/attributes.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/html/link_target.h"

namespace mugai::html {
namespace {

using Member = std::string_view Picked::*;
using Flag = bool Picked::*;

// What an attribute is for, besides its value being picked.
enum Use : std::uint8_t {
  kPick = 0,
  kUrl = 1,  // leads somewhere; code or data behind it is counted (HTM-004, HTM-019). href and src are looked at where
             // they are used.
  kFetched = 2,   // a program would fetch it by itself (HTM-004, BODY-001)
  kOffice = 4,    // read by Excel alone (HTM-021)
  kWindow = 8,    // takes the focus or the keys, makes text editable, or is for scripts (HTM-020)
  kProgram = 16,  // of one mail program (BODY-009)
};

struct Row {
  std::string_view name;
  Member member;
  Flag flag;
  unsigned use;
};

constexpr Row kRows[] = {
    {"accesskey", nullptr, nullptr, kWindow},
    {"action", nullptr, nullptr, kUrl},
    {"alt", &Picked::alt, nullptr, kPick},
    {"archive", nullptr, nullptr, kFetched},
    {"autofocus", nullptr, nullptr, kWindow},
    {"background", &Picked::background, nullptr, kUrl | kFetched},
    {"bgcolor", &Picked::bgcolor, nullptr, kPick},
    {"border", &Picked::border, nullptr, kPick},
    {"checked", &Picked::checked, &Picked::has_checked, kPick},
    {"cite", nullptr, nullptr, kUrl},
    {"class", &Picked::klass, nullptr, kPick},
    {"codebase", nullptr, nullptr, kFetched},
    {"color", &Picked::color, nullptr, kPick},
    {"colspan", &Picked::colspan, nullptr, kPick},
    {"contenteditable", nullptr, nullptr, kWindow},
    {"data", nullptr, nullptr, kUrl | kFetched},
    {"draggable", nullptr, nullptr, kWindow},
    {"dynsrc", nullptr, nullptr, kFetched},
    {"formaction", nullptr, nullptr, kUrl},
    {"height", &Picked::height, nullptr, kPick},
    {"hidden", nullptr, &Picked::has_hidden, kPick},
    {"href", &Picked::href, &Picked::has_href, kPick},
    {"http-equiv", &Picked::http_equiv, nullptr, kPick},
    {"id", &Picked::id, nullptr, kPick},
    {"is", nullptr, nullptr, kWindow},
    {"language", &Picked::language, nullptr, kPick},
    {"longdesc", nullptr, nullptr, kFetched},
    {"lowsrc", nullptr, nullptr, kFetched},
    {"open", nullptr, &Picked::has_open, kPick},
    {"ping", nullptr, nullptr, kFetched},
    {"popover", nullptr, nullptr, kWindow},
    {"popovertarget", nullptr, nullptr, kWindow},
    {"poster", nullptr, nullptr, kUrl | kFetched},
    {"rel", &Picked::rel, nullptr, kPick},
    {"role", &Picked::role, nullptr, kPick},
    {"rowspan", &Picked::rowspan, nullptr, kPick},
    {"slot", nullptr, nullptr, kWindow},
    {"src", &Picked::src, nullptr, kPick},
    {"srcset", nullptr, nullptr, kFetched},
    {"start", &Picked::start, nullptr, kPick},
    {"style", &Picked::style, nullptr, kPick},
    {"tabindex", nullptr, nullptr, kWindow},
    {"text", &Picked::text, nullptr, kPick},
    {"type", &Picked::type, nullptr, kPick},
    {"value", &Picked::value, nullptr, kPick},
    {"width", &Picked::width, nullptr, kPick},
    {"x-apple-data-detectors", nullptr, nullptr, kProgram},
    {"x:fmla", nullptr, nullptr, kOffice},
    {"x:fmt", nullptr, nullptr, kOffice},
    {"x:num", nullptr, nullptr, kOffice},
    {"x:str", nullptr, nullptr, kOffice},
    {"xlink:href", nullptr, nullptr, kUrl},
};

constexpr std::size_t kSlots = 256;

constexpr std::size_t slot_of(std::string_view name) noexcept {
  const auto at = [name](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
  return (name.size() * 61 + at(0) * 7 + at(name.size() / 2) * 31 + at(name.size() - 1) * 3) % kSlots;
}

// Row numbers plus one, open-addressed.
constexpr std::array<std::uint8_t, kSlots> make_slots() {
  std::array<std::uint8_t, kSlots> slots{};
  for (std::size_t i = 0; i < std::size(kRows); ++i) {
    std::size_t slot = slot_of(kRows[i].name);
    while (slots[slot] != 0)
      slot = (slot + 1) % kSlots;
    slots[slot] = static_cast<std::uint8_t>(i + 1);
  }
  return slots;
}
constexpr std::array<std::uint8_t, kSlots> kSlotTable = make_slots();

const Row* find_row(std::string_view name) noexcept {
  for (std::size_t slot = slot_of(name); kSlotTable[slot] != 0; slot = (slot + 1) % kSlots) {
    const Row& row = kRows[kSlotTable[slot] - 1];
    if (row.name == name) return &row;
  }
  return nullptr;
}

void count_use(unsigned use, std::string_view value, Removals& removals) {
  if ((use & kOffice) != 0) removals.add(Removal::OfficeData);
  if ((use & kWindow) != 0) removals.add(Removal::UiAttribute);
  if ((use & kProgram) != 0) removals.add(Removal::ProgramMarkup);
  if ((use & kFetched) != 0 && is_remote(value)) removals.add(Removal::RemoteImage);
  if ((use & kUrl) == 0) return;
  const TargetKind kind = parse_target(value.substr(0, 256), 0).kind;
  if (kind == TargetKind::Script) removals.add(Removal::ScriptUrl);
  if (kind == TargetKind::Data) removals.add(Removal::DataUrl);
}

}  // namespace

bool is_remote(std::string_view url) noexcept {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20)
    url.remove_prefix(1);
  for (const std::string_view start : {"http:", "https:", "ftp:", "file:", "//", "\\\\", "/\\", "\\/"}) {
    if (ascii::starts_with_ignoring_case(url, start)) return true;
  }
  return false;
}

Picked pick_attributes(std::span<const Attribute> attributes, Removals& removals) {
  Picked picked;
  for (const Attribute& a : attributes) {
    if (a.name.empty()) continue;
    if (a.name.size() > 2 && a.name.starts_with("on")) {
      removals.add(Removal::EventAttribute);
      continue;
    }
    const Row* row = find_row(a.name);
    if (row == nullptr) continue;
    if (row->use != kPick) count_use(row->use, a.value, removals);
    if (row->member != nullptr) picked.*(row->member) = a.value;
    if (row->flag != nullptr) picked.*(row->flag) = true;
  }
  return picked;
}

}  // namespace mugai::html
