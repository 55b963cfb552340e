#include "lib/policy/policy.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "lib/base/utf8.h"
#include "lib/policy/categories.h"
#include "lib/policy/ini.h"
#include "lib/policy/keys.h"

using namespace mugai;
using namespace mugai::policy;

namespace {

const std::string kFolder = MUGAI_SOURCE_DIR "/config/policies";
constexpr const char* kShipped[] = {"strict", "standard", "lenient"};

std::string read_text(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

TEST_CASE("policy: the compiled-in default is config/policies/standard.conf") {
  const auto standard = load("standard", kFolder);
  REQUIRE(standard);
  CHECK(standard->encode() == Policy().encode());
  CHECK(standard->digest() == Policy().digest());
}

TEST_CASE("policy: the shipped files are what is compiled in, and state every key") {
  for (const char* name : kShipped) {
    CAPTURE(name);
    const std::string text = read_text(kFolder + "/" + name + ".conf");
    REQUIRE_FALSE(text.empty());
    CHECK(builtin_text(name) == text);
    const auto entries = parse_ini(text, name);
    REQUIRE(entries);
    const auto states_key = [&](std::string_view section, std::string_view key) {
      return std::any_of(entries->begin(), entries->end(),
                         [&](const IniEntry& e) { return e.section == section && e.key == key; });
    };
    for (const auto& row : category_rows())
      CHECK_MESSAGE(states_key("content", row.key), row.key);
    for (const auto& row : choice_keys())
      CHECK_MESSAGE(states_key(row.section, row.key), row.key);
    for (const auto& row : limit_keys())
      CHECK_MESSAGE(states_key("limits", row.key), row.key);
    CHECK(states_key("mail", "subject_prefix"));
    const auto policy = parse(text, name);
    REQUIRE(policy);
    CHECK(policy->name == name);
  }
}

TEST_CASE("policy: strict is nowhere laxer than standard, and standard nowhere than lenient") {
  const auto strict = parse(builtin_text("strict"), "strict");
  const auto standard = parse(builtin_text("standard"), "standard");
  const auto lenient = parse(builtin_text("lenient"), "lenient");
  REQUIRE((strict && standard && lenient));
  for (const auto& row : category_rows()) {
    CAPTURE(row.key);
    CHECK(strict->state(row.category) >= standard->state(row.category));
    CHECK(standard->state(row.category) >= lenient->state(row.category));
  }
  CHECK(strict->limits.unpacked_bytes <= standard->limits.unpacked_bytes);
}

TEST_CASE("policy: no shipped and no written policy keeps active content") {
  for (const auto& row : category_rows()) {
    const auto kept = parse("[content]\n" + std::string(row.key) + " = keep\n", "t.conf");
    CAPTURE(row.key);
    CHECK(kept.has_value() == row.may_keep);
    for (const char* name : kShipped) {
      if (!row.may_keep) CHECK(parse(builtin_text(name), name)->state(row.category) != State::Keep);
    }
  }
}

TEST_CASE("policy: encode and decode are inverse, whatever is set") {
  for (const char* name : kShipped) {
    const auto policy = parse(builtin_text(name), name);
    REQUIRE(policy);
    const auto again = Policy::decode(policy->encode());
    REQUIRE(again);
    CHECK(again->encode() == policy->encode());
    CHECK(again->name == name);
    const auto from_changes = Policy::decode(policy->encode_changes());
    REQUIRE(from_changes);
    CHECK(from_changes->encode() == policy->encode());
  }
  Policy own;
  own.name = "own-1";
  own.type_actions = {{"default", TypeAction::Block}, {"mail", TypeAction::Sanitize}, {"pdf", TypeAction::Flatten}};
  own.notice_ja = "━━ お知らせ\n{from}\n終わり\n";
  own.subject_prefix = "【無害化】 \"x\" # ";
  own.links = Links::Remove;
  own.notice_position = NoticePosition::Bottom;
  own.file_name_style = FileNameStyle::Rfc2047;
  own.compression = Compression::Small;
  own.limits.depth = 3;
  own.states[0] = State::Block;
  const auto again = Policy::decode(own.encode());
  REQUIRE_MESSAGE(again, again.error().detail);
  CHECK(again->encode() == own.encode());
  const auto from_changes = Policy::decode(own.encode_changes());
  REQUIRE_MESSAGE(from_changes, from_changes.error().detail);
  CHECK(from_changes->encode() == own.encode());
  CHECK(Policy().encode_changes() == "[policy]\nname = " + Policy().name + "\n");
  CHECK(again->subject_prefix == own.subject_prefix);
  CHECK(again->notice_ja == own.notice_ja);
  CHECK(again->type_action("docx") == TypeAction::Block);
  CHECK(again->type_action("mail") == TypeAction::Sanitize);
  CHECK(again->digest() != Policy().digest());
  CHECK(again->digest().size() == 64);
}

TEST_CASE("policy: a file states only what differs from its base") {
  const auto policy = parse("[content]\nmacros = remove\n[policy]\nbase = strict\n", "/etc/mugai/town.conf");
  REQUIRE(policy);
  CHECK(policy->name == "town");
  CHECK(policy->state(Category::Macros) == State::Remove);
  CHECK(policy->state(Category::ActiveX) == State::Block);
  CHECK(parse("", "x.conf")->state(Category::ActiveX) == State::Remove);
}

TEST_CASE("policy: an error names file, line, key and what is allowed") {
  struct Row {
    const char* text;
    const char* expected[3];
  };
  const Row rows[] = {
      {"[content]\n\nmacros = keep\n", {"t.conf:3", "macros = keep", "allowed: remove, block"}},
      {"[content]\ncomments = yes\n", {"t.conf:2", "comments = yes", "allowed: keep, remove, block"}},
      {"[content]\nmakros = remove\n", {"t.conf:2", "makros", "macros"}},
      {"[types]\ndocx = deliver\n", {"t.conf:2", "docx = deliver", "sanitize, text, flatten, block"}},
      {"[limits]\nratio = 5\n", {"t.conf:2", "ratio = 5", "from 10 to 10000"}},
      {"[limits]\nmembers = 20 KiB\n", {"t.conf:2", "members", "1 to 1000000"}},
      {"[limits]\nmemory_bytes = 99999999999999999999 GiB\n", {"t.conf:2", "memory_bytes", "KiB, MiB and GiB"}},
      {"[limits]\nheight = 5\n", {"t.conf:2", "unknown key", "depth, members"}},
      {"[mail]\nlinks = maybe\n", {"t.conf:2", "links = maybe", "defang, keep, remove"}},
      {"[mail]\non_error = deliver\n", {"t.conf:2", "on_error = deliver", "unknown key"}},
      {"[mial]\nlinks = keep\n", {"t.conf:2", "unknown section [mial]", "content"}},
      {"macros = remove\n", {"t.conf:1", "unknown section []", "content"}},
      {"[content\n", {"t.conf:1", "a section must be written [name]", ""}},
      {"[content]\nmacros\n", {"t.conf:2", "key = value", ""}},
      {"[content]\nmacros = remove\nmacros = block\n", {"t.conf:3", "stands already in line 2", ""}},
      {"[policy]\nname = Ä b\n", {"t.conf:2", "a-z", ""}},
      {"[policy]\nbase = other\n", {"t.conf:2", "strict, standard, lenient", ""}},
      {"[mail]\nsubject_prefix = \"a\xE2\x80\xAE\"\n", {"t.conf:2", "subject_prefix", "invisible"}},
      {"[mail]\nsubject_prefix = \xFF\n", {"t.conf:2", "UTF-8", ""}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto policy = parse(row.text, "t.conf");
    REQUIRE_FALSE(policy);
    CHECK(policy.error().code == ErrorCode::Malformed);
    for (const char* part : row.expected) {
      CAPTURE(policy.error().detail);
      CHECK(policy.error().detail.find(part) != std::string::npos);
    }
    CHECK(policy.error().detail.find('\n') == std::string::npos);
  }
}

TEST_CASE("policy: comments, quotes, units, CRLF and a byte order mark are read") {
  const auto policy = parse(
      "\xEF\xBB\xBF; first\r\n[mail]\r\nlinks = keep   # why not\r\nsubject_prefix = \"[#1] \"\r\n"
      "[limits]\r\nunpacked_bytes = 3 MiB\r\n  RATIO=77\r\n",
      "t.conf");
  REQUIRE_MESSAGE(policy, policy.error().detail);
  CHECK(policy->links == Links::Keep);
  CHECK(policy->subject_prefix == "[#1] ");
  CHECK(policy->limits.unpacked_bytes == 3 << 20);
  CHECK(policy->limits.ratio == 77);
}

TEST_CASE("policy: every prefix of a shipped file is a policy or an error, never a crash") {
  const std::string text(builtin_text("strict"));
  for (std::size_t n = 0; n < text.size(); n += 7) {
    const auto policy = parse(std::string_view(text).substr(0, n), "cut.conf");
    if (!policy) CHECK(policy.error().code == ErrorCode::Malformed);
  }
}

TEST_CASE("policy: load finds names in the folder, then compiled in, then tells what it takes") {
  CHECK(load("lenient", "")->name == "lenient");
  CHECK(load("lenient", "/nowhere")->name == "lenient");
  CHECK(load(kFolder + "/strict.conf", "")->name == "strict");
  const auto unknown = load("stict", kFolder);
  REQUIRE_FALSE(unknown);
  CHECK(unknown.error().code == ErrorCode::Io);
  CHECK(unknown.error().detail.find("strict, standard, lenient") != std::string::npos);
  CHECK(load("/nowhere/x.conf", "").error().code == ErrorCode::Io);
  CHECK(load("./", "").error().code == ErrorCode::Io);
}

TEST_CASE("policy: explain names every category and limit in both languages") {
  for (const char* name : kShipped) {
    const auto policy = parse(builtin_text(name), name);
    for (const std::string_view language : {"ja", "en"}) {
      const std::string words = explain(*policy, language);
      CHECK(utf8::is_valid(words));
      for (const auto& row : category_rows()) {
        CHECK(words.find(language == "ja" ? row.title_ja : row.title_en) != std::string::npos);
      }
      for (const auto& row : limit_keys()) {
        CHECK(words.find(language == "ja" ? row.title_ja : row.title_en) != std::string::npos);
      }
    }
  }
}

TEST_CASE("policy: dangerous combinations are warned about, the shipped standard and strict are clean") {
  CHECK(warnings(Policy(), "ja").empty());
  CHECK(warnings(*parse(builtin_text("strict"), "strict"), "en").empty());
  CHECK(warnings(*parse(builtin_text("lenient"), "lenient"), "en").size() == 2);
  CHECK(warnings(*parse("[types]\ndefault = block\n", "t"), "en").size() == 1);
  CHECK(warnings(*parse("[types]\ndefault = block\nmail = sanitize\n", "t"), "en").empty());
  CHECK(warnings(*parse("[types]\nmail = block\n", "t"), "ja").size() == 1);
  CHECK(warnings(*parse("[limits]\ndepth = 0\nratio = 9999\nmemory_bytes = 32 MiB\n", "t"), "ja").size() == 3);
}

TEST_CASE("policy: explain says of what stays what keeping means, of what goes what removing means") {
  const auto standard = load("standard", kFolder);
  REQUIRE(standard);
  const std::string ja = explain(*standard, "ja");
  CHECK(ja.find("コメント・ノート：コメントとノートを残します") != std::string::npos);
  CHECK(ja.find("コメントを除きます") == std::string::npos);
  CHECK(ja.find("文書のプロパティ：作成者・会社名・独自の項目を除きます") != std::string::npos);
  for (const CategoryRow& row : category_rows()) {
    CAPTURE(row.key);
    CHECK(row.keep_en.empty() == !row.may_keep);
    CHECK(row.keep_ja.empty() == !row.may_keep);
    CHECK_FALSE(row.note_ja.empty());
  }
}

TEST_CASE("policy: a policy that is not there is told with the place where it was looked for") {
  const auto missing = load("nowhere", "/some/folder");
  REQUIRE_FALSE(missing);
  CHECK(missing.error().detail.find("/some/folder/nowhere.conf") != std::string::npos);
}
