// Small fonts made in memory, with all that rebuilding must take out, for tests, samples and fuzz seeds. Nothing here
// uses the product's own writers.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace mugai::testing {

using SfntTables = std::vector<std::pair<std::string, std::string>>;  // tag, content

// Big-endian numbers.
std::string be16(int value);
std::string be32(unsigned value);

// A container with the tables in the given order. Checksums are 0: nobody believes them.
std::string build_sfnt(unsigned version, const SfntTables& tables);
// .notdef, a square with instructions, a composite of it, curves; maps of formats 0, 4, 6 and 12; bytecode, layout,
// names, and a SING table.
SfntTables truetype_tables();
std::string small_truetype();

// CFF with subroutines, hints and masks, quotients, flex. `cid` makes it CID-keyed with two font dictionaries.
std::string small_cff(bool cid);
// One whose second glyph has this charstring.
std::string cff_with(const std::string& charstring);
// An OpenType font around small_cff(false).
std::string small_opentype();

// Type 1 with subroutines, hint replacement, flex, a quotient and an accent. `clear` and `priv` go into its two parts.
std::string small_type1(const std::string& clear = {}, const std::string& priv = {});
std::string type1_with(const std::string& charstring);
// In PFB segments, and with its private part in hexadecimal.
std::string as_pfb(const std::string& font);
std::string as_pfa(const std::string& font);

}  // namespace mugai::testing
