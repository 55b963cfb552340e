// What a policy does, in words, and what in it is dangerous or contradicts itself. Walks the same tables as the reader.
#include <array>

#include "lib/policy/categories.h"
#include "lib/policy/keys.h"

namespace mugai::policy {
namespace {

bool is_japanese(std::string_view language) noexcept {
  return language == "ja";
}

struct Pair {
  std::string_view en, ja;
  [[nodiscard]] std::string_view in(std::string_view language) const { return is_japanese(language) ? ja : en; }
};

struct StateGroup {
  State state;
  Pair heading;
};
constexpr std::array<StateGroup, 3> kGroups = {{
    {State::Block, {"The whole file is refused where it holds", "次のものを含むファイルは受け取りません"}},
    {State::Remove, {"Is taken out, and told", "次のものを除き、お知らせに書きます"}},
    {State::Keep, {"Stays (rebuilt, never copied)", "次のものは残します（そのまま写さず、作り直します）"}},
}};

void explain_content(const Policy& policy, std::string_view language, std::string& out) {
  for (const StateGroup& group : kGroups) {
    std::string lines;
    for (const CategoryRow& row : category_rows()) {
      if (policy.state(row.category) != group.state) continue;
      lines.append("  - ").append(is_japanese(language) ? row.title_ja : row.title_en);
      if (group.state != State::Block) {
        const Pair note = group.state == State::Keep ? Pair{row.keep_en, row.keep_ja} : Pair{row.note_en, row.note_ja};
        lines.append(is_japanese(language) ? "：" : ": ").append(note.in(language));
      }
      lines += "\n";
    }
    if (!lines.empty()) out.append(group.heading.in(language)).append(":\n").append(lines);
  }
}

constexpr std::array<Pair, 4> kTypeActions = {{
    {"rebuilt", "作り直して渡します"},
    {"delivered as text, where the type allows it; else refused", "文字だけを渡します（できない形式は受け取りません）"},
    {"delivered as pictures of its pages; of pictures the lowest bits go",
     "ページを画像にして渡します（画像ファイルは最下位ビットを消します）"},
    {"refused", "受け取りません"},
}};

void explain_types(const Policy& policy, std::string_view language, std::string& out) {
  out.append(Pair{"By type", "ファイルの種類ごと"}.in(language)).append(":\n");
  for (const auto& [type, action] : policy.type_actions) {
    if (type == "default") continue;
    out.append("  - ").append(type).append(": ");
    out.append(kTypeActions.at(static_cast<std::size_t>(action)).in(language)).append("\n");
  }
  out.append(Pair{"  - every other type: ", "  - その他: "}.in(language));
  out.append(kTypeActions.at(static_cast<std::size_t>(policy.type_action("default"))).in(language));
  out.append(
      Pair{" (a type that nothing here rebuilds is refused)", "（作り直せない形式は受け取りません）"}.in(language));
  out += "\n";
}

std::string amount_words(std::uint64_t value, Unit unit) {
  constexpr std::array<std::string_view, 4> kUnits = {"", " KiB", " MiB", " GiB"};
  if (unit == Unit::Milliseconds) return std::to_string(value) + " ms";
  std::size_t step = 0;
  while (unit == Unit::Bytes && step + 1 < kUnits.size() && value != 0 && value % 1024 == 0) {
    value /= 1024;
    ++step;
  }
  std::string words = std::to_string(value).append(kUnits.at(step));
  if (unit == Unit::Bytes && step == 0) words += " B";
  return words;
}

void explain_choices(const Policy& policy, std::string_view language, std::string& out) {
  out.append(Pair{"Mail and output", "メールと出力"}.in(language)).append(":\n");
  for (const ChoiceKey& choice : choice_keys()) {
    const std::size_t word = choice.get(policy);
    out.append("  - ").append(is_japanese(language) ? choice.title_ja : choice.title_en).append(": ");
    out.append(is_japanese(language) ? choice.words_ja[word] : choice.words[word]).append("\n");
  }
  if (!policy.subject_prefix.empty()) {
    out.append(Pair{"  - subjects begin with: ", "  - 件名の前に付ける文字: "}.in(language));
    out.append(policy.subject_prefix).append("\n");
  }
  out.append(Pair{"Limits, for one file and all inside it", "上限（1件と、その中のすべて）"}.in(language))
      .append(":\n");
  for (const LimitKey& limit : limit_keys()) {
    out.append("  - ").append(is_japanese(language) ? limit.title_ja : limit.title_en).append(": ");
    out.append(amount_words(limit.get(policy.limits), limit.unit)).append("\n");
  }
}

// A combination that its author should look at again, and why.
struct Warning {
  bool (*applies)(const Policy&);
  Pair words;
};

constexpr std::array<Warning, 11> kWarnings = {{
    {[](const Policy& p) { return p.links == Links::Keep; },
     {"links = keep: links in the text of mails stay clickable; a reader can be led to a false page",
      "links = keep：メール本文のリンクがクリックできるまま届きます。偽のページへ誘導されるおそれがあります"}},
    {[](const Policy& p) { return p.state(Category::CustomXml) == State::Keep; },
     {"custom_xml = keep: data that no page shows is delivered; it can carry anything",
      "custom_xml = keep：画面に出ないデータがそのまま届きます"}},
    {[](const Policy& p) {
       return p.state(Category::HiddenContent) == State::Keep && p.state(Category::Properties) == State::Remove &&
              p.state(Category::Comments) == State::Remove;
     },
     {"hidden_content = keep while comments and properties are removed: hidden sheets and text still go out",
      "コメントとプロパティを除くのに hidden_content = keep です。非表示のシートや文字は残ります"}},
    {[](const Policy& p) {
       return p.type_action("default") == TypeAction::Block && p.type_action("mail") == TypeAction::Block;
     },
     {"default = block without \"mail = sanitize\": every mail is refused",
      "default = block で「mail = sanitize」がありません。すべてのメールを受け取らなくなります"}},
    {[](const Policy& p) {
       return p.type_action("default") != TypeAction::Block && p.type_action("mail") == TypeAction::Block;
     },
     {"mail = block: every mail is refused", "mail = block：すべてのメールを受け取らなくなります"}},
    {[](const Policy& p) { return p.limits.depth == 0; },
     {"depth = 0: nothing inside a mail or an archive can be inspected; every attachment is refused",
      "depth = 0：メールや圧縮ファイルの中を検査できないため、添付ファイルはすべて届きません"}},
    {[](const Policy& p) { return p.limits.depth > 16; },
     {"depth over 16: nested archives cost much time before they are refused",
      "depth が16を超えています。入れ子の圧縮ファイルの検査に長い時間がかかります"}},
    {[](const Policy& p) { return p.limits.ratio > 1000; },
     {"ratio over 1000: decompression bombs are stopped late, by unpacked_bytes alone",
      "ratio が1000を超えています。圧縮爆弾の検出が遅くなります"}},
    {[](const Policy& p) { return p.limits.memory_bytes < (std::uint64_t{64} << 20); },
     {"memory_bytes under 64 MiB: large documents are refused for want of memory",
      "memory_bytes が64 MiB未満です。大きな文書を処理できません"}},
    {[](const Policy& p) { return p.state(Category::Pictures) == State::Block; },
     {"pictures = block: nearly every office document is refused",
      "pictures = block：画像のある文書をすべて受け取らなくなります"}},
    {[](const Policy& p) { return p.limits.output_bytes > p.limits.unpacked_bytes; },
     {"output_bytes is over unpacked_bytes: it never takes effect",
      "output_bytes が unpacked_bytes より大きいため、効き目がありません"}},
}};

}  // namespace

std::string explain(const Policy& policy, std::string_view language) {
  std::string out(Pair{"Policy: ", "ポリシー: "}.in(language));
  out.append(policy.name).append("\n");
  explain_content(policy, language, out);
  explain_types(policy, language, out);
  explain_choices(policy, language, out);
  return out;
}

std::vector<std::string> warnings(const Policy& policy, std::string_view language) {
  std::vector<std::string> out;
  for (const Warning& warning : kWarnings) {
    if (warning.applies(policy)) out.emplace_back(warning.words.in(language));
  }
  return out;
}

}  // namespace mugai::policy
