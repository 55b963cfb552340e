// qpdf's tokenizer over a content stream: the comparison of bench_pdf_content.
#pragma once

#include <cstdint>
#include <string>

namespace mugai::bench {

// Number of tokens; each is read, none is written.
std::uint64_t count_qpdf_tokens(const std::string& content);

}  // namespace mugai::bench
