// The layer of text that is not seen (ISO 32000-1 9.3.6, mode 3): what a picture says can be searched and copied. It is
// written from runs (lib/formats/render/words.h) with two fonts of our own whose one glyph is empty, one for each way
// of writing; their codes are numbers in the order in which characters are first met, their meaning is in ToUnicode.
//
// In:     checked runs in pixels of a page's picture. Out: operators of the page's content, and the fonts.
// Limits: kMaxCharacters different ones a document; what goes beyond is left out, and overfull() says so.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lib/formats/pdf/flatten/pages.h"
#include "lib/formats/pdf/writer.h"
#include "lib/formats/render/words.h"

namespace mugai::pdf::flatten {

class TextLayer {
 public:
  explicit TextLayer(OutputDocument& document);
  // Operators for the runs of one page; empty where there are none.
  std::string operators(const std::vector<render::Run>& runs, const Page& page, const PageSize& size);
  // The /Font resources of the page whose operators() were written last.
  [[nodiscard]] Dict fonts() const;
  // Defines the fonts; once, after the last page.
  Result<void> finish(Deflater& deflater);
  [[nodiscard]] bool overfull() const noexcept { return overfull_; }

 private:
  static constexpr std::size_t kMaxCharacters = 60'000;
  std::string codes(std::string_view text);
  void define_font(OutRef font, bool vertical, OutRef descriptor, OutRef to_unicode, OutRef glyph_map);

  OutputDocument& document_;
  struct Font {
    OutRef ref;
    bool on_page = false;  // the one written last
    bool used = false;
  };
  Font horizontal_, vertical_;
  std::map<char32_t, std::uint16_t> numbers_;
  std::vector<char32_t> characters_;  // by their numbers, from 1
  bool overfull_ = false;
};

// A TrueType program of one empty glyph.
Buffer empty_font();

}  // namespace mugai::pdf::flatten
