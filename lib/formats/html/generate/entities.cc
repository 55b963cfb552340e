// Build-time program: entities.txt → the table that character_references.cc includes.
//
// In:    path of entities.txt (lines "name[*] HEX [HEX]", "#" opens a comment), path of the file to write.
// Out:   three C++ array initialisers: all names one after the other; rows {name offset, length, UTF-8, legacy};
//        an open-addressed hash table of row numbers (hash of references_hash.h, linear probing, 0 = empty).
// Exits with 1 and one line on stderr when the input is not as described.
#include <array>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "lib/formats/html/references_hash.h"

namespace {

struct Row {
  std::string name;
  std::string utf8;
  bool legacy = false;
};

void append_utf8(std::string& out, std::uint32_t c) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  }
}

bool read_rows(const char* path, std::vector<Row>& rows) {
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line.front() == '#') continue;
    std::istringstream words(line);
    Row row;
    words >> row.name;
    if (!row.name.empty() && row.name.back() == '*') row.legacy = true, row.name.pop_back();
    std::uint32_t code = 0;
    while (words >> std::hex >> code)
      append_utf8(row.utf8, code);
    if (row.name.empty() || row.utf8.empty() || row.utf8.size() > 7) return false;
    rows.push_back(row);
  }
  return !rows.empty() && rows.size() < mugai::html::kReferenceSlots / 2;
}

void write_escaped(std::ostream& out, const std::string& bytes) {
  for (const char c : bytes) {
    const unsigned value = static_cast<unsigned char>(c);
    out << '\\' << (value >> 6) << ((value >> 3) & 7) << (value & 7);
  }
}

void write_tables(std::ostream& out, const std::vector<Row>& rows) {
  out << "constexpr char kNames[] =\n";
  for (const Row& row : rows)
    out << "    \"" << row.name << "\"\n";
  out << "    ;\nconstexpr ReferenceRow kRows[] = {\n    {0, 0, false, \"\"},\n";
  std::size_t offset = 0;
  std::size_t longest = 0, longest_legacy = 0;
  for (const Row& row : rows) {
    out << "    {" << offset << ", " << row.name.size() << ", " << (row.legacy ? "true" : "false") << ", \"";
    write_escaped(out, row.utf8);
    out << "\"},\n";
    offset += row.name.size();
    longest = std::max(longest, row.name.size());
    if (row.legacy) longest_legacy = std::max(longest_legacy, row.name.size());
  }
  std::array<std::size_t, mugai::html::kReferenceSlots> slots{};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    std::size_t slot = mugai::html::reference_hash(rows[i].name);
    while (slots.at(slot) != 0)
      slot = (slot + 1) % mugai::html::kReferenceSlots;
    slots.at(slot) = i + 1;
  }
  out << "};\nconstexpr std::uint16_t kSlots[kReferenceSlots] = {\n";
  for (std::size_t i = 0; i < slots.size(); ++i)
    out << slots.at(i) << (i % 24 == 23 ? ",\n" : ",");
  out << "};\nconstexpr std::size_t kLongestName = " << longest << ";\n";
  out << "constexpr std::size_t kLongestLegacyName = " << longest_legacy << ";\n";
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<Row> rows;
  if (argc != 3 || !read_rows(argv[1], rows)) {
    std::cerr << "html_entities: cannot read the table of character references\n";
    return 1;
  }
  std::ofstream out(argv[2]);
  out << "// Generated from entities.txt. Do not edit.\n";
  write_tables(out, rows);
  out.close();
  return out.good() ? 0 : 1;
}
