// PartFilter: the delegate of the XML filter for one file of a document. Carries out the rules of rules.h: asks the
// package what content may refer to, judges links, formulas and settings, and tells the reporter what went.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lib/formats/odf/condition.h"
#include "lib/formats/odf/package.h"
#include "lib/formats/odf/reporter.h"
#include "lib/formats/odf/rules.h"
#include "lib/formats/odf/settings.h"
#include "lib/formats/xml/filter.h"

namespace mugai::odf {

// Ids that the code itself needs; looked up once.
struct Names {
  explicit Names(const xml::Vocabulary& vocabulary);
  xml::AttributeId href, mimetype, version, action, field_type, param_name, config_name, display, fixed, condition,
      mime, loext_mime, value_type, calc_value_type, string_value;
  xml::NamespaceId of, oooc, ooow;
};

class PartFilter final : public xml::Delegate {
 public:
  // All borrowed; `prefix` is that of the document, `where` the file's name.
  PartFilter(const Rules& rules, const Names& names, Package& package, std::string_view prefix, Reporter& reporter,
             Context& context, std::string_view where);
  void attach(xml::Filter& filter) { filter_ = &filter; }

  // Of the outermost root element, once it has been read; empty where it says nothing.
  [[nodiscard]] const std::string& version() const noexcept { return version_; }
  [[nodiscard]] const std::string& mimetype() const noexcept { return mimetype_; }
  [[nodiscard]] std::optional<Kind> body() const noexcept { return body_; }
  [[nodiscard]] bool has_two_bodies() const noexcept { return bodies_ > 1; }

  xml::ElementDecision on_start(xml::StartTag& tag) override;
  void on_end(xml::ElementId element) override;
  xml::Verdict on_attribute(xml::StartTag& tag, xml::AttributeId attribute, std::string& value) override;
  xml::Verdict on_text(xml::ElementId element, std::string& text) override;
  xml::Verdict on_foreign(xml::ElementId parent, std::string_view namespace_uri, std::string_view local_name) override;
  void on_dropped(const xml::Dropped& dropped) override;

 private:
  struct StandIn {
    xml::ConditionId condition = 0;
    bool by_placeholder = false;  // a member of the package, which must be written then
    std::string href;             // of the picture that is lost
  };
  struct FrameState {
    std::uint32_t depth = 0;
    xml::ConditionId condition = 0;  // of the frame, which stays while one of its representations does
    bool lost = false;               // one of them went
    bool shown = false;              // one of them stays as it was
    std::vector<StandIn> stand_ins;  // grey boxes, of which one stays where nothing else does
  };
  enum class Use : std::uint8_t { Image, Fill, Bullet };
  struct PictureState {
    Use use = Use::Image;
    bool uncertain = false;          // counted in uncertain_
    bool has_data = false;           // office:binary-data is expected
    bool settled = false;            // it came, or nothing depends on it
    xml::ConditionId condition = 0;  // of the element
  };
  struct Pending {  // an element that waits for what it holds
    xml::ConditionId condition = 0;
    bool settled = false;
  };

  void removed(const ElementRule& rule, Action action = Action::Removed, std::string detail = {});
  [[nodiscard]] Expression read_expression(const xml::StartTag& tag, std::string_view value, Grammar& grammar,
                                           std::string_view& canonical) const;
  std::string_view judge(const xml::StartTag& tag, const AttributeRule& rule, std::string_view value) const;
  void show_error(xml::StartTag& tag) const;
  xml::Verdict judged_attribute(xml::StartTag& tag, const AttributeRule& rule, std::string& value);
  xml::Verdict hidden_attribute(const AttributeRule& rule, std::string_view value);

  void root(xml::StartTag& tag);
  void body(const xml::StartTag& tag);
  xml::ElementDecision policy_drop(const ElementRule& rule);
  xml::ElementDecision link(xml::StartTag& tag, const ElementRule& rule);
  bool link_holds(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision slide_listener(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision guarded(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision section(xml::StartTag& tag, const ElementRule& rule);

  void tell_internal_scheme(std::string_view href);
  void representation(const xml::StartTag& tag);
  void shown();
  void lose();
  xml::ElementDecision picture(xml::StartTag& tag, const ElementRule& rule, Use use);
  xml::ElementDecision image(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision with_data();
  xml::ElementDecision lost_bullet(xml::StartTag& tag);
  void end_picture();
  xml::ElementDecision stand_in(xml::StartTag& tag);
  xml::ElementDecision fill(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision object(xml::StartTag& tag, const ElementRule& rule);
  xml::Verdict binary_data(std::string& text);
  void end_frame();

  xml::ElementDecision field_start(xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision field_end();
  xml::ElementDecision field_param(xml::StartTag& tag, const ElementRule& rule);
  bool field_type_stays(const xml::StartTag& tag, const ElementRule& rule);
  xml::ElementDecision config_item(xml::StartTag& tag, const ElementRule& rule);
  xml::Verdict config_text(std::string& text);

  const Rules& rules_;
  const Names& names_;
  Package& package_;
  std::string prefix_;
  Reporter& reporter_;
  Context& context_;
  std::string where_;
  xml::Filter* filter_ = nullptr;
  std::string version_;
  std::string mimetype_;
  std::optional<Kind> body_;
  int bodies_ = 0;
  bool in_meta_ = false;
  std::vector<FrameState> frames_;
  std::vector<xml::ConditionId> silent_;  // open elements that go without a word
  std::vector<Pending> listeners_;
  std::vector<Pending> pilots_;
  std::vector<PictureState> pictures_;  // open picture elements
  int uncertain_ = 0;  // open elements of which it is not known whether they stay: nothing in them is referred to
  std::vector<bool> fields_;  // open fields of Word: do they stay
  const ItemRule* item_ = nullptr;
  std::string item_name_;
};

}  // namespace mugai::odf
