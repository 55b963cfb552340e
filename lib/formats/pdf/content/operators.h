// The operators of content streams (ISO 32000-1 Annex A, Table A.1), each with its operands, where it is allowed and
// what has to be looked at. The only list: what is not in it is left out.
#pragma once

#include <cstdint>
#include <string_view>

#include "lib/formats/pdf/content/rewrite.h"

namespace mugai::pdf {

// What the writer does beside checking operands.
enum class Effect : std::uint8_t {
  State,                  // graphics state; nothing more
  Save,                   // q
  Restore,                // Q
  Concat,                 // cm
  PathStart,              // m, re: a current point exists afterwards
  PathGo,                 // l, c, v, y, h: needs a current point
  PathPaint,              // ends the path; painted, or not when hidden
  PathEnd,                // n
  Clip,                   // W, W*
  BeginText,              // BT
  EndText,                // ET
  TextState,              // Tc, Tw, …: allowed outside of text objects too
  RenderMode,             // Tr
  SelectFont,             // Tf: a name of the resources
  TextMove,               // Td, TD, Tm, T*: only within text objects
  ShowText,               // Tj, TJ, ', ": the same
  GlyphWidth,             // d0, d1: first in a glyph procedure and nowhere else
  Color,                  // g, rg, k, sc, …
  ColorSpace,             // cs, CS: a name of the resources or a device space
  ColorPattern,           // scn, SCN: may end with the name of a pattern
  GState,                 // gs
  Intent,                 // ri: one of four names
  Shading,                // sh
  XObject,                // Do
  BeginImage,             // BI
  StrayImage,             // ID, EI without BI
  BeginMarked,            // BMC
  BeginMarkedProperties,  // BDC
  EndMarked,              // EMC
  MarkedPoint,            // MP, DP: left out; no reader shows them, and they carry private data
  Compatibility  // BX, EX: left out; within them readers ignore what they do not know, and each knows something else
};

// Operands, first to last: n number · i integer · s string · N name · A array of strings and numbers ·
// D array of numbers · P dictionary or name · c 1 to 32 numbers · p as c with a name at the end, or the name alone.
struct Operator {
  std::string_view name;
  std::string_view operands;
  Effect effect = Effect::State;
  bool in_default_appearance = false;  // 12.7.3.3: "any operators that are valid in text objects"; of these, state only
};

// nullptr for anything else.
const Operator* find_operator(std::string_view name) noexcept;

}  // namespace mugai::pdf
