// Dependencies run one way, and a third-party library shows in one file alone. Reads the #include lines of the tree.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = MUGAI_SOURCE_DIR;

// What a folder may include of our own. A format may include no other format but those named here.
const std::map<std::string, std::set<std::string>> kMay = {
    {"lib/base", {}},
    {"lib/stream", {"lib/base"}},
    {"lib/core", {"lib/base", "lib/stream"}},
    {"lib/text", {"lib/base", "lib/stream", "lib/core", "lib/policy"}},
    {"lib/detect", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/policy", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/wire", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/sandbox", {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/wire"}},
    {"lib/report", {"lib/base", "lib/stream", "lib/core", "lib/policy"}},
    {"lib/audit", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/formats/zip", {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/detect", "lib/report"}},
    {"lib/formats/xml", {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text"}},
    {"lib/formats/image", {"lib/base", "lib/stream", "lib/core", "lib/policy"}},
    {"lib/formats/metafile", {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/formats/image"}},
    {"lib/formats/svg",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/formats/xml", "lib/formats/image"}},
    {"lib/formats/plain",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/detect", "lib/formats/xml"}},
    {"lib/formats/html",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/detect", "lib/formats/plain"}},
    {"lib/formats/xml_file", {"lib/base", "lib/stream", "lib/core", "lib/formats/xml", "lib/formats/html"}},
    {"lib/formats/calendar", {"lib/base", "lib/stream", "lib/core", "lib/text", "lib/formats/html"}},
    {"lib/formats/ooxml",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/detect", "lib/formats/zip",
      "lib/formats/xml", "lib/formats/image", "lib/formats/metafile", "lib/formats/svg", "lib/formats/formula"}},
    {"lib/formats/odf",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/formats/zip", "lib/formats/xml", "lib/formats/image",
      "lib/formats/metafile", "lib/formats/svg", "lib/formats/formula"}},
    {"lib/formats/flat",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/formats/zip", "lib/formats/xml", "lib/formats/ooxml"}},
    {"lib/formats/formula", {"lib/base", "lib/core"}},
    {"lib/formats/font", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/formats/pdf",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/formats/font", "lib/formats/image",
      "lib/formats/render"}},
    {"lib/formats/render", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/formats/xlsb",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/formats/zip", "lib/formats/ooxml",
      "lib/formats/formula"}},
    {"lib/formats/mail",
     {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text", "lib/detect", "lib/report", "lib/formats/html",
      "lib/formats/calendar", "lib/formats/mail_check", "lib/formats/mapi", "lib/formats/tnef"}},
    {"lib/formats/cfb", {"lib/base", "lib/stream", "lib/core"}},
    {"lib/formats/mapi", {"lib/base", "lib/stream", "lib/core", "lib/policy", "lib/text"}},
    {"lib/formats/tnef", {"lib/base", "lib/stream", "lib/core", "lib/text", "lib/formats/mapi"}},
    {"lib/formats/msg", {"lib/base", "lib/stream", "lib/core", "lib/text", "lib/formats/cfb", "lib/formats/mapi"}},
    {"lib/formats/mail_check", {"lib/base", "lib/stream"}},
    {"lib/formats/mail_auth", {"lib/base", "lib/stream", "lib/core"}},
};

// A library's header and the one folder-relative source file that may include it (system and standard headers and the
// test framework aside).
const std::vector<std::string> kSingleFileHeaders = {
    "<zip.h>",      "<gmime/",     "<magic.h>",  "<openssl/", "<isa-l",     "<zlib.h>", "<nlohmann/",
    "<systemd/",    "<jpeglib.h>", "<tiffio.h>", "<qpdf/",    "<jbig2.h>",  "<mupdf/",  "<webp/",
    "<openjpeg.h>", "<jxl/",       "<libde265/", "<dav1d/",   "<opendkim/", "<spf2/"};

struct Include {
  fs::path file;
  std::string target;  // with its quotes or brackets
};

std::vector<Include> includes_below(const fs::path& folder) {
  std::vector<Include> found;
  if (!fs::exists(folder)) return found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cc") continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.rfind("#include ", 0) == 0) found.push_back({fs::relative(entry.path(), kRoot), line.substr(9)});
    }
  }
  return found;
}

// "lib/formats/zip" of "lib/formats/zip/reader.h"; "lib/base" of "lib/base/bytes.h".
std::string module_of(const std::string& path) {
  const std::size_t parts = path.rfind("lib/formats/", 0) == 0 ? 3 : 2;
  std::size_t end = 0;
  for (std::size_t i = 0; i < parts && end != std::string::npos; ++i)
    end = path.find('/', end + 1);
  return end == std::string::npos ? path.substr(0, path.rfind('/')) : path.substr(0, end);
}

}  // namespace

TEST_CASE("contract/includes: dependencies run one way") {
  const auto all = includes_below(kRoot / "lib");
  REQUIRE(all.size() > 50);
  for (const Include& include : all) {
    if (include.target.rfind("\"lib/", 0) != 0) continue;
    const std::string from = module_of(include.file.string());
    const std::string to = module_of(include.target.substr(1, include.target.size() - 2));
    const auto rule = kMay.find(from);
    if (from == to || rule == kMay.end()) continue;  // lib/formats itself joins the formats
    CAPTURE(include.file.string());
    CAPTURE(include.target);
    CHECK(rule->second.count(to) == 1);
  }
}

TEST_CASE("contract/includes: the libraries know no program") {
  for (const Include& include : includes_below(kRoot / "lib")) {
    CAPTURE(include.file.string());
    CHECK(include.target.rfind("\"daemon/", 0) != 0);
    CHECK(include.target.rfind("\"tests/", 0) != 0);
  }
}

TEST_CASE("contract/includes: a third-party header stands in one source file and in no header") {
  std::map<std::string, std::set<std::string>> users;
  for (const char* top : {"lib", "daemon"}) {
    for (const Include& include : includes_below(kRoot / top)) {
      for (const std::string& header : kSingleFileHeaders) {
        if (include.target.rfind(header, 0) == 0) users[header].insert(include.file.string());
      }
    }
  }
  REQUIRE_FALSE(users.empty());
  for (const auto& row : users) {
    const std::string& header = row.first;
    const std::set<std::string>& files = row.second;
    CAPTURE(header);
    for (const std::string& file : files) {
      CAPTURE(file);
      CHECK(file.substr(file.size() - 3) == ".cc");
    }
    // ISA-L is two libraries in one header: inflate, deflate and the checksum have a file each. OpenSSL is digests and
    // ciphers for all, and CMS for signed mails.
    CHECK(files.size() <= (header == "<isa-l" ? 3 : header == "<openssl/" ? 2 : 1));
  }
}
