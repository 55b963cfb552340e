// What a generic XML file may not hold, as tables: namespaces that programs run, show or include from.
#pragma once

#include <string_view>

#include "lib/formats/xml/reader.h"

namespace mugai::xml_file {

// Why a document whose root is this is refused whole; empty where it is not (catalogue XML-002).
std::string_view refused_root(const xml::Event& root) noexcept;
// True for elements that go with their content (XML-001).
bool is_active(const xml::Event& element) noexcept;
// True for attributes that go (XML-001): schema locations, which are fetched, and references to code.
bool is_active(const xml::EventAttribute& attribute);
// True for feeds and outlines, whose text is HTML in disguise (XML-002).
bool is_feed(const xml::Event& root) noexcept;

}  // namespace mugai::xml_file
