// html_tokens: the HTML tokenizer as a filter, in the token format of the html5lib test suites.
//
// In:    UTF-8 HTML on stdin. --state NAME ("Data state", "PLAINTEXT state", "RCDATA state", "RAWTEXT state", "Script
// data
//        state", "CDATA section state"; default the first), --last-start-tag NAME.
// Out:   one token a line, a JSON array: ["StartTag",name,{attributes}] with a fourth element true where self-closing,
//        ["EndTag",name], ["Character",text], ["Comment",text], ["DOCTYPE",name,public,system,correct]. Adjacent
//        text is one token. All but ASCII is escaped; bytes that encode a lone surrogate come out as its \uXXXX.
// Exit:  0, or 2 on a wrong option. The tokenizer is driven alone: no start tag changes its state.
#include <array>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include "lib/base/utf8.h"
#include "lib/formats/html/tokenizer.h"

namespace {

using namespace mugai;
using namespace mugai::html;

void append_unit(std::string& out, unsigned unit) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4)
    out.push_back(kHex[(unit >> shift) & 0xF]);
}

// The code unit of a surrogate that is written in three bytes, as no valid UTF-8 has it.
std::optional<unsigned> surrogate(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xED') return std::nullopt;
  const auto second = static_cast<unsigned char>(text[1]);
  const auto third = static_cast<unsigned char>(text[2]);
  if (second < 0xA0 || second > 0xBF || (third & 0xC0) != 0x80) return std::nullopt;
  return 0xD000U | ((second & 0x3FU) << 6) | (third & 0x3FU);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  while (!text.empty()) {
    if (const auto unit = surrogate(text)) {
      append_unit(out, *unit);
      text.remove_prefix(3);
      continue;
    }
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    if (d.code == '"' || d.code == '\\') {
      out.push_back('\\');
      out.push_back(static_cast<char>(d.code));
    } else if (d.code >= 0x20 && d.code < 0x7F) {
      out.push_back(static_cast<char>(d.code));
    } else if (d.code < 0x10000) {
      append_unit(out, static_cast<unsigned>(d.code));
    } else {
      append_unit(out, 0xD800U + ((static_cast<unsigned>(d.code) - 0x10000U) >> 10));
      append_unit(out, 0xDC00U + ((static_cast<unsigned>(d.code) - 0x10000U) & 0x3FFU));
    }
  }
  return out + "\"";
}

std::string quoted_or_null(const std::optional<std::string_view>& text) {
  return text ? quoted(*text) : "null";
}

class Printer : public TokenHandler {
 public:
  void on_text(std::string_view utf8) override { text_ += utf8; }
  void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) override {
    std::string line = "[\"StartTag\"," + quoted(name) + ",{";
    for (const Attribute& a : attributes) {
      if (line.back() != '{') line.push_back(',');
      line += quoted(a.name) + ":" + quoted(a.value);
    }
    print(line + (self_closing ? "},true]" : "}]"));
  }
  void on_end_tag(const Name& name) override { print("[\"EndTag\"," + quoted(name) + "]"); }
  void on_comment(std::string_view text) override { print("[\"Comment\"," + quoted(text) + "]"); }
  void on_doctype(const Doctype& d) override {
    print("[\"DOCTYPE\"," + quoted_or_null(d.name) + "," + quoted_or_null(d.public_id) + "," +
          quoted_or_null(d.system_id) + (d.force_quirks ? ",false]" : ",true]"));
  }
  void on_eof() override { flush_text(); }

 private:
  void flush_text() {
    if (!text_.empty()) std::cout << "[\"Character\"," << quoted(text_) << "]\n";
    text_.clear();
  }
  void print(const std::string& line) {
    flush_text();
    std::cout << line << '\n';
  }
  std::string text_;
};

std::optional<State> state_by_name(std::string_view name) {
  struct Row {
    std::string_view name;
    State state;
  };
  static constexpr std::array<Row, 6> kRows = {{{"Data state", State::Data},
                                                {"PLAINTEXT state", State::Plaintext},
                                                {"RCDATA state", State::Rcdata},
                                                {"RAWTEXT state", State::Rawtext},
                                                {"Script data state", State::ScriptData},
                                                {"CDATA section state", State::CdataSection}}};
  for (const Row& row : kRows) {
    if (row.name == name) return row.state;
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  State state = State::Data;
  std::string last_start_tag;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view option = argv[i];
    const std::string_view value = i + 1 < argc ? argv[i + 1] : "";
    const auto named = option == "--state" ? state_by_name(value) : std::nullopt;
    if (named) {
      state = *named;
    } else if (option == "--last-start-tag" && i + 1 < argc) {
      last_start_tag = value;
    } else {
      std::cerr << "html_tokens: usage: html_tokens [--state NAME] [--last-start-tag NAME] <FILE\n";
      return 2;
    }
  }
  std::ios::sync_with_stdio(false);
  const std::string input((std::istreambuf_iterator<char>(std::cin)), std::istreambuf_iterator<char>());
  constexpr std::uint64_t kUnlimited = std::uint64_t{1} << 40;
  Printer printer;
  Tokenizer tokenizer(printer, Limits{kUnlimited, kUnlimited, kUnlimited, kUnlimited});
  tokenizer.set_state(state, last_start_tag);
  tokenizer.write(input);
  tokenizer.finish();
  return 0;
}
