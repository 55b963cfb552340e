// Policy: what an organisation wants kept, removed or refused. Read from INI files in config/policies; compiled-in
// defaults equal config/policies/standard.conf (a test holds them together). No setting delivers an unsanitised
// original: active content can be removed or block the file, never kept.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/result.h"
#include "lib/core/budget.h"

namespace mugai::policy {

// Categories of content. The table in categories.cc says for each: its key in the file, the states it may take, the
// words for it in Japanese and English, and why.
enum class Category : std::uint8_t {
  Macros,              // VBA, XLM, scripts                                   remove | block
  ActiveX,             // ActiveX and form controls                           remove | block
  OleObjects,          // OLE objects and packages (flattened to a picture)   remove | block
  EmbeddedDocuments,   // documents inside documents, each rebuilt itself     keep | remove | block
  ExternalReferences,  // templates, linked pictures, data connections        remove | block
  ActiveFields,        // fields that run or fetch (DDE, INCLUDE…)            remove | block
  Hyperlinks,          // http, https and mailto in documents                 keep | remove | block
  WebExtensions,       // task panes, web add-ins, custom user interface      remove | block
  CustomXml,           // custom XML parts                                    keep | remove | block
  Properties,          // author, company, custom properties                  keep | remove | block
  Comments,            // comments and notes                                  keep | remove | block
  TrackedChanges,      // revision marks                                      keep | remove | block
  HiddenContent,       // hidden sheets, rows, text, slides                   keep | remove | block
  Thumbnails,          // preview pictures                                    remove | block
  PrinterSettings,     // device settings                                     remove | block
  Fonts,               // embedded fonts                                      remove | block
  Media,               // sound and video                                     remove | block
  Signatures,          // digital signatures (broken by any rebuild)          remove | block
  Pictures,            // raster pictures, rebuilt                            keep | remove | block
  OtherPictures,       // picture types that no handler rebuilds              remove | block
  Ink,                 // ink and 3D models                                   remove | block
  Protection,          // passwords against editing (hashes)                  keep | remove | block
  Labels,              // sensitivity labels                                  keep | remove | block
};
inline constexpr int kCategoryCount = 23;

enum class State : std::uint8_t { Keep, Remove, Block };
enum class TypeAction : std::uint8_t { Sanitize, Text, Flatten, Block };
enum class Links : std::uint8_t { Defang, Keep, Remove };  // in the text of a mail
enum class NoticePosition : std::uint8_t { Top, Bottom };
enum class FileNameStyle : std::uint8_t { Both, Rfc2231, Rfc2047 };
enum class Compression : std::uint8_t { Fast, Small };  // ISA-L level 1, or zlib level 6
enum class TextCharset : std::uint8_t { Utf8, Keep };   // of text and CSV files: UTF-8, or Shift_JIS where it was that
enum class WebPages : std::uint8_t { Text, Page };      // HTML files: their text, or a page of harmless elements
enum class Formulas : std::uint8_t { Apostrophe, Block };  // cells of a CSV file that a spreadsheet would run

enum class FlattenResolution : std::uint8_t { Dpi100, Dpi150, Dpi200, Dpi300 };  // of pages that become pictures
enum class FlattenText : std::uint8_t { Keep, Remove };        // behind the pictures: to search and to copy
enum class FlattenPictures : std::uint8_t { Auto, Lossless };  // JPEG for scans and photographs, or never

class Policy {
 public:
  std::string name = "standard";
  [[nodiscard]] State state(Category category) const noexcept { return states[static_cast<std::size_t>(category)]; }
  // What the file says for `type`, else what it says for "default", else Sanitize. `type` is what detection or a
  // handler is called ("docx", "ooxml", "zip", "mail"). "default = block" with "mail = sanitize" is the text-only
  // mode: the words of mails pass, no file does.
  [[nodiscard]] TypeAction type_action(std::string_view type) const;

  // Some type is to be delivered as pictures of its pages: mugai-worker-render is needed.
  [[nodiscard]] bool draws() const { return type_action("pdf") == TypeAction::Flatten; }

  std::array<State, kCategoryCount> states;
  std::map<std::string, TypeAction, std::less<>> type_actions;
  Links links = Links::Defang;
  NoticePosition notice_position = NoticePosition::Top;
  std::string subject_prefix;  // UTF-8, at most 60 bytes; empty for none
  // Templates of the notice (lib/report/template.h): the text, at most 8 KiB; empty for the shipped one. In a policy
  // file stands the name of a text file, beside the policy where it has no folder; load() reads it.
  std::string notice_ja, notice_en;
  FileNameStyle file_name_style = FileNameStyle::Both;
  Compression compression = Compression::Fast;
  TextCharset text_charset = TextCharset::Utf8;
  Formulas formulas = Formulas::Apostrophe;
  WebPages web_pages = WebPages::Text;
  FlattenResolution flatten_resolution = FlattenResolution::Dpi150;
  FlattenText flatten_text = FlattenText::Keep;
  FlattenPictures flatten_pictures = FlattenPictures::Auto;
  BudgetLimits limits;

  Policy();  // the standard policy

  // SHA-256 of encode(), lower-case hexadecimal: what reports and X-Mugai carry.
  [[nodiscard]] std::string digest() const;
  // One text form, stable in order; decode(encode(p)) == p.
  [[nodiscard]] std::string encode() const;
  // The lines of encode() in which it differs from Policy(): what crosses to a worker of the same build, which decodes
  // it anew for every job. decode() of it gives the same policy.
  [[nodiscard]] std::string encode_changes() const;
  static Result<Policy> decode(std::string_view text);
};

// Reads INI text (the format of config/policies/*.conf). `origin` is named in errors. An unknown key, a state that
// the category cannot take or a number out of range is an Error Malformed that names line, key and what is allowed.
// What the text leaves out is as in the policy that it names as `base`, else as in standard.
Result<Policy> parse(std::string_view text, std::string_view origin);
// `name_or_path`: a name (NAME.conf in `policy_folder`, then the compiled-in strict, standard and lenient) or, with a
// slash or a dot in it, a file's path. Error Io where there is no such file, Malformed as parse().
Result<Policy> load(const std::string& name_or_path, const std::string& policy_folder);
// What it does, in words, by category; `language` is "ja" or "en".
std::string explain(const Policy& policy, std::string_view language);
// Dangerous or contradictory combinations, one line each; empty where none.
std::vector<std::string> warnings(const Policy& policy, std::string_view language);

}  // namespace mugai::policy
