#include "tests/bench/pdf_content/qpdf_tokens.h"

#define POINTERHOLDER_TRANSITION 4
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#pragma GCC diagnostic ignored "-Wconversion"
#include <qpdf/BufferInputSource.hh>
#include <qpdf/QPDFTokenizer.hh>
#pragma GCC diagnostic pop

#include <memory>

namespace mugai::bench {

std::uint64_t count_qpdf_tokens(const std::string& content) {
  const auto source = std::make_shared<BufferInputSource>("content", content);
  QPDFTokenizer tokenizer;
  tokenizer.allowEOF();
  std::uint64_t tokens = 0;
  while (tokenizer.readToken(source, "content", true).getType() != QPDFTokenizer::tt_eof)
    ++tokens;
  return tokens;
}

}  // namespace mugai::bench
