// Runs rewrite_content() with resources that a test names.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::testing {

class TestResources final : public pdf::ContentResources {
 public:
  bool has(pdf::ResourceKind kind, std::string_view name) override {
    asked.insert(std::string(name));
    return names.count(std::string(1, static_cast<char>('0' + static_cast<int>(kind))) + std::string(name)) > 0;
  }
  int components(std::string_view /*name*/) override { return 3; }
  pdf::OptionalContent optional_content(std::string_view name) override {
    return name == "Hidden"      ? pdf::OptionalContent::Hide
           : name == "Unwrapped" ? pdf::OptionalContent::Unwrap
                                 : pdf::OptionalContent::Keep;
  }
  Result<std::optional<std::string>> add_image(const pdf::InlineImage& image) override {
    images.push_back(image);
    data.emplace_back(as_text(image.data));
    if (!takes_images) return std::optional<std::string>{};
    return std::optional<std::string>("Im" + std::to_string(images.size()));
  }

  // Kind as its number, then the name: "0Im1" is an XObject.
  std::set<std::string> names{"0Im1", "0Im2", "1G1", "2F1", "2A B", "3C1", "4P1", "5S1", "6M1"};
  std::set<std::string> asked;
  bool takes_images = true;
  std::vector<pdf::InlineImage> images;
  std::vector<std::string> data;
};

struct ContentRun {
  bool good = false;
  std::string text;
  pdf::ContentReport report;
};

inline ContentRun run_content(std::string_view content, pdf::ContentKind kind = pdf::ContentKind::Page,
                              const pdf::ContentLimits& limits = {}, bool takes_images = true) {
  TestResources resources;
  resources.takes_images = takes_images;
  ContentRun run;
  Buffer out;
  run.good = pdf::rewrite_content(as_bytes(content), kind, resources, out, run.report, limits).has_value();
  run.text = std::string(as_text(out));
  return run;
}

}  // namespace mugai::testing
