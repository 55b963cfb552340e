#include "lib/formats/html/attributes.h"

#include <array>

#include "lib/base/ascii.h"
#include "lib/formats/html/link_target.h"

namespace mugai::html {
namespace {

using Member = std::string_view Picked::*;
using Flag = bool Picked::*;

struct Row {
  std::string_view name;
  Member member;
  Flag flag;
};

constexpr Row kRows[] = {
    {"alt", &Picked::alt, nullptr},           {"background", &Picked::background, nullptr},
    {"bgcolor", &Picked::bgcolor, nullptr},   {"border", &Picked::border, nullptr},
    {"checked", &Picked::checked, &Picked::has_checked}, {"class", &Picked::klass, nullptr},
    {"color", &Picked::color, nullptr},       {"colspan", &Picked::colspan, nullptr},
    {"height", &Picked::height, nullptr},     {"hidden", nullptr, &Picked::has_hidden},
    {"href", &Picked::href, &Picked::has_href}, {"http-equiv", &Picked::http_equiv, nullptr},
    {"id", &Picked::id, nullptr},             {"language", &Picked::language, nullptr},
    {"open", nullptr, &Picked::has_open},     {"rel", &Picked::rel, nullptr},
    {"role", &Picked::role, nullptr},         {"rowspan", &Picked::rowspan, nullptr},
    {"src", &Picked::src, nullptr},           {"start", &Picked::start, nullptr},
    {"style", &Picked::style, nullptr},       {"text", &Picked::text, nullptr},
    {"type", &Picked::type, nullptr},         {"value", &Picked::value, nullptr},
    {"width", &Picked::width, nullptr},
};

// Rows by length and first letter, so that most attributes are compared with one name or none.
const Row* find_row(std::string_view name) noexcept {
  for (const Row& row : kRows) {
    if (row.name.size() == name.size() && row.name.front() == name.front() && row.name == name) return &row;
  }
  return nullptr;
}

// Attributes besides src whose URL a program would fetch by itself (HTM-004).
constexpr std::array<std::string_view, 10> kFetched = {"background", "poster", "srcset", "dynsrc", "lowsrc", "data", "archive", "codebase", "ping", "longdesc"};

bool is_fetched(std::string_view name) noexcept {
  for (const std::string_view fetched : kFetched) {
    if (name == fetched) return true;
  }
  return false;
}

// Attributes whose URL leads or fetches and that the writer does not show: code or data behind them is counted (HTM-004,
// HTM-019). The href of a link and the src of a picture are looked at where they are used.
constexpr std::array<std::string_view, 8> kUrls = {"action", "formaction", "background", "data", "poster", "xlink:href", "srcdoc", "cite"};

void count_url(std::string_view name, std::string_view value, Removals& removals) {
  for (const std::string_view url : kUrls) {
    if (name != url) continue;
    const TargetKind kind = parse_target(value.substr(0, 256), 0).kind;
    if (kind == TargetKind::Script) removals.add(Removal::ScriptUrl);
    if (kind == TargetKind::Data) removals.add(Removal::DataUrl);
  }
}

}  // namespace

bool is_remote(std::string_view url) noexcept {
  while (!url.empty() && static_cast<unsigned char>(url.front()) <= 0x20) url.remove_prefix(1);
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
    if (a.name == "x:fmla" || a.name == "x:str" || a.name == "x:num" || a.name == "x:fmt") removals.add(Removal::OfficeData);
    if (is_fetched(a.name) && is_remote(a.value)) removals.add(Removal::RemoteImage);
    count_url(a.name, a.value, removals);
    const Row* row = find_row(a.name);
    if (row == nullptr) continue;
    if (row->member != nullptr) picked.*(row->member) = a.value;
    if (row->flag != nullptr) picked.*(row->flag) = true;
  }
  return picked;
}

}  // namespace mugai::html
