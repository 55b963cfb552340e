// Name and number trees (ISO 32000-1 7.9.6, 7.9.7), named destinations (12.3.2.3), outlines (12.3.3) and page labels
// (12.4.2): read into plain lists, each node once, and written anew. In, out and limits: walk.h.
#include <algorithm>

#include "lib/formats/pdf/walk.h"

namespace mugai::pdf {
namespace {

constexpr std::size_t kLeaf = 64;  // entries of a node of a tree that is written

// Table 159
constexpr KeyRule kLabelKeys[] = {name_of("Type", "PageLabel"), name_of("S", "D R r A a"), text("P"), whole("St", 1)};
constexpr DictRule kLabel = {"page label", kLabelKeys};

// Table 153; First, Last, Next, Prev, Parent and Count are made anew
constexpr KeyRule kOutlineKeys[] = {
    text("Title"),      silent("Parent"), silent("Prev"),        silent("Next"), silent("First"),
    silent("Last"),     silent("Count"),  silent("Dest"),        silent("A"),    silent("SE"),
    numbers("C", 3, 3), whole("F", 0, 3), drop("AA", "PDF-033"),
};
constexpr DictRule kOutline = {"outline item", kOutlineKeys};

}  // namespace

// Calls `visit` for each pair of a leaf, in the order of the tree. Kids are put before what is left to do.
Result<void> Walker::visit_tree(const Object& root, std::string_view leaf_key, const LeafVisitor& visit) {
  std::vector<Object> todo = {root};
  std::set<Ref> seen;
  while (!todo.empty()) {
    const Object node = std::move(todo.back());
    todo.pop_back();
    if (const Ref* ref = node.as<Ref>(); ref != nullptr && !seen.insert(*ref).second) {
      tally_.removed("PDF-016", "tree that leads back to itself");
      continue;
    }
    const Object here = reader_.resolve(node);
    const Dict* dict = here.as<Dict>();
    if (dict == nullptr) continue;
    const Object* leaves = dict->find(leaf_key);
    const Object list = leaves == nullptr ? Object() : reader_.resolve(*leaves);
    if (const Array* pairs = list.as<Array>()) {
      TRY(count_nodes(static_cast<std::uint32_t>(pairs->size())));
      for (std::size_t i = 0; i + 1 < pairs->size(); i += 2)
        TRY(visit(reader_.resolve(pairs->at(i)), pairs->at(i + 1)));
    }
    const Object* kids = dict->find("Kids");
    const Object below = kids == nullptr ? Object() : reader_.resolve(*kids);
    if (const Array* items = below.as<Array>()) {
      TRY(count_nodes(static_cast<std::uint32_t>(items->size())));
      todo.insert(todo.end(), items->rbegin(), items->rend());
    }
  }
  return ok();
}

// A tree of two levels: `pairs` are sorted and alternate key and value. `limits`: names have them as well as numbers.
Object Walker::write_tree(std::string_view leaf_key, std::vector<std::pair<Object, Object>> pairs) {
  const auto fill = [&](std::size_t from, std::size_t count) {
    Array list;
    for (std::size_t i = from; i < from + count; ++i) {
      list.push_back(pairs[i].first);
      list.push_back(pairs[i].second);
    }
    Dict node;
    node.set(leaf_key, std::move(list));
    return node;
  };
  if (pairs.size() <= kLeaf) return fill(0, pairs.size());
  Array kids;
  for (std::size_t from = 0; from < pairs.size(); from += kLeaf) {
    const std::size_t count = std::min(kLeaf, pairs.size() - from);
    Dict node = fill(from, count);
    node.set("Limits", Array{pairs[from].first, pairs[from + count - 1].first});
    kids.emplace_back(out_.add(std::move(node)));
  }
  Dict root;
  root.set("Kids", std::move(kids));
  return root;
}

// -- named destinations

void Walker::take_destination(std::string key, const Object& value) {
  if (destinations_.size() >= limits_.max_destinations) return;
  Object here = reader_.resolve(value);
  if (const Dict* dict = here.as<Dict>()) {
    const Object* place = dict->find("D");
    if (dict->find("SD") != nullptr) tally_.removed("PDF-048", "structure destination");
    here = place == nullptr ? Object() : reader_.resolve(*place);
  }
  auto made = here.as<Array>() == nullptr ? Result<Object>(Object()) : explicit_destination(here);
  if (made && !made->is_null()) {
    destinations_.emplace(std::move(key), std::move(made).value());
  } else {
    tally_.removed("PDF-048", "named destination that is no place in the document");
    tell_within(value);
  }
}

Result<void> Walker::read_destinations(const Dict& catalog) {
  const Object* old = catalog.find("Dests");
  const Object table = old == nullptr ? Object() : reader_.resolve(*old);
  if (const Dict* dict = table.as<Dict>()) {
    for (const Entry& entry : dict->entries())
      take_destination("n" + entry.key, entry.value);
  }
  const Object* names = catalog.find("Names");
  const Object trees = names == nullptr ? Object() : reader_.resolve(*names);
  const Object* tree = trees.as<Dict>() == nullptr ? nullptr : trees.as<Dict>()->find("Dests");
  if (tree == nullptr) return ok();
  return visit_tree(*tree, "Names", [&](const Object& key, const Object& value) {
    if (const String* text = key.as<String>()) take_destination("s" + text->bytes, value);
    return ok();
  });
}

// { Dests tree } for strings; names have their own table in the catalogue (12.3.2.3)
Object Walker::named_destinations(char kind) {
  std::vector<std::pair<Object, Object>> pairs;
  Dict table;
  for (const auto& [key, value] : destinations_) {
    if (key[0] != kind) continue;
    if (kind == 'n') {
      table.set(std::string_view(key).substr(1), value);
    } else {
      pairs.emplace_back(String{key.substr(1)}, value);
    }
  }
  if (kind == 'n') return table.empty() ? Object() : Object(std::move(table));
  if (pairs.empty()) return {};
  Dict names;
  names.set("Dests", out_.add(write_tree("Names", std::move(pairs))));
  return names;
}

// -- page labels

Result<Object> Walker::page_labels(const Object& value) {
  std::map<std::int64_t, Object> labels;
  const auto visit = [&](const Object& key, const Object& label) -> Result<void> {
    const auto* index = key.as<std::int64_t>();
    if (index == nullptr || *index < 0 || static_cast<std::uint64_t>(*index) >= pages_.size()) return ok();
    TRY_ASSIGN(Object made, sub_dict(kLabel, label));
    if (!made.is_null()) labels.emplace(*index, std::move(made));
    return ok();
  };
  TRY(visit_tree(value, "Nums", visit));
  if (labels.empty()) return Object();
  std::vector<std::pair<Object, Object>> pairs;
  for (auto& [index, label] : labels)
    pairs.emplace_back(integer(index), std::move(label));
  return write_tree("Nums", std::move(pairs));
}

// -- outlines

Result<Object> Walker::outlines(const Object& value) {
  const Object here = reader_.resolve(value);
  const Dict* in = here.as<Dict>();
  const Object* first = in == nullptr ? nullptr : in->find("First");
  if (first == nullptr) return Object();
  const OutRef root = out_.reserve();
  std::set<Ref> seen;
  TRY_ASSIGN(const OutlineLevel level, outline_level(*first, root, 0, seen));
  if (level.items.empty()) return Object();
  Dict out;
  out.set("Type", name("Outlines"));
  out.set("First", level.items.front());
  out.set("Last", level.items.back());
  out.set("Count", integer(level.visible));
  out_.define(root, std::move(out));
  return Object(root);
}

// The items of one level, linked to each other.
Result<Walker::OutlineLevel> Walker::outline_level(const Object& first, OutRef parent, std::uint32_t depth,
                                                   std::set<Ref>& seen) {
  OutlineLevel level;
  std::vector<Dict> dicts;
  if (depth > limits_.max_outline_depth) return level;
  for (Object next = first; !next.is_null();) {
    const Ref* ref = next.as<Ref>();
    if (ref == nullptr) break;
    if (!seen.insert(*ref).second || seen.size() > limits_.max_outline_items) {
      tally_.removed("PDF-016", "outline that leads back to itself");
      break;
    }
    const Object here = reader_.load(*ref);
    const Dict* in = here.as<Dict>();
    if (in == nullptr) break;
    const OutRef out = out_.reserve();
    TRY_ASSIGN(Dict made, outline_item(*in));
    if (const Object* below = in->find("First")) {
      TRY_ASSIGN(const OutlineLevel kids, outline_level(*below, out, depth + 1, seen));
      if (!kids.items.empty()) {
        const Object* count = in->find("Count");
        const Object shown = count == nullptr ? Object() : reader_.resolve(*count);
        const bool open = shown.number().value_or(-1) > 0;
        made.set("First", kids.items.front());
        made.set("Last", kids.items.back());
        made.set("Count", integer(open ? kids.visible : -kids.visible));
        if (open) level.visible += kids.visible;
      }
    }
    made.set("Parent", parent);
    level.items.push_back(out);
    dicts.push_back(std::move(made));
    ++level.visible;
    const Object* follower = in->find("Next");
    next = follower == nullptr ? Object() : *follower;
  }
  for (std::size_t i = 0; i < dicts.size(); ++i) {
    if (i > 0) dicts[i].set("Prev", level.items[i - 1]);
    if (i + 1 < dicts.size()) dicts[i].set("Next", level.items[i + 1]);
    out_.define(level.items[i], std::move(dicts[i]));
  }
  return level;
}

Result<Dict> Walker::outline_item(const Dict& in) {
  TRY_ASSIGN(Dict out, apply(kOutline, in));
  if (out.find("Title") == nullptr) out.set("Title", String{});
  if (const Object* place = in.find("Dest")) {
    TRY_ASSIGN(Object made, destination(*place));
    out.set("Dest", std::move(made));
  } else if (const Object* target = in.find("A")) {
    TRY_ASSIGN(Object made, action(*target));
    out.set("A", std::move(made));
  }
  return out;
}

}  // namespace mugai::pdf
