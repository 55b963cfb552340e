#include "lib/policy/keys.h"

#include <array>

namespace mugai::policy {
namespace {

constexpr std::array<std::string_view, 3> kLinks = {"defang", "keep", "remove"};
constexpr std::array<std::string_view, 3> kLinksJa = {"クリックできない形にする", "そのまま残す", "除く"};
constexpr std::array<std::string_view, 2> kPositions = {"top", "bottom"};
constexpr std::array<std::string_view, 2> kPositionsJa = {"本文の前", "本文の後"};
constexpr std::array<std::string_view, 3> kStyles = {"both", "rfc2231", "rfc2047"};
constexpr std::array<std::string_view, 2> kCompressions = {"fast", "small"};
constexpr std::array<std::string_view, 2> kCompressionsJa = {"速さ優先", "大きさ優先"};
constexpr std::array<std::string_view, 2> kCharsets = {"utf8", "keep"};
constexpr std::array<std::string_view, 2> kCharsetsJa = {"UTF-8 にする", "Shift_JIS はそのまま"};
constexpr std::array<std::string_view, 2> kFormulas = {"apostrophe", "block"};
constexpr std::array<std::string_view, 2> kFormulasJa = {"前に ' を付ける", "ファイルを止める"};
constexpr std::array<std::string_view, 2> kWebPages = {"text", "page"};
constexpr std::array<std::string_view, 2> kWebPagesJa = {"文字だけのファイルにする", "無害な要素だけのページにする"};

constexpr std::array<std::string_view, 4> kDpi = {"100", "150", "200", "300"};
constexpr std::array<std::string_view, 2> kKeepOrRemove = {"keep", "remove"};
constexpr std::array<std::string_view, 2> kKeepOrRemoveJa = {"見えない文字として残す", "残さない"};
constexpr std::array<std::string_view, 2> kCodings = {"auto", "lossless"};
constexpr std::array<std::string_view, 2> kCodingsJa = {"写真・スキャンは JPEG", "常に劣化なし"};

constexpr std::array<ChoiceKey, 10> kChoices = {{
    {"mail", "links", kLinks, [](const Policy& p) { return static_cast<std::size_t>(p.links); },
     [](Policy& p, std::size_t v) { p.links = static_cast<Links>(v); }, "links in the text of a mail",
     "メール本文のリンク", kLinksJa},
    {"mail", "notice_position", kPositions, [](const Policy& p) { return static_cast<std::size_t>(p.notice_position); },
     [](Policy& p, std::size_t v) { p.notice_position = static_cast<NoticePosition>(v); }, "place of the notice",
     "お知らせの位置", kPositionsJa},
    {"mail", "file_name_style", kStyles, [](const Policy& p) { return static_cast<std::size_t>(p.file_name_style); },
     [](Policy& p, std::size_t v) { p.file_name_style = static_cast<FileNameStyle>(v); }, "coding of attachment names",
     "添付ファイル名の書き方", kStyles},
    {"output", "compression", kCompressions, [](const Policy& p) { return static_cast<std::size_t>(p.compression); },
     [](Policy& p, std::size_t v) { p.compression = static_cast<Compression>(v); }, "compression of rebuilt files",
     "出力の圧縮", kCompressionsJa},
    {"text", "charset", kCharsets, [](const Policy& p) { return static_cast<std::size_t>(p.text_charset); },
     [](Policy& p, std::size_t v) { p.text_charset = static_cast<TextCharset>(v); }, "charset of text and CSV files",
     "テキスト・CSV の文字コード", kCharsetsJa},
    {"text", "formulas", kFormulas, [](const Policy& p) { return static_cast<std::size_t>(p.formulas); },
     [](Policy& p, std::size_t v) { p.formulas = static_cast<Formulas>(v); }, "cells of a CSV file that are formulas",
     "CSV の数式セル", kFormulasJa},
    {"text", "web_pages", kWebPages, [](const Policy& p) { return static_cast<std::size_t>(p.web_pages); },
     [](Policy& p, std::size_t v) { p.web_pages = static_cast<WebPages>(v); }, "HTML files", "HTML ファイル",
     kWebPagesJa},
    {"flatten", "resolution", kDpi, [](const Policy& p) { return static_cast<std::size_t>(p.flatten_resolution); },
     [](Policy& p, std::size_t v) { p.flatten_resolution = static_cast<FlattenResolution>(v); },
     "dots an inch of pages that become pictures", "画像化するページの解像度（dpi）", kDpi},
    {"flatten", "text", kKeepOrRemove, [](const Policy& p) { return static_cast<std::size_t>(p.flatten_text); },
     [](Policy& p, std::size_t v) { p.flatten_text = static_cast<FlattenText>(v); },
     "text behind pages that become pictures", "画像化したページの文字", kKeepOrRemoveJa},
    {"flatten", "pictures", kCodings, [](const Policy& p) { return static_cast<std::size_t>(p.flatten_pictures); },
     [](Policy& p, std::size_t v) { p.flatten_pictures = static_cast<FlattenPictures>(v); },
     "coding of pages that become pictures", "画像化したページの形式", kCodingsJa},
}};

constexpr std::uint64_t kMiB = 1 << 20;
constexpr std::uint64_t kGiB = 1 << 30;

// `most` keeps one file from taking a whole machine; `least` keeps a typing error from refusing everything.
constexpr std::array<LimitKey, 7> kLimits = {{
    {"depth", Unit::Count, 0, 32, [](const BudgetLimits& l) { return std::uint64_t{l.depth}; },
     [](BudgetLimits& l, std::uint64_t v) { l.depth = static_cast<std::uint32_t>(v); }, "levels of files in files",
     "ファイルの入れ子の深さ"},
    {"members", Unit::Count, 1, 1'000'000, [](const BudgetLimits& l) { return l.members; },
     [](BudgetLimits& l, std::uint64_t v) { l.members = v; }, "files and parts in all", "部品・ファイルの合計数"},
    {"unpacked_bytes", Unit::Bytes, kMiB, 64 * kGiB, [](const BudgetLimits& l) { return l.unpacked_bytes; },
     [](BudgetLimits& l, std::uint64_t v) { l.unpacked_bytes = v; }, "unpacked bytes in all", "展開後の合計の大きさ"},
    {"output_bytes", Unit::Bytes, kMiB, 64 * kGiB, [](const BudgetLimits& l) { return l.output_bytes; },
     [](BudgetLimits& l, std::uint64_t v) { l.output_bytes = v; }, "bytes written in all", "出力の合計の大きさ"},
    {"memory_bytes", Unit::Bytes, 32 * kMiB, 8 * kGiB, [](const BudgetLimits& l) { return l.memory_bytes; },
     [](BudgetLimits& l, std::uint64_t v) { l.memory_bytes = v; }, "memory of one worker", "検査1件のメモリ"},
    {"cpu_ms", Unit::Milliseconds, 1'000, 3'600'000, [](const BudgetLimits& l) { return l.cpu_ms; },
     [](BudgetLimits& l, std::uint64_t v) { l.cpu_ms = v; }, "processor time in all", "処理時間の合計"},
    {"ratio", Unit::Count, 10, 10'000, [](const BudgetLimits& l) { return std::uint64_t{l.ratio}; },
     [](BudgetLimits& l, std::uint64_t v) { l.ratio = static_cast<std::uint32_t>(v); }, "unpacked size : packed size",
     "圧縮率の上限"},
}};

}  // namespace

std::span<const ChoiceKey> choice_keys() noexcept {
  return kChoices;
}
std::span<const LimitKey> limit_keys() noexcept {
  return kLimits;
}

}  // namespace mugai::policy
