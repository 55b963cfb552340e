#include "lib/formats/xml/scope.h"

#include "lib/formats/xml/names.h"

namespace mugai::xml {

Scope::Scope(const Vocabulary& vocabulary, const Limits& limits) : vocabulary_(vocabulary), limits_(limits) {
  slots_.emplace("", kDefaultSlot);
  slots_.emplace("xml", PrefixSlot{1});
  input_ = {kNoNamespace, kXmlNamespace};
  output_.assign(vocabulary.prefix_count(), kUnbound);
  output_[0] = kNoNamespace;
  output_[vocabulary.ns(kXmlNamespace).prefix_index] = kXmlNamespace;
}

// [1] NSAttName ::= PrefixedAttName | DefaultAttName
Scope::Declares Scope::declares(std::string_view attribute_name) noexcept {
  if (attribute_name.substr(0, 5) != "xmlns") return Declares::Nothing;
  if (attribute_name.size() == 5) return Declares::Default;
  return attribute_name[5] == ':' ? Declares::Prefix : Declares::Nothing;
}

// Namespaces in XML 1.0, section 3: the constraints Reserved Prefixes and Namespace Names, No Prefix Undeclaring.
Result<UriId> Scope::declare_input(std::string_view prefix, std::string_view uri, std::uint64_t offset) {
  const auto refuse = [offset](const char* what) { return make_error(ErrorCode::Malformed, what, offset); };
  if (prefix == "xmlns" || uri == kXmlnsNamespaceUri) return refuse("the prefix xmlns is declared");
  if ((prefix == "xml") != (uri == kXmlNamespaceUri)) return refuse("the prefix xml has one meaning");
  if (!prefix.empty() && uri.empty()) return refuse("a prefix is declared as nothing");
  if (!prefix.empty() && !is_ncname(prefix)) return refuse("a declared prefix is no name");
  TRY_ASSIGN(const UriId id, intern_uri(uri));
  TRY_ASSIGN(const PrefixSlot place, intern_prefix(prefix));
  input_undo_.push_back({place, input_[place]});
  input_[place] = id;
  epoch_ = ++last_epoch_;
  return id;
}

void Scope::declare_output(NamespaceId ns) {
  const std::uint16_t index = vocabulary_.ns(ns).prefix_index;
  output_undo_.push_back({index, output_[index]});
  output_[index] = ns;
  epoch_ = ++last_epoch_;
}

PrefixSlot Scope::slot(std::string_view prefix) const {
  const auto found = slots_.find(prefix);
  return found == slots_.end() ? kUnbound : found->second;
}

Scope::Mark Scope::mark() const noexcept {
  return {static_cast<std::uint32_t>(input_undo_.size()), static_cast<std::uint32_t>(output_undo_.size()), epoch_};
}

void Scope::restore(const Mark& mark) {
  while (input_undo_.size() > mark.input) {
    input_[input_undo_.back().slot] = input_undo_.back().uri;
    input_undo_.pop_back();
  }
  while (output_undo_.size() > mark.output) {
    output_[output_undo_.back().prefix_index] = output_undo_.back().uri;
    output_undo_.pop_back();
  }
  epoch_ = mark.epoch;
}

std::string_view Scope::uri_text(UriId uri) const {
  if (is_listed(uri)) return vocabulary_.ns(static_cast<NamespaceId>(uri)).uri;
  return uri_texts_[uri - vocabulary_.namespace_count()];
}

Result<UriId> Scope::intern_uri(std::string_view uri) {
  if (uri.empty()) return UriId{kNoNamespace};
  const NamespaceId listed = vocabulary_.namespace_by_uri(uri);
  if (listed != kNoNamespace) return UriId{listed};
  const auto found = uris_.find(uri);
  if (found != uris_.end()) return found->second;
  if (uri_texts_.size() >= limits_.namespaces) return make_error(ErrorCode::TooMany, "too many namespaces");
  const auto id = static_cast<UriId>(vocabulary_.namespace_count() + uri_texts_.size());
  uri_texts_.push_back(uris_.emplace(std::string(uri), id).first->first);
  return id;
}

Result<PrefixSlot> Scope::intern_prefix(std::string_view prefix) {
  const auto found = slots_.find(prefix);
  if (found != slots_.end()) return found->second;
  if (input_.size() >= limits_.prefixes) return make_error(ErrorCode::TooMany, "too many prefixes");
  const auto place = static_cast<PrefixSlot>(input_.size());
  slots_.emplace(std::string(prefix), place);
  input_.push_back(kUnbound);
  return place;
}

}  // namespace mugai::xml
