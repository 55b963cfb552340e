#include "lib/formats/pdf/content/cmap.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/formats/pdf/content/tokens.h"

namespace mugai::pdf {

namespace {

constexpr std::size_t kMaxCodeBytes = 4;
constexpr std::size_t kMaxBlock = 100;  // entries between begin… and end… (5014: 100)
constexpr std::uint32_t kMaxCid = 65'535;
constexpr std::size_t kMaxKeptNames = 64;

struct Code {
  std::uint32_t value = 0;
  std::uint8_t bytes = 0;  // 1..4
};
struct CodeRange {
  Code low;
  std::uint32_t high = 0;
};
// Codes low..high go to `cid` and on, or to `text`, whose last 16 bits count up.
struct Mapping {
  Code low;
  std::uint32_t high = 0;
  std::uint32_t cid = 0;
  std::string text;
};

struct Model {
  CMapInfo info;
  std::vector<CodeRange> spaces;
  std::vector<Mapping> mappings;  // cidchar, cidrange, bfchar, bfrange
  std::vector<Mapping> notdef;
};

std::optional<Code> code_of(const Token& token) {
  if (token.kind != Token::Kind::String) return std::nullopt;
  const std::string bytes = decoded_string(token.text);
  if (bytes.empty() || bytes.size() > kMaxCodeBytes) return std::nullopt;
  Code code;
  code.bytes = static_cast<std::uint8_t>(bytes.size());
  for (const char c : bytes)
    code.value = code.value << 8 | static_cast<std::uint8_t>(c);
  return code;
}

std::string only(std::string_view text, bool dash, std::size_t limit) {
  std::string out;
  for (const char c : text) {
    if ((ascii::is_alnum(c) || (dash && c == '-')) && out.size() < limit) out.push_back(c);
  }
  return out;
}

// Reads the program. Everything but the constructs below is passed over.
class Parser {
 public:
  Parser(Bytes input, CMapKind kind, const CMapLimits& limits, ContentReport& report)
      : reader_(input), kind_(kind), limits_(limits), report_(report) {}

  Result<Model> parse() {
    while (auto token = reader_.next()) {
      if (token->kind == Token::Kind::Word) {
        TRY(word(token->text));
      } else if (token->kind == Token::Kind::Name) {
        TRY(value_of(token->text));
      }
      last_ = std::move(*token);
    }
    if (dropped_ > 0) report_.add("PDF-078", Action::Removed, "mapping that makes no sense", dropped_);
    return std::move(model_);
  }

 private:
  enum class Section : std::uint8_t { Spaces, CidChar, CidRange, NotdefChar, NotdefRange, BfChar, BfRange };
  struct SectionRow {
    std::string_view begin, end;
    Section section;
  };
  static constexpr std::array<SectionRow, 7> kSections = {{
      {"begincodespacerange", "endcodespacerange", Section::Spaces},
      {"begincidchar", "endcidchar", Section::CidChar},
      {"begincidrange", "endcidrange", Section::CidRange},
      {"beginnotdefchar", "endnotdefchar", Section::NotdefChar},
      {"beginnotdefrange", "endnotdefrange", Section::NotdefRange},
      {"beginbfchar", "endbfchar", Section::BfChar},
      {"beginbfrange", "endbfrange", Section::BfRange},
  }};

  // An operator of CMaps.
  Result<void> word(std::string_view name) {
    if (name == "usecmap" && last_.kind == Token::Kind::Name) {
      std::string storage;
      const std::string_view base = decoded_name(last_.text, storage);
      if (is_predefined_cmap(base)) {
        model_.info.uses = base;
      } else {
        report_.add("PDF-078", Action::Removed, "CMap built on another one");
      }
      return ok();
    }
    for (const SectionRow& row : kSections) {
      if (name == row.begin) return section(row);
    }
    return ok();
  }

  // /WMode n def, /CMapName /name def, /Registry (…) def, /Ordering (…) def, /Supplement n def
  Result<void> value_of(std::string_view key) {
    static constexpr std::array<std::string_view, 5> kKeys = {"/WMode", "/CMapName", "/Registry", "/Ordering",
                                                              "/Supplement"};
    if (std::find(kKeys.begin(), kKeys.end(), key) == kKeys.end()) return ok();
    const auto value = reader_.next();
    if (!value) return ok();
    CMapInfo& info = model_.info;
    std::string storage;
    const auto number = value->kind == Token::Kind::Number ? ascii::parse_decimal(value->text) : std::nullopt;
    if (key == "/WMode" && number) info.vertical = *number == 1;
    if (key == "/Supplement" && number) info.supplement = static_cast<int>(std::min<std::uint64_t>(*number, 99));
    if (key == "/CMapName" && value->kind == Token::Kind::Name) {
      info.name = only(decoded_name(value->text, storage), true, kMaxKeptNames);
    }
    if (key == "/Registry" && value->kind == Token::Kind::String) {
      info.registry = only(decoded_string(value->text), false, kMaxKeptNames);
    }
    if (key == "/Ordering" && value->kind == Token::Kind::String) {
      info.ordering = only(decoded_string(value->text), false, kMaxKeptNames);
    }
    return ok();
  }

  Result<void> section(const SectionRow& row) {
    const bool range = row.section == Section::Spaces || row.section == Section::CidRange ||
                       row.section == Section::NotdefRange || row.section == Section::BfRange;
    while (auto token = reader_.next()) {
      if (token->kind == Token::Kind::Word) {
        if (token->text == row.end || token->text.rfind("end", 0) == 0) return ok();
        continue;
      }
      const auto low = code_of(*token);
      std::optional<Code> high = low;
      if (range) {
        const auto second = reader_.next();
        if (!second) return ok();
        high = code_of(*second);
      }
      if (row.section == Section::Spaces) {
        add_space(low, high);
        continue;
      }
      TRY(destination(row.section, low, high));
    }
    return ok();
  }

  void add_space(const std::optional<Code>& low, const std::optional<Code>& high) {
    if (!low || !high || low->bytes != high->bytes || low->value > high->value || model_.spaces.size() >= kMaxBlock) {
      ++dropped_;
      return;
    }
    model_.spaces.push_back({*low, high->value});
  }

  Result<void> destination(Section section, const std::optional<Code>& low, const std::optional<Code>& high) {
    const auto token = reader_.next();
    if (!token) return ok();
    if (token->is("[")) return array(section, low, high);
    const bool good = low && high && low->value <= high->value && low->bytes == high->bytes;
    return good ? add(section, {*low, high->value, 0, {}}, *token) : drop();
  }

  // <low> <high> [<text> …]: one destination a code.
  Result<void> array(Section section, const std::optional<Code>& low, const std::optional<Code>& high) {
    const bool good = section == Section::BfRange && low && high && low->value <= high->value;
    Code code = low.value_or(Code{});
    bool more = good;
    while (auto token = reader_.next()) {
      if (token->is("]")) return ok();
      if (token->kind == Token::Kind::Word) return ok();
      if (!more) {
        TRY(drop());
        continue;
      }
      TRY(add(section, {code, code.value, 0, {}}, *token));
      more = code.value < high->value;
      ++code.value;
    }
    return ok();
  }

  Result<void> drop() {
    ++dropped_;
    return ok();
  }

  Result<void> add(Section section, Mapping mapping, const Token& token) {
    if (model_.mappings.size() + model_.notdef.size() >= limits_.max_mappings) {
      return make_error(ErrorCode::TooMany, "CMap has too many mappings", reader_.offset());
    }
    const bool text = section == Section::BfChar || section == Section::BfRange;
    if (text != (kind_ == CMapKind::ToUnicode)) return drop();
    if (text) {
      if (token.kind != Token::Kind::String) return drop();
      mapping.text = decoded_string(token.text);
      if (mapping.text.size() == 1) mapping.text.insert(0, 1, '\0');  // one byte: a character below 256
      if (mapping.text.empty() || mapping.text.size() % 2 != 0 || mapping.text.size() > limits_.max_text_bytes)
        return drop();
    } else {
      const auto cid = token.kind == Token::Kind::Number ? ascii::parse_decimal(token.text) : std::nullopt;
      if (!cid || *cid > kMaxCid) return drop();
      mapping.cid = static_cast<std::uint32_t>(*cid);
    }
    const bool notdef = section == Section::NotdefChar || section == Section::NotdefRange;
    (notdef ? model_.notdef : model_.mappings).push_back(std::move(mapping));
    return ok();
  }

  TokenReader reader_;
  CMapKind kind_;
  const CMapLimits& limits_;
  ContentReport& report_;
  Model model_;
  Token last_;  // the one before
  std::uint32_t dropped_ = 0;
};

std::string hex(std::uint32_t value, std::size_t bytes) {
  std::string out = "<";
  for (std::size_t i = bytes; i-- > 0;) {
    const std::uint32_t byte = value >> (8 * i) & 0xFF;
    out.push_back(chars::kHexDigits[byte >> 4]);
    out.push_back(chars::kHexDigits[byte & 15]);
  }
  return out.append(">");
}

// Mappings in their order, single ones and ranges each in blocks of at most 100, a new block wherever the kind changes:
// where codes overlap the last one counts, so the order stays.
void write_mappings(std::string& out, const std::vector<Mapping>& mappings, std::string_view kind, bool text) {
  for (std::size_t i = 0; i < mappings.size();) {
    const bool range = mappings[i].low.value != mappings[i].high;
    std::size_t end = i;
    while (end < mappings.size() && end - i < kMaxBlock && (mappings[end].low.value != mappings[end].high) == range)
      ++end;
    const std::string name = std::string(kind) + (range ? "range" : "char");
    out += std::to_string(end - i) + " begin" + name + "\n";
    for (; i < end; ++i) {
      const Mapping& m = mappings[i];
      out += hex(m.low.value, m.low.bytes);
      if (range) out += hex(m.high, m.low.bytes);
      out += text ? hex_string_of(as_bytes(m.text)) : " " + std::to_string(m.cid);
      out += "\n";
    }
    out += "end" + name + "\n";
  }
}

std::string write(const Model& model, CMapKind kind) {
  const CMapInfo& info = model.info;
  std::string out = "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n";
  if (!info.uses.empty()) out += "/" + info.uses + " usecmap\n";
  out += "/CIDSystemInfo 3 dict dup begin\n/Registry (" + info.registry + ") def\n/Ordering (" + info.ordering +
         ") def\n/Supplement " + std::to_string(info.supplement) + " def\nend def\n";
  out += "/CMapName /" + info.name + " def\n/CMapType " + (kind == CMapKind::ToUnicode ? "2" : "1") + " def\n";
  if (info.vertical) out += "/WMode 1 def\n";
  for (std::size_t i = 0; i < model.spaces.size(); ++i) {
    if (i == 0) out += std::to_string(model.spaces.size()) + " begincodespacerange\n";
    out += hex(model.spaces[i].low.value, model.spaces[i].low.bytes) +
           hex(model.spaces[i].high, model.spaces[i].low.bytes) + "\n";
  }
  if (!model.spaces.empty()) out += "endcodespacerange\n";
  write_mappings(out, model.notdef, "notdef", false);
  const bool text = kind == CMapKind::ToUnicode;
  write_mappings(out, model.mappings, text ? "bf" : "cid", text);
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

// 9.10.3 and 5014 3.3: a ToUnicode CMap without a code space is read by its mappings in every reader; it gets one.
void supply_space(Model& model) {
  std::uint8_t bytes = 0;
  for (const Mapping& m : model.mappings)
    bytes = std::max(bytes, m.low.bytes);
  if (bytes == 0) return;
  model.spaces.push_back({{0, bytes}, bytes == 4 ? 0xFFFFFFFFu : (1u << (8 * bytes)) - 1});
}

}  // namespace

Result<CMapInfo> rewrite_cmap(Bytes untrusted_cmap, CMapKind kind, Buffer& out, ContentReport& report,
                              const CMapLimits& limits) {
  Parser parser(untrusted_cmap, kind, limits, report);
  TRY_ASSIGN(Model model, parser.parse());
  if (model.mappings.empty() && model.info.uses.empty()) {
    if (kind == CMapKind::Encoding || model.spaces.empty()) {
      return make_error(ErrorCode::Malformed, "CMap without a mapping");
    }
  }
  if (model.spaces.empty() && model.info.uses.empty()) supply_space(model);
  CMapInfo& info = model.info;
  if (info.name.empty()) info.name = "Custom";
  if (info.registry.empty()) info.registry = "Adobe";
  if (info.ordering.empty()) info.ordering = kind == CMapKind::ToUnicode ? "UCS" : "Identity";
  info.mappings = static_cast<std::uint32_t>(model.mappings.size() + model.notdef.size());
  const std::string text = write(model, kind);
  const Bytes bytes = as_bytes(text);
  out.insert(out.end(), bytes.begin(), bytes.end());
  return std::move(model.info);
}

}  // namespace mugai::pdf
