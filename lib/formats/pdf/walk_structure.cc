// Logical structure (ISO 32000-1 14.7) and optional content (8.11). In, out and limits: walk.h.
// Structure elements wait in the queue; only pages and annotations that stay are referred to.
#include <algorithm>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

// Table 323
constexpr KeyRule kElementKeys[] = {
    name_of("Type", "StructElem"),
    any_name("S"),
    silent("P"),
    bytes("ID"),
    call("Pg", &Walker::structure_page),
    silent("K"),
    call("A", &Walker::structure_attributes),
    plain("C"),
    whole("R", 0),
    text("T"),
    text("Lang"),
    text("Alt"),
    text("E"),
    text("ActualText"),
    silent("Ref"),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
    drop("NS", "PDF-066"),
    silent("PhoneticAlphabet"),
    silent("Phoneme"),
};
constexpr DictRule kElement = {"structure element", kElementKeys};

// Table 322
constexpr KeyRule kRootKeys[] = {
    name_of("Type", "StructTreeRoot"),
    silent("K"),
    silent("IDTree"),
    silent("ParentTree"),
    whole("ParentTreeNextKey", 0),
    call("RoleMap", &Walker::role_map),
    call("ClassMap", &Walker::structure_classes),
    drop("Namespaces", "PDF-066"),
    drop("PronunciationLexicon", "PDF-066"),
    drop("AF", "PDF-049", Category::EmbeddedDocuments),
};
constexpr DictRule kRoot = {"structure tree", kRootKeys};

// Table 324
constexpr KeyRule kMarkedKeys[] = {
    name_of("Type", "MCR"), call("Pg", &Walker::structure_page), whole("MCID", 0), call("Stm", &Walker::known_form),
    silent("StmOwn"),
};
constexpr DictRule kMarked = {"marked content reference", kMarkedKeys};

// Table 98
constexpr KeyRule kGroupKeys[] = {
    name_of("Type", "OCG"),
    text("Name"),
    plain("Intent"),
    drop("Usage", "PDF-060"),
};
constexpr DictRule kGroup = {"optional content group", kGroupKeys};

// Table 99
constexpr KeyRule kMemberKeys[] = {
    name_of("Type", "OCMD"),
    call("OCGs", &Walker::groups),
    name_of("P", "AllOn AnyOn AnyOff AllOff"),
    call("VE", &Walker::visibility),
};
constexpr DictRule kMember = {"optional content membership", kMemberKeys};

// Table 101. AS: visibility by events (PDF-060).
constexpr KeyRule kConfigKeys[] = {
    text("Name"),
    text("Creator"),
    name_of("BaseState", "ON OFF Unchanged"),
    call("ON", &Walker::groups),
    call("OFF", &Walker::groups),
    plain("Intent"),
    drop("AS", "PDF-060"),
    call("Order", &Walker::group_order),
    name_of("ListMode", "AllPages VisiblePages"),
    call("RBGroups", &Walker::group_order),
    call("Locked", &Walker::groups),
};
constexpr DictRule kConfig = {"optional content configuration", kConfigKeys};

// Table 100
constexpr KeyRule kPropertiesKeys[] = {call("OCGs", &Walker::groups), sub("D", kConfig), drop("Configs", "PDF-060")};
constexpr DictRule kProperties = {"optional content", kPropertiesKeys};

constexpr std::uint32_t kMaxDirectDepth = 40;

}  // namespace

// -- logical structure

Result<Object> Walker::structure(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  const Ref* ref = value.as<Ref>();
  if (in == nullptr || ref == nullptr) return Object();
  const OutRef out = memo(*ref, Kind::Element).first;
  TRY_ASSIGN(Dict root, apply(kRoot, *in));
  root.set("Type", name("StructTreeRoot"));
  if (const Object* kids = in->find("K")) {
    TRY_ASSIGN(Object made, structure_kids(*kids, out, 0));
    root.set("K", std::move(made));
  }
  TRY(drain());
  TRY_ASSIGN(Object parents, parent_tree(*in));
  root.set("ParentTree", std::move(parents));
  TRY_ASSIGN(Object ids, id_tree(*in));
  root.set("IDTree", std::move(ids));
  out_.define(out, std::move(root));
  return Object(out);
}

// One kid or several
Result<Object> Walker::structure_kids(const Object& value, OutRef parent, std::uint32_t depth) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr) return structure_kid(value, parent, depth);
  TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, structure_kid(item, parent, depth));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return out.empty() ? Object() : Object(std::move(out));
}

// A number, { MCR }, { OBJR } or an element
Result<Object> Walker::structure_kid(const Object& value, OutRef parent, std::uint32_t depth) {
  if (value.as<std::int64_t>() != nullptr) return value;
  const Ref* ref = value.as<Ref>();
  if (ref != nullptr && known(*ref, Kind::Element)) {
    tally_.removed("PDF-016", "structure element that is there twice");
    return Object();
  }
  const Object here = reader_.resolve(value);
  if (here.as<std::int64_t>() != nullptr) return here;
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  const Object* type = in->find("Type");
  if (type != nullptr && type->is_name("MCR")) {
    TRY_ASSIGN(Dict made, apply(kMarked, *in));
    made.set("Type", *type);
    return made.find("MCID") == nullptr ? Object() : Object(std::move(made));
  }
  if (type != nullptr && type->is_name("OBJR")) return object_reference(*in);
  if (ref == nullptr && depth > kMaxDirectDepth) return Object();
  // Direct elements are made indirect: others refer to their parent.
  const OutRef out = ref == nullptr ? out_.reserve() : memo(*ref, Kind::Element).first;
  later([this, dict = *in, out, parent]() -> Result<void> {
    TRY_ASSIGN(Dict made, apply(kElement, dict));
    made.set("P", parent);
    if (made.find("S") == nullptr) made.set("S", name("NonStruct"));
    if (const Object* kids = dict.find("K")) {
      TRY_ASSIGN(Object below, structure_kids(*kids, out, 0));
      made.set("K", std::move(below));
    }
    out_.define(out, std::move(made));
    return ok();
  });
  return Object(out);
}

// { OBJR Pg Obj }: an annotation or a form that stays
Result<Object> Walker::object_reference(const Dict& in) {
  const Object* target = in.find("Obj");
  if (target == nullptr) return Object();
  TRY_ASSIGN(Object made, known_annotation(*target));
  if (made.is_null()) {
    TRY_ASSIGN(made, known_form(*target));
  }
  const OutRef* ref = made.as<OutRef>();
  if (ref == nullptr || out_.is_null(*ref)) return Object();
  Dict out;
  out.set("Type", name("OBJR"));
  out.set("Obj", std::move(made));
  if (const Object* page = in.find("Pg")) {
    TRY_ASSIGN(Object on, structure_page(*page));
    out.set("Pg", std::move(on));
  }
  return Object(std::move(out));
}

Result<Object> Walker::structure_page(const Object& value) {
  const auto page = page_of(value);
  return page ? Object(*page) : Object();
}

// A form or picture that some page draws
Result<Object> Walker::known_form(const Object& value) {
  const Ref* ref = value.as<Ref>();
  const auto made = ref == nullptr ? std::nullopt : known(*ref, Kind::XObject);
  return made && !out_.is_null(*made) ? Object(*made) : Object();
}

// Attributes are names with plain values (14.7.5); revision numbers between them.
Result<Object> Walker::structure_attributes(const Object& value) {
  const Object here = reader_.resolve(value);
  if (const Array* items = here.as<Array>()) {
    Array out;
    for (const Object& item : *items) {
      const Object one = reader_.resolve(item);
      if (one.as<std::int64_t>() != nullptr) {
        if (!out.empty()) out.push_back(one);
      } else if (one.as<Array>() == nullptr) {
        TRY_ASSIGN(Object made, structure_attributes(item));
        if (!made.is_null()) out.push_back(std::move(made));
      }
    }
    return out.empty() ? Object() : Object(std::move(out));
  }
  const Dict* in = here.as<Dict>();
  const Object* owner = in == nullptr ? nullptr : in->find("O");
  if (owner == nullptr) return Object();
  if (owner->is_name("UserProperties") || owner->is_name("NSO")) {
    TRY(remove("PDF-066", "user properties", here));
    return Object();
  }
  Dict out;
  for (const Entry& entry : in->entries()) {
    TRY_ASSIGN(Object made, plain_value(entry.value, 0));
    out.set(entry.key, std::move(made));
  }
  return Object(std::move(out));
}

Result<Object> Walker::structure_classes(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  Dict out;
  for (const Entry& entry : in->entries()) {
    TRY_ASSIGN(Object made, structure_attributes(entry.value));
    out.set(entry.key, std::move(made));
  }
  return out.empty() ? Object() : Object(std::move(out));
}

// Names to names; a loop is the reader's to end, one of a name with itself goes.
Result<Object> Walker::role_map(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  Dict out;
  for (const Entry& entry : in->entries()) {
    const Object role = reader_.resolve(entry.value);
    Object end = role;
    std::size_t steps = 0;
    while (steps <= in->size() && in->find(end.name()) != nullptr && !end.name().empty()) {
      end = reader_.resolve(*in->find(end.name()));
      ++steps;
    }
    if (steps > in->size()) {
      tally_.removed("PDF-066", "role map that leads back to itself");
    } else if (role.as<Name>() != nullptr) {
      out.set(entry.key, role);
    }
  }
  return out.empty() ? Object() : Object(std::move(out));
}

// Numbers to an element, or to the elements of a page's marked content
Result<Object> Walker::parent_tree(const Dict& root) {
  const Object* tree = root.find("ParentTree");
  if (tree == nullptr) return Object();
  const auto element = [&](const Object& value) -> Object {
    const Ref* ref = value.as<Ref>();
    const auto made = ref == nullptr ? std::nullopt : known(*ref, Kind::Element);
    return made && !out_.is_null(*made) ? Object(*made) : Object();
  };
  std::map<std::int64_t, Object> entries;
  const auto visit = [&](const Object& key, const Object& value) -> Result<void> {
    const auto* number = key.as<std::int64_t>();
    if (number == nullptr || *number < 0) return ok();
    Object made = element(value);
    if (made.is_null()) {
      const Object here = reader_.resolve(value);
      if (const Array* items = here.as<Array>()) {
        TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
        Array list;
        for (const Object& item : *items)
          list.push_back(element(item));
        made = list;
      }
    }
    if (!made.is_null()) entries.emplace(*number, std::move(made));
    return ok();
  };
  TRY(visit_tree(*tree, "Nums", visit));
  std::vector<std::pair<Object, Object>> pairs;
  for (auto& [number, value] : entries)
    pairs.emplace_back(integer(number), std::move(value));
  return pairs.empty() ? Object() : Object(out_.add(write_tree("Nums", std::move(pairs))));
}

Result<Object> Walker::id_tree(const Dict& root) {
  const Object* tree = root.find("IDTree");
  if (tree == nullptr) return Object();
  std::map<std::string, Object> entries;
  TRY(visit_tree(*tree, "Names", [&](const Object& key, const Object& value) -> Result<void> {
    const String* id = key.as<String>();
    const Ref* ref = value.as<Ref>();
    const auto made = ref == nullptr ? std::nullopt : known(*ref, Kind::Element);
    if (id != nullptr && made && !out_.is_null(*made)) entries.emplace(id->bytes, *made);
    return ok();
  }));
  std::vector<std::pair<Object, Object>> pairs;
  for (auto& [id, value] : entries)
    pairs.emplace_back(String{id}, std::move(value));
  return pairs.empty() ? Object() : Object(out_.add(write_tree("Names", std::move(pairs))));
}

// -- optional content

// Which groups there are, and which are off by the default configuration (8.11.4.3).
Result<void> Walker::read_groups(const Dict& catalog) {
  const Object* value = catalog.find("OCProperties");
  const Object here = value == nullptr ? Object() : reader_.resolve(*value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return ok();
  const auto list = [&](const Dict* dict, std::string_view key) -> Array {
    const Object* entry = dict == nullptr ? nullptr : dict->find(key);
    Object items = entry == nullptr ? Object() : reader_.resolve(*entry);
    return items.as<Array>() == nullptr ? Array{} : *items.as<Array>();
  };
  const Object* config = in->find("D");
  const Object standard = config == nullptr ? Object() : reader_.resolve(*config);
  const Dict* d = standard.as<Dict>();
  const Object* base = d == nullptr ? nullptr : d->find("BaseState");
  for (const Object& item : list(in, "OCGs")) {
    if (const Ref* ref = item.as<Ref>()) {
      groups_.insert(*ref);
      if (base != nullptr && base->is_name("OFF")) hidden_groups_.insert(*ref);
    }
  }
  for (const Object& item : list(d, "ON")) {
    if (const Ref* ref = item.as<Ref>()) hidden_groups_.erase(*ref);
  }
  for (const Object& item : list(d, "OFF")) {
    if (const Ref* ref = item.as<Ref>()) hidden_groups_.insert(*ref);
  }
  flatten_groups_ = !keeps(Category::HiddenContent);
  if (flatten_groups_ && !groups_.empty()) {
    TRY(remove("PDF-060", "optional content: as it is shown at first", Object(), Category::HiddenContent));
  } else if (!hidden_groups_.empty()) {
    tally_.add("PDF-060", Action::Kept, "content that is hidden at first");
  }
  return ok();
}

Result<Object> Walker::optional_properties(const Object& value) {
  if (flatten_groups_ || groups_.empty()) return Object();
  TRY_ASSIGN(Object made, sub_dict(kProperties, value));
  return made;
}

Result<Object> Walker::group_member(const Object& value) {
  const Ref* ref = value.as<Ref>();
  if (ref == nullptr || !groups_.contains(*ref)) return Object();
  TRY_ASSIGN(Object made, sub_dict(kGroup, value));
  return made;
}

// One group or several
Result<Object> Walker::groups(const Object& value) {
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr) return group_member(value);
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, group_member(item));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

// Groups, labels and arrays of them
Result<Object> Walker::group_order(const Object& value) {
  return group_order_at(value, 0);
}

Result<Object> Walker::group_order_at(const Object& value, int depth) {
  TRY_ASSIGN(Object group, group_member(value));
  if (!group.is_null()) return group;
  const Object here = reader_.resolve(value);
  if (here.as<String>() != nullptr) return text_value(here);
  const Array* items = here.as<Array>();
  if (items == nullptr || depth > 8) return Object();
  TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
  Array out;
  for (const Object& item : *items) {
    TRY_ASSIGN(Object made, group_order_at(item, depth + 1));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return Object(std::move(out));
}

// [ /And|/Or|/Not operands ]
Result<Object> Walker::visibility(const Object& value) {
  return visibility_at(value, 0);
}

Result<Object> Walker::visibility_at(const Object& value, int depth) {
  TRY_ASSIGN(Object group, group_member(value));
  if (!group.is_null()) return group;
  const Object here = reader_.resolve(value);
  const Array* items = here.as<Array>();
  if (items == nullptr || items->empty() || depth > 8) return Object();
  const Object operation = reader_.resolve(items->front());
  if (!operation.is_name("And") && !operation.is_name("Or") && !operation.is_name("Not")) return Object();
  Array out = {operation};
  for (std::size_t i = 1; i < items->size(); ++i) {
    TRY_ASSIGN(Object made, visibility_at(items->at(i), depth + 1));
    if (!made.is_null()) out.push_back(std::move(made));
  }
  return out.size() < 2 ? Object() : Object(std::move(out));
}

// A group or a membership dictionary; Null where hidden content is flattened
Result<Object> Walker::optional_member(const Object& value) {
  if (flatten_groups_) return Object();
  TRY_ASSIGN(Object group, group_member(value));
  if (!group.is_null()) return group;
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr || in->find("OCGs") == nullptr) return Object();
  return sub_dict(kMember, value);
}

// Whether all groups of a membership are off: then nothing of it is shown (by the usual rule AnyOn).
bool Walker::is_off(const Object& value) {
  if (const Ref* ref = value.as<Ref>(); ref != nullptr && groups_.contains(*ref)) return hidden_groups_.contains(*ref);
  const Object here = reader_.resolve(value);
  const Object* list = here.as<Dict>() == nullptr ? nullptr : here.as<Dict>()->find("OCGs");
  if (list == nullptr) return false;
  if (const Ref* ref = list->as<Ref>(); ref != nullptr && groups_.contains(*ref)) return hidden_groups_.contains(*ref);
  const Object members = reader_.resolve(*list);
  const Array* items = members.as<Array>();
  return items != nullptr && !items->empty() && std::all_of(items->begin(), items->end(), [&](const Object& item) {
           const Ref* ref = item.as<Ref>();
           return ref != nullptr && hidden_groups_.contains(*ref);
         });
}

bool Walker::hidden_object(const Dict& dict) {
  const Object* member = dict.find("OC");
  return flatten_groups_ && member != nullptr && is_off(*member);
}

OptionalContent Walker::optional_content(const Object& value) {
  if (!flatten_groups_) return OptionalContent::Keep;
  return is_off(value) ? OptionalContent::Hide : OptionalContent::Unwrap;
}

// A value of /Properties: optional content, or a list of plain values
Result<Object> Walker::properties(const Object& value) {
  TRY_ASSIGN(Object member, optional_member(value));
  if (!member.is_null()) return member;
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  if (in == nullptr) return Object();
  const Object* type = in->find("Type");
  if (type != nullptr && (type->is_name("OCG") || type->is_name("OCMD"))) return Object();
  Dict out;
  for (const Entry& entry : in->entries()) {
    if (entry.key == "Metadata") {
      TRY(remove("PDF-064", "metadata of marked content", entry.value));
      continue;
    }
    TRY_ASSIGN(Object made, plain_value(entry.value, 0));
    out.set(entry.key, std::move(made));
  }
  return Object(std::move(out));
}

}  // namespace mugai::pdf
