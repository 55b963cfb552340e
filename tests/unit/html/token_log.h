// Tokens as one readable line, for tables of expectations: adjacent text is joined, one token after the other.
//   text "abc"   tag <a href="x">   <br/>   </a>   comment <!--x-->   doctype {html|public|system|quirks}
#pragma once

#include <string>
#include <string_view>

#include "lib/formats/html/tokenizer.h"

namespace mugai::html {

class TokenLog : public TokenHandler {
 public:
  void on_text(std::string_view utf8) override { text_ += utf8; }
  void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) override {
    std::string token = "<" + std::string(name);
    for (const Attribute& a : attributes)
      token += " " + std::string(a.name) + "=\"" + std::string(a.value) + "\"";
    add(token + (self_closing ? "/>" : ">"));
    if (tokenizer != nullptr && content_state(name) != State::Data) tokenizer->set_state(content_state(name));
  }
  void on_end_tag(const Name& name) override { add("</" + std::string(name) + ">"); }
  void on_comment(std::string_view text) override { add("<!--" + std::string(text) + "-->"); }
  void on_doctype(const Doctype& d) override {
    const auto part = [](const std::optional<std::string_view>& p) { return p ? std::string(*p) : std::string("-"); };
    add("{" + part(d.name) + "|" + part(d.public_id) + "|" + part(d.system_id) + (d.force_quirks ? "|quirks}" : "}"));
  }
  void on_eof() override { add(""); }

  std::string log;
  Tokenizer* tokenizer = nullptr;  // set where start tags are to switch states

 private:
  void add(const std::string& token) {
    if (!text_.empty()) log += "\"" + text_ + "\"";
    text_.clear();
    log += token;
  }
  std::string text_;
};

// Tokens of `html`, written in pieces of `chunk` bytes.
inline std::string tokens(std::string_view html, State state = State::Data, std::string_view last_start_tag = "",
                          std::size_t chunk = SIZE_MAX, const Limits& limits = Limits{}) {
  TokenLog log;
  Tokenizer tokenizer(log, limits);
  tokenizer.set_state(state, last_start_tag);
  for (std::size_t at = 0; at < html.size(); at += std::min(chunk, html.size() - at))
    tokenizer.write(html.substr(at, chunk));
  tokenizer.finish();
  return log.log;
}

}  // namespace mugai::html
