// Fuzz target of the HTML tokenizer and text writer.
//
// In:    the first byte chooses the initial state and the chunk size, the rest is HTML.
// Holds: tokens do not depend on the chunking; the text is valid UTF-8 without control, invisible or bidirectional
//        characters, and is the same the second time; the output is bounded by the input.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "lib/base/check.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/text_writer.h"
#include "lib/formats/html/tokenizer.h"

namespace {

using namespace mugai;
using namespace mugai::html;

// All tokens in one string; adjacent text joined.
class Recorder : public TokenHandler {
 public:
  void on_text(std::string_view utf8) override { add(utf8, 'T'); }
  void on_start_tag(const Name& name, std::span<const Attribute> attributes, bool self_closing) override {
    add(name, self_closing ? 's' : 'S');
    for (const Attribute& a : attributes)
      add(a.name, 'N'), add(a.value, 'V');
    if (content_state(name) != State::Data) tokenizer->set_state(content_state(name));
    tokenizer->set_cdata_allowed(name == "svg");
    last_ = 0;
  }
  void on_end_tag(const Name& name) override { add(name, 'E'); }
  void on_comment(std::string_view text) override { add(text, 'C'); }
  void on_doctype(const Doctype& d) override {
    add(d.name.value_or("-"), 'D');
    add(d.public_id.value_or("-"), 'P');
    add(d.system_id.value_or("-"), d.force_quirks ? 'q' : 'Q');
  }
  std::string log;
  Tokenizer* tokenizer = nullptr;

 private:
  void add(std::string_view text, char kind) {
    if (text.empty() && kind == 'T') return;
    if (kind != 'T' || last_ != 'T') log += kind;
    last_ = kind;
    log += text;
  }
  char last_ = 0;
};

std::string record(std::string_view html, State state, std::size_t chunk) {
  Recorder recorder;
  Tokenizer tokenizer(recorder, Limits{64, 256, 8, 64});
  recorder.tokenizer = &tokenizer;
  tokenizer.set_state(state, "title");
  for (; !html.empty(); html.remove_prefix(std::min(chunk, html.size())))
    tokenizer.write(html.substr(0, chunk));
  tokenizer.finish();
  return recorder.log;
}

void check_text(std::string_view html) {
  TextOptions options;
  options.max_output_bytes = std::uint64_t{1} << 20;
  options.max_depth = 24;
  const auto first = to_text(html, options);
  if (!first) return;
  const auto second = to_text(html, options);
  MUGAI_CHECK(second.has_value() && second->text == first->text && second->findings.size() == first->findings.size());
  for (std::string_view rest = first->text; !rest.empty();) {
    const utf8::Decoded d = utf8::decode(rest);
    MUGAI_CHECK(d.valid);
    MUGAI_CHECK((d.code >= 0x20 && d.code != 0x7F && (d.code < 0x80 || d.code >= 0xA0)) || d.code == '\n' ||
                d.code == '\t');
    MUGAI_CHECK(!utf8::is_bidi_control(d.code));
    rest.remove_prefix(d.length);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  static constexpr std::array<State, 6> kStates = {State::Data,       State::Rcdata,    State::Rawtext,
                                                   State::ScriptData, State::Plaintext, State::CdataSection};
  const State state = kStates.at(data[0] % kStates.size());
  const std::string_view html(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string whole = record(html, state, SIZE_MAX);
  MUGAI_CHECK(record(html, state, 1) == whole);
  MUGAI_CHECK(record(html, state, 2U + data[0] / 6U) == whole);
  check_text(html);
  return 0;
}
