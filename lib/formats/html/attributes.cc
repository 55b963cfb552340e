#include "lib/formats/html/attributes.h"

#include "lib/base/ascii.h"
#include "lib/formats/html/link_target.h"

namespace mugai::html {
namespace {

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
  Pick pick;
  unsigned use;
};

constexpr Row kRows[] = {
    {"accesskey", Pick::None, kWindow},
    {"action", Pick::None, kUrl},
    {"alt", Pick::Alt, kPick},
    {"archive", Pick::None, kFetched},
    {"autofocus", Pick::None, kWindow},
    {"background", Pick::Background, kUrl | kFetched},
    {"bgcolor", Pick::BgColor, kPick},
    {"checked", Pick::Checked, kPick},
    {"cite", Pick::None, kUrl},
    {"class", Pick::Class, kPick},
    {"codebase", Pick::None, kFetched},
    {"color", Pick::Color, kPick},
    {"colspan", Pick::ColSpan, kPick},
    {"contenteditable", Pick::None, kWindow},
    {"data", Pick::None, kUrl | kFetched},
    {"draggable", Pick::None, kWindow},
    {"dynsrc", Pick::None, kFetched},
    {"formaction", Pick::None, kUrl},
    {"height", Pick::Height, kPick},
    {"hidden", Pick::Hidden, kPick},
    {"href", Pick::Href, kPick},
    {"http-equiv", Pick::HttpEquiv, kPick},
    {"id", Pick::Id, kPick},
    {"is", Pick::None, kWindow},
    {"language", Pick::Language, kPick},
    {"longdesc", Pick::None, kFetched},
    {"lowsrc", Pick::None, kFetched},
    {"open", Pick::Open, kPick},
    {"ping", Pick::None, kFetched},
    {"popover", Pick::None, kWindow},
    {"popovertarget", Pick::None, kWindow},
    {"poster", Pick::None, kUrl | kFetched},
    {"rel", Pick::Rel, kPick},
    {"role", Pick::Role, kPick},
    {"rowspan", Pick::RowSpan, kPick},
    {"slot", Pick::None, kWindow},
    {"src", Pick::Src, kPick},
    {"srcset", Pick::None, kFetched},
    {"start", Pick::Start, kPick},
    {"style", Pick::Style, kPick},
    {"tabindex", Pick::None, kWindow},
    {"text", Pick::Text, kPick},
    {"type", Pick::Type, kPick},
    {"value", Pick::Value, kPick},
    {"width", Pick::Width, kPick},
    {"x-apple-data-detectors", Pick::None, kProgram},
    {"x:fmla", Pick::None, kOffice},
    {"x:fmt", Pick::None, kOffice},
    {"x:num", Pick::None, kOffice},
    {"x:str", Pick::None, kOffice},
    {"xlink:href", Pick::None, kUrl},
};

constexpr NameIndex<256> kIndex(kRows);

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
  if (url.starts_with("https://") || url.starts_with("http://")) return true;  // nearly all
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20)
    url.remove_prefix(1);
  if (url.empty()) return false;
  const auto begins = [url](std::string_view scheme) { return ascii::starts_with_ignoring_case(url, scheme); };
  switch (ascii::to_lower(url.front())) {
    case 'h':
      return begins("http:") || begins("https:");
    case 'f':
      return begins("ftp:") || begins("file:");
    case '/':
    case '\\':
      return begins("//") || begins("\\\\") || begins("/\\") || begins("\\/");
    default:
      return false;
  }
}

Picked pick_attributes(std::span<const Attribute> attributes, Removals& removals) {
  constexpr std::uint64_t kTwoBytes = 0xFFFF;
  constexpr std::uint64_t kOn = name_key("on");
  Picked picked(attributes);
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    const Attribute& a = attributes[i];
    if ((a.name.key() & kTwoBytes) == kOn && a.name.size() > 2) {
      removals.add(Removal::EventAttribute);
      continue;
    }
    const Row* row = kIndex.find(kRows, a.name);
    if (row == nullptr) continue;
    if (row->use != kPick) count_use(row->use, a.value, removals);
    if (row->pick != Pick::None) picked.set(row->pick, i);
  }
  return picked;
}

}  // namespace mugai::html
