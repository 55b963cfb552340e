#include "lib/formats/html/notable_hosts.h"

#include "lib/formats/html/names.h"

namespace mugai::html {
namespace {

struct Row {
  std::string_view name;
  HostKind kind;
};

// Services that carry files, those of Japan first; then those that people meet at.
constexpr Row kRows[] = {
    {"firestorage.jp", HostKind::Storage},
    {"firestorage.com", HostKind::Storage},
    {"gigafile.nu", HostKind::Storage},
    {"datadeliver.net", HostKind::Storage},
    {"xgf.nu", HostKind::Storage},
    {"filedeliver.jp", HostKind::Storage},
    {"data-delivery.jp", HostKind::Storage},
    {"okurin.bitpark.co.jp", HostKind::Storage},
    {"1drv.ms", HostKind::Storage},
    {"onedrive.live.com", HostKind::Storage},
    {"sharepoint.com", HostKind::Storage},
    {"drive.google.com", HostKind::Storage},
    {"docs.google.com", HostKind::Storage},
    {"dropbox.com", HostKind::Storage},
    {"box.com", HostKind::Storage},
    {"wetransfer.com", HostKind::Storage},
    {"we.tl", HostKind::Storage},
    {"mega.nz", HostKind::Storage},
    {"mediafire.com", HostKind::Storage},
    {"icloud.com", HostKind::Storage},
    {"sendspace.com", HostKind::Storage},
    {"transferxl.com", HostKind::Storage},
    {"directcloud.jp", HostKind::Storage},
    {"fleekdrive.com", HostKind::Storage},
    {"firebasestorage.googleapis.com", HostKind::Storage},
    {"zoom.us", HostKind::Meeting},
    {"teams.microsoft.com", HostKind::Meeting},
    {"teams.live.com", HostKind::Meeting},
    {"meet.google.com", HostKind::Meeting},
    {"webex.com", HostKind::Meeting},
    {"whereby.com", HostKind::Meeting},
    {"calendly.com", HostKind::Meeting},
    {"jicoo.com", HostKind::Meeting},
    {"timerex.net", HostKind::Meeting},
    {"calendar.google.com", HostKind::Meeting},
    {"spirinc.com", HostKind::Meeting},
    {"gotomeeting.com", HostKind::Meeting},
    {"skype.com", HostKind::Meeting},
    {"bookings.cloud.microsoft", HostKind::Meeting},
};
constexpr NameIndex<128> kIndex(kRows);

}  // namespace

HostKind host_kind(std::string_view host) noexcept {
  for (std::size_t dot = host.find('.'); dot != std::string_view::npos; dot = host.find('.')) {
    if (const Row* row = kIndex.find(kRows, Name(host))) return row->kind;
    host.remove_prefix(dot + 1);
  }
  return HostKind::Ordinary;  // no top level domain is in the table
}

}  // namespace mugai::html
