#include "lib/formats/html/notable_hosts.h"

#include <cstdint>

#include "lib/formats/html/names.h"

namespace mugai::html {
namespace {

enum class Kind : std::uint8_t { Storage, Meeting };

struct Row {
  std::string_view name;
  Kind kind;
};

// Services that carry files, those of Japan first; then those that people meet at.
constexpr Row kRows[] = {
    {"firestorage.jp", Kind::Storage},
    {"firestorage.com", Kind::Storage},
    {"gigafile.nu", Kind::Storage},
    {"datadeliver.net", Kind::Storage},
    {"xgf.nu", Kind::Storage},
    {"filedeliver.jp", Kind::Storage},
    {"data-delivery.jp", Kind::Storage},
    {"okurin.bitpark.co.jp", Kind::Storage},
    {"1drv.ms", Kind::Storage},
    {"onedrive.live.com", Kind::Storage},
    {"sharepoint.com", Kind::Storage},
    {"drive.google.com", Kind::Storage},
    {"docs.google.com", Kind::Storage},
    {"dropbox.com", Kind::Storage},
    {"box.com", Kind::Storage},
    {"wetransfer.com", Kind::Storage},
    {"we.tl", Kind::Storage},
    {"mega.nz", Kind::Storage},
    {"mediafire.com", Kind::Storage},
    {"icloud.com", Kind::Storage},
    {"sendspace.com", Kind::Storage},
    {"transferxl.com", Kind::Storage},
    {"directcloud.jp", Kind::Storage},
    {"fleekdrive.com", Kind::Storage},
    {"firebasestorage.googleapis.com", Kind::Storage},
    {"zoom.us", Kind::Meeting},
    {"teams.microsoft.com", Kind::Meeting},
    {"teams.live.com", Kind::Meeting},
    {"meet.google.com", Kind::Meeting},
    {"webex.com", Kind::Meeting},
    {"whereby.com", Kind::Meeting},
    {"calendly.com", Kind::Meeting},
    {"jicoo.com", Kind::Meeting},
    {"timerex.net", Kind::Meeting},
    {"calendar.google.com", Kind::Meeting},
    {"spirinc.com", Kind::Meeting},
    {"gotomeeting.com", Kind::Meeting},
    {"skype.com", Kind::Meeting},
    {"bookings.cloud.microsoft", Kind::Meeting},
};
constexpr NameIndex<128> kIndex(kRows);

// The host or a domain above it is in the table as `kind`.
bool is_below(std::string_view host, Kind kind) noexcept {
  for (;;) {
    const Row* row = kIndex.find(kRows, Name(host));
    if (row != nullptr && row->kind == kind) return true;
    const std::size_t dot = host.find('.');
    if (dot == std::string_view::npos) return false;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool is_file_storage(std::string_view host) noexcept {
  return is_below(host, Kind::Storage);
}
bool is_meeting(std::string_view host) noexcept {
  return is_below(host, Kind::Meeting);
}

}  // namespace mugai::html
