// FastShapes: start tags that were taken before, as the sequence of their fixed pieces. Between the pieces stand the
// attribute values, whose ends the window's index tells:
//     <c r="  A1  " s="  12  ">
// A tag whose pieces are known needs one comparison a piece; no name is looked up. The pieces form a tree for each
// parent element, so that only whole sequences that once passed all checks lead to an end.
//
// Limits: pieces of kPieceBytes, kEdges of them in one place, kMaxNodes places; what does not fit is looked up name by
// name each time.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <string_view>

namespace mugai::xml {

struct FastElement;
struct ShapeNode;

struct ShapeEdge {
  static constexpr std::size_t kPieceBytes = 32;
  std::array<std::uint64_t, kPieceBytes / 8> words{};
  std::array<std::uint64_t, kPieceBytes / 8> masks{};
  std::uint32_t length = 0;
  bool is_end = false;             // the piece ends the tag
  bool is_empty_tag = false;       // … with "/>"
  FastElement* element = nullptr;  // of the pieces that begin a tag
  ShapeNode* next = nullptr;       // what may follow the value; where !is_end

  // `piece` is at most kPieceBytes long.
  void set_piece(std::string_view piece) noexcept;
  // Reads kPieceBytes at `p`: the caller's buffer is padded.
  [[nodiscard]] bool matches(const char* p) const noexcept {
    if ((difference(p, 0) | difference(p, 1)) != 0) return false;
    return length <= 16 || (difference(p, 2) | difference(p, 3)) == 0;
  }

 private:
  [[nodiscard]] std::uint64_t difference(const char* p, std::size_t i) const noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, p + 8 * i, 8);
    return (word ^ words[i]) & masks[i];
  }
};

struct ShapeNode {
  static constexpr std::size_t kEdges = 8;
  std::uint32_t count = 0;
  std::array<ShapeEdge, kEdges> edges;

  // No piece is the beginning of another: each ends with the first '"' or '>' that follows a name.
  [[nodiscard]] const ShapeEdge* match(const char* p) const noexcept {
    for (std::uint32_t i = 0; i < count; ++i) {
      if (edges[i].matches(p)) return &edges[i];
    }
    return nullptr;
  }
};

class FastShapes {
 public:
  static constexpr std::size_t kMaxNodes = 1024;

  // For content of elements that have no node of their own.
  ShapeNode& root() noexcept { return root_; }
  // nullptr where there are too many.
  ShapeNode* add_node();
  // The edge of `piece` in `node`, made where it is missing; nullptr where there is no room. `element` is that of the
  // tag for its first piece, else nullptr.
  ShapeEdge* add_edge(ShapeNode& node, std::string_view piece, FastElement* element);

 private:
  ShapeNode root_;
  std::deque<ShapeNode> nodes_;
};

}  // namespace mugai::xml
