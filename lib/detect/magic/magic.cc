// libmagic: words for the operator about a file that our own signatures do not know. It never decides anything that
// lets a file pass. The database is loaded before the worker is locked down; a look reads memory alone.
#include "lib/detect/magic/magic.h"

#include <magic.h>

#include "lib/base/utf8.h"
#include "lib/detect/detect.h"

namespace mugai::detect {
namespace {

constexpr std::size_t kMaxWords = 120;

// No look into compressed data, no tar or CDF parsers (their own code has had enough faults), no text encodings.
constexpr int kFlags = MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_ELF |
                       MAGIC_NO_CHECK_APPTYPE | MAGIC_NO_CHECK_CSV | MAGIC_NO_CHECK_JSON;

// One database a process, loaded once and kept to its end.
magic_t& database() {
  static magic_t cookie = nullptr;
  return cookie;
}

std::string describe(Bytes head) {
  magic_t cookie = database();
  if (cookie == nullptr || head.empty()) return {};
  const char* words = magic_buffer(cookie, head.data(), head.size());
  return words == nullptr ? std::string() : utf8::one_line(words, kMaxWords);
}

}  // namespace

bool use_libmagic() {
  magic_t& cookie = database();
  if (cookie != nullptr) return true;
  const magic_t opened = magic_open(kFlags);
  if (opened == nullptr) return false;
  if (magic_load(opened, nullptr) != 0) {
    magic_close(opened);
    return false;
  }
  cookie = opened;
  describe_unknown_with(describe);
  return true;
}

}  // namespace mugai::detect
