// What the text writer leaves out or changes, as a table: each kind with its catalogue ID, its action and the reason.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "lib/core/finding.h"

namespace mugai::html {

enum class Removal : std::uint8_t {
  Script,
  EventAttribute,
  ScriptUrl,
  ObfuscatedUrl,
  Frame,
  MetaEquiv,
  Base,
  LinkElement,
  Form,
  PasswordField,
  ActiveCss,
  ConditionalComment,
  Vml,
  XmlIsland,
  Template,
  RawElement,
  Duplicate,
  OddAttribute,
  Nul,
  Cut,
  Swallowed,
  TooDeep,
  Bidi,
  ZeroWidth,
  DataUrl,
  OfficeData,
  StarBasic,
  Hta,
  RemoteImage,
  TrackingPixel,
  RemoteStyle,
  Mismatch,
  DisguisedUrl,
  RefusedUrl,
  MailtoHeaders,
  HiddenDisplay,
  HiddenVisibility,
  HiddenSize,
  HiddenColor,
  HiddenPosition,
  HiddenOverflow,
  HiddenMso,
  HiddenAttribute,
  SoftHyphen,
  ImageOnly,
  DataImage,
  Drawing,
  SheetHides,
  UiAttribute,
  ProgramMarkup,
  StorageLink,
  MeetingLink,
};
inline constexpr std::size_t kRemovalCount = static_cast<std::size_t>(Removal::MeetingLink) + 1;

class Removals {
 public:
  void add(Removal removal, std::uint64_t count = 1) noexcept {
    std::uint32_t& counted = counts_.at(static_cast<std::size_t>(removal));
    const std::uint64_t sum = counted + std::uint64_t{count};
    counted = sum > UINT32_MAX ? UINT32_MAX : static_cast<std::uint32_t>(sum);
    total_ += count;
  }
  [[nodiscard]] std::uint32_t count(Removal removal) const noexcept {
    return counts_.at(static_cast<std::size_t>(removal));
  }
  // Of all kinds together.
  [[nodiscard]] std::uint64_t total() const noexcept { return total_; }
  // One finding for each kind that was met, in the order of Removal.
  [[nodiscard]] std::vector<Finding> findings() const;

 private:
  std::array<std::uint32_t, kRemovalCount> counts_{};
  std::uint64_t total_ = 0;
};

}  // namespace mugai::html
