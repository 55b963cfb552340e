// Interactive forms (ISO 32000-1 12.7) as plain fields: what a person can fill in and see, nothing that runs or sends.
// In, out and limits: walk.h. XFA and its flags go; signatures leave their picture as a stamp.
#include <algorithm>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Tables 220, 222, 229, 231, 232
constexpr KeyRule kFieldKeys[] = {
    name_of("FT", "Btn Tx Ch"),
    silent("Parent"),
    silent("Kids"),
    text("T"),
    text("TU"),
    text("TM"),
    call("Ff", &Walker::field_flags),
    call("V", &Walker::field_value),
    call("DV", &Walker::field_value),
    drop("AA", "PDF-032", Category::Macros),
    call("DA", &Walker::default_appearance),
    whole("Q", 0, 2),
    drop("DS", "PDF-055"),
    drop("RV", "PDF-055"),
    call("Opt", &Walker::options),
    whole("TI", 0),
    plain("I"),
    whole("MaxLen", 0, 1'000'000),
    drop("Lock", "PDF-056"),
    drop("SV", "PDF-056"),
};
constexpr DictRule kField = {"field", kFieldKeys};

// Table 218. DR: fonts that are named by default appearances are in the fields' own appearances, too.
constexpr KeyRule kFormKeys[] = {
    silent("Fields"),
    flag("NeedAppearances"),  // fields without looks are drawn by the reader, from values and DA alone
    drop("SigFlags", "PDF-056"),
    drop("CO", "PDF-032", Category::Macros),
    call("DR", &Walker::form_resources),
    call("DA", &Walker::default_appearance),
    whole("Q", 0, 2),
    drop("XFA", "PDF-054", Category::Macros),
};
constexpr DictRule kForm = {"form", kFormKeys};

constexpr std::int64_t kFileSelect = 1 << 20;  // of a text field: reads a file of the reader's computer
constexpr int kMaxParents = 32;

}  // namespace

Result<Object> Walker::field_flags(const Object& value) {
  const Object here = reader_.resolve(value);
  const auto* flags = here.as<std::int64_t>();
  if (flags == nullptr || *flags < 0) return Object();
  // No other kind of field uses this bit (Tables 226, 228, 230).
  if ((*flags & kFileSelect) == 0) return here;
  tally_.rewritten("PDF-055", "field that reads a file");
  return integer(*flags & ~kFileSelect);
}

// Text, a name, or several of them; rich text as a stream goes.
Result<Object> Walker::field_value(const Object& value) {
  const Object here = reader_.resolve(value);
  if (here.dict() != nullptr) {
    if (here.as<Stream>() != nullptr) {
      TRY_ASSIGN(const Buffer plain, plain_bytes(*here.as<Stream>()));
      return text_value(String{std::string(as_text(plain).substr(0, 1 << 16))});
    }
    TRY(remove("PDF-056", "signature value", here, Category::Signatures));
    return Object();
  }
  return plain_value(here, 0);
}

// Export values are what scripts see: the text that is shown stands for both.
Result<Object> Walker::options(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr) return Object();
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, plain_value(item, 0));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

// Fonts alone: what default appearances can name.
Result<Object> Walker::form_resources(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  const Object* list = in == nullptr ? nullptr : in->find("Font");
  const Object names = list == nullptr ? Object() : reader_.resolve(*list);
  if (names.as<Dict>() == nullptr) return Object();
  Dict fonts;
  for (const Entry& entry : names.as<Dict>()->entries()) {
    TRY_ASSIGN(Object made, font(entry.value, {}));
    fonts.set(entry.key, std::move(made));
  }
  if (fonts.empty()) return Object();
  Dict out;
  out.set("Font", std::move(fonts));
  return Object(std::move(out));
}

// A value that fields hand down
Object Walker::inherited(const Dict& dict, std::string_view key) {
  Dict here = dict;
  for (int i = 0; i < kMaxParents; ++i) {
    if (const Object* value = here.find(key)) return reader_.resolve(*value);
    const Object* parent = here.find("Parent");
    const Object above = parent == nullptr ? Object() : reader_.resolve(*parent);
    if (above.as<Dict>() == nullptr) break;
    here = *above.as<Dict>();
  }
  return {};
}

bool Walker::is_signature(const Dict& dict, const Ref* /*ref*/) {
  return inherited(dict, "FT").is_name("Sig");
}

// Which fields there are: a walk without recursion over /Fields and /Kids. Nodes without a name of their own that are
// annotations are the field's looks.
Result<void> Walker::read_fields(const Object& fields) {
  const Object list = reader_.resolve(fields);
  const Array* items = list.as<Array>();
  if (items == nullptr) return ok();
  std::deque<std::pair<Object, std::optional<std::size_t>>> todo;
  for (const Object& item : *items)
    todo.emplace_back(item, std::nullopt);
  while (!todo.empty()) {
    const auto [item, parent] = std::move(todo.front());
    todo.pop_front();
    const Ref* ref = item.as<Ref>();
    if (ref == nullptr) continue;
    if (field_index_.contains(*ref)) {
      tally_.removed("PDF-016", "field that is in the form twice");
      continue;
    }
    const Object here = reader_.load(*ref);
    const Dict* dict = here.as<Dict>();
    if (dict == nullptr) continue;
    if (fields_.size() >= limits_.max_fields) return make_error(ErrorCode::TooMany, "too many form fields");
    const std::size_t index = fields_.size();
    FieldNode node{*ref, *dict, OutRef{}, parent, false, false, is_signature(*dict, ref)};
    const auto annotation = annotation_refs_.find(*ref);
    node.widget = annotation != annotation_refs_.end();
    node.out = node.widget ? annotation->second : out_.reserve();
    field_index_.emplace(*ref, index);
    fields_.push_back(std::move(node));
    const Object* kids = dict->find("Kids");
    const Object below = kids == nullptr ? Object() : reader_.resolve(*kids);
    if (const Array* children = below.as<Array>()) {
      for (const Object& child : *children)
        todo.emplace_back(child, index);
    }
  }
  return ok();
}

// The annotation part of a field is `out`; the field's own keys are added.
Result<void> Walker::widget(const Dict& in, const Ref* ref, Dict& out) {
  const auto at = ref == nullptr ? field_index_.end() : field_index_.find(*ref);
  if (at == field_index_.end()) return ok();  // drawn, but no part of the form
  FieldNode& node = fields_[at->second];
  TRY_ASSIGN(Dict field, field_dict(in));
  for (const Entry& entry : field.entries())
    out.set(entry.key, entry.value);
  if (node.parent) out.set("Parent", fields_[*node.parent].out);
  compare_look(in);
  node.written = true;
  return ok();
}

Result<Dict> Walker::field_dict(const Dict& in) {
  Dict own;
  for (const Entry& entry : in.entries()) {  // keys of the annotation were judged by its own table
    const bool is_field = std::any_of(std::begin(kFieldKeys), std::end(kFieldKeys),
                                      [&](const KeyRule& rule) { return rule.key == entry.key; });
    if (is_field && entry.key != "AA") own.set(entry.key, entry.value);
  }
  if (const Object* actions = in.find("AA"); actions != nullptr && in.find("Subtype") == nullptr) {
    own.set("AA", *actions);
  }
  return apply(kField, own);
}

// After the pages: fields that are no annotations, and the form. Children come before their parents.
Result<Object> Walker::form_fields(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  TRY_ASSIGN(Dict form, apply(kForm, *in));
  Array roots;
  std::vector<Array> kids(fields_.size());
  for (std::size_t i = fields_.size(); i-- > 0;) {
    FieldNode& node = fields_[i];
    if (node.signature) {
      TRY(remove("PDF-056", "signature field", node.widget ? Object() : Object(node.dict), Category::Signatures));
      continue;
    }
    std::reverse(kids[i].begin(), kids[i].end());
    Dict made;
    if (node.written) {
      made = *out_.value(node.out).as<Dict>();
    } else {
      TRY_ASSIGN(made, field_dict(node.dict));
      if (kids[i].empty() && made.find("T") == nullptr) continue;  // nothing of it is left
      if (node.parent) made.set("Parent", fields_[*node.parent].out);
    }
    if (!kids[i].empty()) made.set("Kids", std::move(kids[i]));
    out_.define(node.out, std::move(made));
    (node.parent ? kids[*node.parent] : roots).emplace_back(node.out);
  }
  std::reverse(roots.begin(), roots.end());
  if (roots.empty()) return Object();
  form.set("Fields", std::move(roots));
  return Object(std::move(form));
}

}  // namespace mugai::pdf
