#include "lib/formats/font/cff_dict.h"

#include <algorithm>
#include <string_view>

namespace mugai::font {

namespace {

constexpr std::size_t kMaxOperands = 48;
constexpr std::size_t kMaxReal = 32;                      // characters
constexpr std::string_view kNibbles = "0123456789.Ee -";  // 11 is "E", 12 "E-" (here e), 13 reserved, 14 "-"

std::uint32_t offset_at(View view, std::size_t at, unsigned size) {
  std::uint32_t value = 0;
  for (unsigned i = 0; i < size; ++i)
    value = value << 8 | view.u8(at + i);
  return value;
}

// Chapter 4, Table 5: [ "-" ] *DIGIT [ "." *DIGIT ] [ ( "E" / "E-" ) 1*DIGIT ]
bool is_real(std::string_view text) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9')
      ++at;
    return at - begin;
  };
  if (at < text.size() && text[at] == '-') ++at;
  std::size_t count = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    count += digits();
  }
  if (count == 0) return false;
  if (at < text.size() && (text[at] == 'E' || text[at] == 'e')) {
    ++at;
    const std::size_t exponent = digits();
    if (exponent == 0 || exponent > 3) return false;
  }
  return at == text.size();
}

}  // namespace

// INDEX = count:2 [ offSize:1 *( count + 1 ) offset data ]
std::optional<Index> read_index(View cff, std::size_t at) {
  if (!cff.has(at, 2)) return std::nullopt;
  Index index;
  const std::size_t count = cff.u16(at);
  if (count == 0) {
    index.end = at + 2;
    return index;
  }
  const unsigned size = cff.u8(at + 2);
  if (size < 1 || size > 4 || !cff.has(at + 3, size * (count + 1))) return std::nullopt;
  const std::size_t data = at + 2 + size * (count + 1);  // offsets count from 1
  std::uint32_t begin = offset_at(cff, at + 3, size);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t end = offset_at(cff, at + 3 + size * (i + 1), size);
    const bool good = begin >= 1 && end >= begin && cff.has(data + begin, end - begin);
    index.items.push_back(good ? cff.part(data + begin, end - begin) : Bytes());
    begin = end;
  }
  index.end = std::min<std::size_t>(data + begin, cff.size());
  return index;
}

void write_index(const std::vector<Buffer>& items, Writer& out) {
  out.u16(static_cast<unsigned>(items.size()));
  if (items.empty()) return;
  std::size_t total = 1;
  for (const Buffer& item : items)
    total += item.size();
  const unsigned size = total < 0x100 ? 1 : total < 0x10000 ? 2 : total < 0x1000000 ? 3 : 4;
  out.u8(size);
  const auto put = [&](std::size_t offset) {
    for (unsigned i = size; i-- > 0;)
      out.u8(static_cast<unsigned>(offset >> (8 * i)) & 0xFF);
  };
  std::size_t offset = 1;
  put(offset);
  for (const Buffer& item : items)
    put(offset += item.size());
  for (const Buffer& item : items)
    out.bytes(item);
}

// Chapter 4, Tables 3 and 4.
std::optional<Dict> read_dict(Bytes bytes) {
  const View view(bytes);
  Dict dict;
  std::vector<DictNumber> operands;
  for (std::size_t at = 0; at < view.size();) {
    const unsigned byte = view.u8(at++);
    DictNumber number;
    if (byte <= 21) {
      const unsigned op = byte == 12 ? 0xC00u | view.u8(at++) : byte;
      dict[op] = std::move(operands);
      operands.clear();
      continue;
    }
    if (operands.size() == kMaxOperands) return std::nullopt;
    if (byte == 28) {
      number.integer = view.i16(at);
      at += 2;
    } else if (byte == 29) {
      number.integer = static_cast<std::int32_t>(view.u32(at));
      at += 4;
    } else if (byte == 30) {
      for (bool done = false; !done;) {
        if (at >= view.size() || number.real.size() > kMaxReal) return std::nullopt;
        const unsigned pair = view.u8(at++);
        for (const unsigned nibble : {pair >> 4, pair & 15}) {
          if (nibble == 15) done = true;
          if (done) break;
          number.real.push_back(kNibbles[nibble]);
        }
      }
      if (!is_real(number.real)) return std::nullopt;
    } else if (byte >= 32 && byte <= 246) {
      number.integer = static_cast<int>(byte) - 139;
    } else if (byte >= 247 && byte <= 250) {
      number.integer = (static_cast<int>(byte) - 247) * 256 + view.u8(at++) + 108;
    } else if (byte >= 251 && byte <= 254) {
      number.integer = -(static_cast<int>(byte) - 251) * 256 - view.u8(at++) - 108;
    } else {
      return std::nullopt;
    }
    operands.push_back(std::move(number));
  }
  return dict;
}

void write_number(const DictNumber& number, Writer& out) {
  if (!number.real.empty()) {
    out.u8(30);
    std::string nibbles;
    for (const char c : number.real)
      nibbles.push_back(static_cast<char>(kNibbles.find(c)));
    nibbles.push_back(15);
    if (nibbles.size() % 2 == 1) nibbles.push_back(15);
    for (std::size_t i = 0; i < nibbles.size(); i += 2)
      out.u8(static_cast<unsigned>(nibbles[i] << 4 | nibbles[i + 1]));
    return;
  }
  const int v = number.integer;
  if (v >= -107 && v <= 107) {
    out.u8(static_cast<unsigned>(v + 139));
  } else if (v >= 108 && v <= 1131) {
    out.u8(static_cast<unsigned>((v - 108) / 256 + 247));
    out.u8(static_cast<unsigned>((v - 108) % 256));
  } else if (v >= -1131 && v <= -108) {
    out.u8(static_cast<unsigned>((-v - 108) / 256 + 251));
    out.u8(static_cast<unsigned>((-v - 108) % 256));
  } else if (v >= -32'768 && v <= 32'767) {
    out.u8(28);
    out.i16(v);
  } else {
    write_wide(static_cast<std::uint32_t>(v), out);
  }
}

void write_operator(unsigned op, Writer& out) {
  if (op >= 0xC00) out.u8(12);
  out.u8(op & 0xFF);
}

void write_wide(std::uint32_t value, Writer& out) {
  out.u8(29);
  out.u32(value);
}

std::optional<std::uint32_t> offset_of(const Dict& dict, unsigned op, std::size_t operand) {
  const auto it = dict.find(op);
  if (it == dict.end() || operand >= it->second.size()) return std::nullopt;
  const DictNumber& number = it->second[operand];
  if (!number.real.empty() || number.integer < 0) return std::nullopt;
  return static_cast<std::uint32_t>(number.integer);
}

}  // namespace mugai::font
