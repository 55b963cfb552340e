#include "lib/formats/html/notable_hosts.h"

#include <algorithm>
#include <array>

namespace mugai::html {
namespace {

using namespace std::string_view_literals;

// Services that carry files, those of Japan first.
constexpr std::array kStorage = {"firestorage.jp"sv,
                                 "firestorage.com"sv,
                                 "gigafile.nu"sv,
                                 "datadeliver.net"sv,
                                 "xgf.nu"sv,
                                 "filedeliver.jp"sv,
                                 "data-delivery.jp"sv,
                                 "okurin.bitpark.co.jp"sv,
                                 "1drv.ms"sv,
                                 "onedrive.live.com"sv,
                                 "sharepoint.com"sv,
                                 "drive.google.com"sv,
                                 "docs.google.com"sv,
                                 "dropbox.com"sv,
                                 "box.com"sv,
                                 "wetransfer.com"sv,
                                 "we.tl"sv,
                                 "mega.nz"sv,
                                 "mediafire.com"sv,
                                 "icloud.com"sv,
                                 "sendspace.com"sv,
                                 "transferxl.com"sv,
                                 "directcloud.jp"sv,
                                 "fleekdrive.com"sv,
                                 "firebasestorage.googleapis.com"sv};
constexpr std::array kMeeting = {"zoom.us"sv,        "teams.microsoft.com"sv,
                                 "teams.live.com"sv, "meet.google.com"sv,
                                 "webex.com"sv,      "whereby.com"sv,
                                 "calendly.com"sv,   "jicoo.com"sv,
                                 "timerex.net"sv,    "calendar.google.com"sv,
                                 "spirinc.com"sv,    "gotomeeting.com"sv,
                                 "skype.com"sv,      "bookings.cloud.microsoft"sv};

template <std::size_t N>
bool is_below(std::string_view host, const std::array<std::string_view, N>& list) noexcept {
  return std::any_of(list.begin(), list.end(), [host](std::string_view name) {
    if (!host.ends_with(name)) return false;
    return host.size() == name.size() || host[host.size() - name.size() - 1] == '.';
  });
}

}  // namespace

bool is_file_storage(std::string_view host) noexcept {
  return is_below(host, kStorage);
}
bool is_meeting(std::string_view host) noexcept {
  return is_below(host, kMeeting);
}

}  // namespace mugai::html
