// Filter: rebuilds one XML document by a vocabulary, in one pass, as a stage between two others (inflate → filter →
// deflate). The hot path of the product.
//
// In:  the bytes of one document, UTF-8 or UTF-16, in pieces of any size. The pieces make no difference to the output.
// Out: canonical UTF-8. One fixed XML declaration; prefixes of the vocabulary; double quotes, one space between
//      attributes, the fewest escapes (& < > everywhere, " tab LF CR as well in attributes, CR in text); references,
//      CDATA sections and line ends normalised; comments, processing instructions and everything that is not listed
//      gone. Input order and the two forms <a/> and <a></a> stay. filter(filter(x)) == filter(x).
// A token that already has its canonical form is passed on as it stands after it has been validated; runs of such
// tokens leave in one piece.
//
// Well-formedness (XML 1.0 fifth edition, Namespaces in XML 1.0) is checked in full, in dropped parts too. No DTD:
// is_dtd_error() tells it (catalogue OOXML-015). Errors: Malformed, Truncated, Unsupported (encoding, version),
// Ambiguous (encoding= against the bytes), TooDeep, TooMany, TooLarge, and those of the next sink.
//
// Known gap: a text run that a conditional element interrupts is shown to the delegate in two pieces even where the
// element is dropped later. No element of OOXML that holds asked text may hold elements.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "lib/formats/xml/limits.h"
#include "lib/formats/xml/vocabulary.h"
#include "lib/stream/sink.h"

namespace mugai::xml {

using ConditionId = std::uint32_t;  // 0: none

class StartTagState;

// The start tag that the delegate is asked about. Valid during the call alone; so are the views it gives.
class StartTag {
 public:
  [[nodiscard]] ElementId element() const;
  [[nodiscard]] std::uint32_t depth() const;  // 1 for the root element, counting every element of the input
  // Decoded value, nullopt where it is absent or was removed. Attributes that will be dropped by rule are seen, too.
  [[nodiscard]] std::optional<std::string_view> value(AttributeId attribute) const;
  // Adds or replaces; the value is plain text, escaped on output. What a delegate sets is not asked about again and
  // needs no rule. A new attribute comes last.
  void set(AttributeId attribute, std::string_view value);
  void remove(AttributeId attribute);
  // What a prefix of the input means here; 0 where it is unbound or its namespace is not listed.
  [[nodiscard]] NamespaceId resolve_prefix(std::string_view prefix) const;
  // Makes sure that the canonical prefix of a listed namespace is in scope on this element in the output: for
  // attribute values that speak of prefixes (mc:Ignorable, Requires). Not for default namespaces.
  void declare(NamespaceId ns);

 private:
  friend class FilterCore;
  explicit StartTag(StartTagState& state) : state_(state) {}
  StartTagState& state_;
};

enum class Verdict : std::uint8_t { Keep, Drop, Unwrap };

struct ElementDecision {
  Verdict verdict = Verdict::Keep;
  // Not 0: what is kept of the element is written only if this condition is resolved to keep.
  ConditionId condition = 0;
  bool condition_covers_content = true;  // false: the two tags alone depend on the condition
};

// One name that was dropped or rewritten, with how often.
struct Dropped {
  enum class Kind : std::uint8_t {
    Element,                // with all it held; only the outermost is counted
    Attribute,              // of a kept element; `owner` is that element
    UnwrappedElement,       // the tags only, by rule of the table (not by the delegate)
    Comment,                // no name
    ProcessingInstruction,  // local_name is the target
    Cdata,                  // no name; turned into escaped text
    Text,                   // of the element `element`: character data where only white space may stand,
                            // counted once an element
    Condition,              // no name; output that waited too long (Limits::held_bytes)
    Others,                 // no name; everything past Limits::reported_names
  };
  Kind kind = Kind::Element;
  std::string_view namespace_uri;  // empty for none; as in the input, of an alias the canonical one
  std::string_view local_name;
  ElementId element = 0;      // listed name, else 0
  AttributeId attribute = 0;  // listed name, else 0
  ElementId owner = 0;        // of attributes
  std::uint64_t count = 1;
};

// Decides what the tables leave open. Called in document order, only outside of dropped subtrees. Must not throw.
class Delegate {
 public:
  virtual ~Delegate() = default;
  // For elements whose rule is Ask. Attributes are still as in the input; the rules apply to them afterwards.
  virtual ElementDecision on_start(StartTag& tag);
  // For each on_start(), when the element ends (also where it was dropped), after its text.
  virtual void on_end(ElementId element);
  // For attributes whose rule is Ask, on elements that stay. `value` is decoded and may be changed.
  virtual Verdict on_attribute(StartTag& tag, AttributeId attribute, std::string& value);
  // For elements with !text: all character data up to the next tag of the output, decoded. May be changed.
  virtual Verdict on_text(ElementId element, std::string& text);
  // True: an element of this name that holds no element would now be kept unchanged by on_start(), on_text() and
  // on_end(), whatever its attributes, and none of the three would change anything. Then the filter may leave out
  // these calls. `text` is its decoded character data; empty where its text is not asked about. Asked for short
  // elements in canonical form alone, so the answer must not be relied on to come. The default is false.
  [[nodiscard]] virtual bool keeps_leaf(ElementId element, std::string_view text);
  // For elements that the tables do not list and whose namespace they do not list either (or that have none). Unwrap:
  // the tags go, what they hold is judged by itself. `parent` is the listed element that character data around the tag
  // belongs to. The default is Drop.
  virtual Verdict on_foreign(ElementId parent, std::string_view namespace_uri, std::string_view local_name);
  // For reports: once a name, during finish(). Names an asked element or attribute only where the delegate's answer
  // is not its own doing: what the delegate dropped it knows.
  virtual void on_dropped(const Dropped& dropped);
};

class Filter final : public Sink {
 public:
  // Borrows all three; they must live until finish() has returned.
  Filter(const Vocabulary& vocabulary, Delegate& delegate, Sink& out, const Limits& limits = {},
         Engine engine = Engine::Auto);
  ~Filter() override;
  using Sink::write;
  Result<void> write(Bytes bytes) override;
  // Error Truncated where the document is not complete. Finishes the next sink.
  Result<void> finish() override;

  // A decision that comes later in the document than the output it is about. May be used for any number of elements.
  // Output after the first element that waits is held in memory until it is resolved.
  ConditionId open_condition();
  // The first answer counts: false where it had been given (also by Limits::held_bytes). Open ones at finish() are
  // resolved to drop.
  bool resolve(ConditionId condition, bool keep);

  // Namespace of the root element (its canonical name where listed) and its local name, once it has been read.
  [[nodiscard]] std::string_view root_namespace() const;
  [[nodiscard]] std::string_view root_name() const;

 private:
  std::unique_ptr<class FilterCore> core_;
};

// True for the Error that tells of a document type declaration.
bool is_dtd_error(const Error& error);

}  // namespace mugai::xml
