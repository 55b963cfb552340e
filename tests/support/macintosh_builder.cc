#include "tests/support/macintosh_builder.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace mugai::testing {
namespace {

std::string big(std::uint32_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = bytes; i-- > 0;)
    out.push_back(static_cast<char>(value >> (8 * i) & 0xFFU));
  return out;
}

std::uint32_t size_of(const std::string& text) {
  return static_cast<std::uint32_t>(text.size());
}

// Bit by bit with two bytes of nothing behind, as RFC 1741 describes it: another way than the reader's.
std::string sum_of(const std::string& text) {
  std::uint32_t sum = 0;
  for (const char c : text + std::string(2, '\0')) {
    for (int bit = 7; bit >= 0; --bit) {
      const bool carry = (sum & 0x8000U) != 0;
      sum = (sum << 1 | (static_cast<unsigned char>(c) >> bit & 1U)) & 0xFFFFU;
      if (carry) sum ^= 0x1021U;
    }
  }
  return big(sum, 2);
}

std::string pack_runs(const std::string& text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && text[end] == text[at] && end - at < 255)
      ++end;
    out.push_back(text[at]);
    if (text[at] == '\x90') {
      out.push_back('\0');
      ++at;
      continue;
    }
    if (end - at >= 3) {
      out.push_back('\x90');
      out.push_back(static_cast<char>(end - at));
      at = end;
    } else {
      ++at;
    }
  }
  return out;
}

std::string six_bits(const std::string& text) {
  static const std::string kDigits = "!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr";
  std::string out = ":";
  std::uint32_t bits = 0;
  unsigned count = 0;
  const auto put = [&](std::uint32_t digit) {
    if (out.size() % 66 == 64) out += "\r\n";
    out.push_back(kDigits[digit & 63U]);
  };
  for (const char c : text) {
    bits = (bits << 8 | static_cast<unsigned char>(c)) & 0xFFFFU;
    for (count += 8; count >= 6; count -= 6)
      put(bits >> (count - 6));
  }
  if (count > 0) put(bits << (6 - count));
  return out + ":\r\n";
}

}  // namespace

std::string binhex_of(const std::string& name, const std::string& data, const std::string& resource) {
  const std::string header = big(size_of(name), 1) + name + std::string(1, '\0') + "TEXTttxt" + big(0, 2) +
                             big(size_of(data), 4) + big(size_of(resource), 4);
  return "(This file must be converted with BinHex 4.0)\r\n\r\n" +
         six_bits(pack_runs(header + sum_of(header) + data + sum_of(data) + resource + sum_of(resource)));
}

std::string apple_single_of(const std::string& name, const std::string& data, bool with_data) {
  std::vector<std::pair<std::uint32_t, std::string>> entries = {{3, name}, {2, "resource fork"}};
  if (with_data) entries.insert(entries.begin(), {1, data});
  std::string head = big(with_data ? 0x00051600U : 0x00051607U, 4) + big(0x00020000, 4) + std::string(16, '\0') +
                     big(static_cast<std::uint32_t>(entries.size()), 2);
  std::string content;
  const std::size_t begin = head.size() + 12 * entries.size();
  for (const auto& [id, bytes] : entries) {
    head += big(id, 4) + big(static_cast<std::uint32_t>(begin + content.size()), 4) + big(size_of(bytes), 4);
    content += bytes;
  }
  return head + content;
}

std::string macbinary_of(const std::string& name, const std::string& data) {
  std::string head = big(0, 1) + big(size_of(name), 1) + name;
  head.resize(65, '\0');
  head += "TEXTttxt";
  head.resize(83, '\0');
  head += big(size_of(data), 4);
  head.resize(122, '\0');
  head += "\x81\x81";
  head += sum_of(head) + big(0, 2);
  std::string padded = data;
  padded.resize((data.size() + 127) / 128 * 128, '\0');
  return head + padded;
}

}  // namespace mugai::testing
