// What must hold for every input of the XML filter, good or bad; shared by the property tests and the fuzz target.
#pragma once

#include <string>
#include <string_view>

#include "lib/formats/xml/filter.h"

namespace mugai::testing {

// Keeps, drops and changes by the content alone, so that every engine and every chunking sees the same answers, and the
// second pass sees nothing left to do. Uses conditions.
class XmlTestDelegate final : public xml::Delegate {
 public:
  xml::ElementDecision on_start(xml::StartTag& tag) override;
  void on_end(xml::ElementId element) override;
  xml::Verdict on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) override;
  xml::Verdict on_text(xml::ElementId element, std::string& text) override;
  bool keeps_leaf(xml::ElementId element, std::string_view text) override;
  void on_dropped(const xml::Dropped& dropped) override;

  xml::Filter* filter = nullptr;
  std::string told;  // everything, in order

 private:
  // w:leaf: stays unless its text speaks of DDE; of what stays nothing is told, so that the filter may leave the calls
  // out. w:plain: stays, and is told only while a condition is open.
  struct Leaf {
    xml::ConditionId condition = 0;
    bool keep = true;
  };
  std::vector<xml::ConditionId> open_;
  std::vector<Leaf> leaves_;
};

const xml::Vocabulary& xml_test_vocabulary();

struct XmlRun {
  bool ok = false;
  std::string output;
  std::string told;
};
XmlRun run_xml(std::string_view text, xml::Engine engine, std::uint32_t window_bytes, std::size_t piece);

// Empty where all of it holds, else what does not: engines, windows and pieces agree (bytes and what the delegate is
// told); what passes is a fixed point, is UTF-8, and is read by the reader.
std::string check_xml(std::string_view text);

}  // namespace mugai::testing
