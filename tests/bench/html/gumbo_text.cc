#include "tests/bench/html/gumbo_text.h"

#include <gumbo.h>

#include <cstdint>
#include <vector>

namespace {

bool is_skipped(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_TITLE || tag == GUMBO_TAG_IFRAME ||
         tag == GUMBO_TAG_NOEMBED || tag == GUMBO_TAG_NOFRAMES;
}

// Without recursion: the tree of a hostile document is as deep as it likes.
template <class Visit>
void walk(const GumboNode* root, Visit visit) {
  struct Place {
    const GumboNode* node;
    unsigned next;
  };
  std::vector<Place> stack = {{root, 0}};
  while (!stack.empty()) {
    Place& place = stack.back();
    const GumboNode* node = place.node;
    const bool inner =
        node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE || node->type == GUMBO_NODE_DOCUMENT;
    const GumboVector* children = !inner                              ? nullptr
                                  : node->type == GUMBO_NODE_DOCUMENT ? &node->v.document.children
                                                                      : &node->v.element.children;
    if (children == nullptr || place.next >= children->length) {
      if (!inner && node->type != GUMBO_NODE_COMMENT) visit(node->v.text.text);
      stack.pop_back();
      continue;
    }
    const auto* child = static_cast<const GumboNode*>(children->data[place.next++]);
    if (child->type == GUMBO_NODE_ELEMENT && is_skipped(child->v.element.tag)) continue;
    stack.push_back({child, 0});
  }
}

}  // namespace

std::string gumbo_text(std::string_view utf8_html) {
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput* output = gumbo_parse_with_options(&options, utf8_html.data(), utf8_html.size());
  std::string out;
  walk(output->document, [&out](const char* text) {
    for (; *text != 0; ++text) {
      if (static_cast<unsigned char>(*text) > 0x20) out.push_back(*text);
    }
  });
  gumbo_destroy_output(&options, output);
  return out;
}

std::size_t gumbo_parse(std::string_view utf8_html) {
  GumboOptions options = kGumboDefaultOptions;
  GumboOutput* output = gumbo_parse_with_options(&options, utf8_html.data(), utf8_html.size());
  std::size_t size = 0;
  walk(output->document, [&size](const char* text) { size += std::string_view(text).size(); });
  gumbo_destroy_output(&options, output);
  return size;
}
