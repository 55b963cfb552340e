#include "lib/formats/mail/observations.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"

namespace mugai::mail {
namespace {

// Words after which a password follows, in lower case; the longer ones first.
constexpr std::array<std::string_view, 8> kPasswordWords = {"パスワード",       "ﾊﾟｽﾜｰﾄﾞ",  "暗証番号", "解凍キー",
                                                            "ｐａｓｓｗｏｒｄ", "password", "passwd",   "passcode"};

// Services whose links lead to files or folders of anybody's.
constexpr std::array<std::string_view, 18> kShares = {
    "1drv.ms", "onedrive.live.com", ".sharepoint.com", "drive.google.com", "docs.google.com", "dropbox.com",
    "box.com", "firestorage.jp",    "firestorage.com", "gigafile.nu",      "wetransfer.com",  "we.tl",
    "mega.nz", "mediafire.com",     "xgf.nu",          "bitsend.jp",       "datadeliver.net", "storage.googleapis.com"};
constexpr std::array<std::string_view, 6> kMeetings = {"teams.microsoft.com/l/meetup-join",
                                                       "teams.live.com/meet",
                                                       "zoom.us/j/",
                                                       ".webex.com",
                                                       "meet.google.com/",
                                                       "whereby.com/"};

constexpr bool is_password_character(char c) {
  return c > ' ' && c < 0x7F;
}

// After the word: blanks, a colon or は, blanks, four or more printable characters.
bool password_follows(std::string_view rest) {
  constexpr std::array<std::string_view, 6> kSeparators = {":", "：", "は", "=", "は、", "→"};
  const auto skip_blanks = [&] {
    while (!rest.empty() && (rest.front() == ' ' || rest.starts_with("　"))) {
      rest.remove_prefix(rest.front() == ' ' ? 1 : std::string_view("　").size());
    }
  };
  skip_blanks();
  const auto* separator =
      std::find_if(kSeparators.begin(), kSeparators.end(), [&](std::string_view s) { return rest.starts_with(s); });
  if (separator == kSeparators.end()) return false;
  rest.remove_prefix(separator->size());
  skip_blanks();
  std::size_t length = 0;
  while (length < rest.size() && is_password_character(rest[length]))
    ++length;
  return length >= 4 && !rest.starts_with("http");
}

bool states_password(std::string_view lowered) {
  for (const std::string_view word : kPasswordWords) {
    for (std::size_t at = lowered.find(word); at != std::string_view::npos; at = lowered.find(word, at + 1)) {
      if (password_follows(lowered.substr(at + word.size(), 200))) return true;
    }
  }
  return false;
}

// The first of `list` that stands in a link, as a host of its own or of a service that gives out hosts.
template <std::size_t N>
std::string_view find_link(std::string_view lowered, const std::array<std::string_view, N>& list) {
  for (const std::string_view host : list) {
    for (std::size_t at = lowered.find(host); at != std::string_view::npos; at = lowered.find(host, at + 1)) {
      const char before = at == 0 ? ' ' : lowered[at - 1];
      const std::size_t end = at + host.size();
      const char after = end < lowered.size() ? lowered[end] : ' ';
      const bool begins = before == '/' || before == '.' || host.front() == '.';
      if (begins && (host.find('/') != std::string_view::npos || after == '/')) return host;
    }
  }
  return {};
}

}  // namespace

std::vector<Remark> observe_text(std::string_view text, Context& ctx) {
  std::vector<Remark> remarks;
  const std::string lowered = ascii::lower(text);
  if (states_password(lowered)) {
    ctx.report({"BODY-010", Action::Kept, "text", 1, ""});
    remarks.push_back({RemarkKind::PasswordInText, {}});
  }
  if (const std::string_view host = find_link(lowered, kShares); !host.empty()) {
    ctx.report({"BODY-011", Action::Kept, "text", 1, std::string(host)});
    remarks.push_back({RemarkKind::SharedFileLink, std::string(host)});
  }
  if (const std::string_view host = find_link(lowered, kMeetings); !host.empty()) {
    ctx.report({"BODY-012", Action::Kept, "text", 1, std::string(host)});
    remarks.push_back({RemarkKind::MeetingLink, std::string(host.substr(0, host.find('/')))});
  }
  return remarks;
}

}  // namespace mugai::mail
