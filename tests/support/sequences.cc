#include "tests/support/sequences.h"

#include <algorithm>
#include <optional>

namespace mugai::testing {
namespace {

std::vector<std::string_view> words(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    if (end > 0) out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

// Of one open element, in document order.
class Sequences::Children {
 public:
  Children(const Sequences& all, std::string name) : wrappers_(all.wrappers_), name_(std::move(name)) {
    const auto found = all.sequences_.find(name_);
    if (found != all.sequences_.end()) places_ = found->second;
    counts_.resize(places_.size());
  }

  void add(const std::string& child, std::set<std::string>& faults) {
    wrapped_ = wrapped_ || wrappers_.contains(child);
    const auto place = place_of(child);
    if (!place.has_value()) return;
    if (*place < at_) faults.insert(child + " out of order in " + name_);
    at_ = std::max(at_, *place);
    ++counts_[*place];
  }
  void close(std::set<std::string>& faults) const {
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const auto& [names, often] = places_[i];
      const std::string what = (names.empty() ? "content" : std::string(names.front())) + " in " + name_;
      if ((often == '?' || often == '!') && counts_[i] > 1) faults.insert("more than one " + what);
      if ((often == '+' || often == '!') && counts_[i] == 0 && !wrapped_) faults.insert("no " + what);
    }
  }

 private:
  [[nodiscard]] std::optional<std::size_t> place_of(const std::string& child) const {
    std::optional<std::size_t> other;
    for (std::size_t i = 0; i < places_.size(); ++i) {
      const std::vector<std::string_view>& names = places_[i].names;
      if (names.empty()) other = i;
      if (std::find(names.begin(), names.end(), child) != names.end()) return i;
    }
    return other;
  }

  const std::set<std::string_view>& wrappers_;
  std::string name_;
  std::span<const Place> places_;
  std::size_t at_ = 0;
  std::vector<std::size_t> counts_;
  bool wrapped_ = false;
};

Sequences::Sequences(std::span<const NamespaceRow> namespaces, std::span<const SequenceRow> rows,
                     std::set<std::string_view> wrappers)
    : namespaces_(namespaces), wrappers_(std::move(wrappers)) {
  for (const SequenceRow& row : rows) {
    std::vector<Place> places;
    for (std::string_view word : words(row.places, ' ')) {
      Place place;
      if (std::string_view("?*+!").find(word.back()) != std::string_view::npos) {
        place.often = word.back();
        word.remove_suffix(1);
      }
      if (word != "any") place.names = words(word, '|');
      places.push_back(std::move(place));
    }
    for (const std::string_view parent : words(row.parents, ' '))
      sequences_.emplace(parent, places);
  }
}

std::string Sequences::name_of(std::string_view uri, std::string_view local_name) const {
  const auto row =
      std::find_if(namespaces_.begin(), namespaces_.end(), [&](const NamespaceRow& r) { return r.uri == uri; });
  return std::string(row == namespaces_.end() ? "?" : row->prefix) + ":" + std::string(local_name);
}

void Sequences::check(const std::vector<xml::Event>& events, std::set<std::string>& faults) const {
  std::vector<Children> open;
  for (const xml::Event& event : events) {
    if (event.kind == xml::Event::Kind::Start) {
      const std::string name = name_of(event.namespace_uri, event.local_name);
      if (!open.empty()) open.back().add(name, faults);
      open.emplace_back(*this, name);
    } else if (event.kind == xml::Event::Kind::End) {
      open.back().close(faults);
      open.pop_back();
    }
  }
}

}  // namespace mugai::testing
