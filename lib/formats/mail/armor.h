// OpenPGP armour within a text (RFC 9580 sections 6 and 7): encrypted blocks are taken out, as nobody can inspect them;
// a clear-signed text keeps its words and loses its frame, as no signature survives a rebuild.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace mugai::mail {

struct Unarmored {
  std::string text;
  std::uint32_t encrypted = 0;  // blocks taken out
  std::uint32_t is_signed = 0;  // frames taken off
};

// `text` has LF line ends. A block without its end stays as it stands.
Unarmored take_armor_off(std::string_view text);

}  // namespace mugai::mail
