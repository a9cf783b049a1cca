#include "MP4Nesting.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace soul {

namespace {

// moov, trak, mdia, minf, stbl, stsd are six.
constexpr int maximumDepth = 16;
constexpr int maximumAtoms = 500'000;

constexpr std::string_view containers[] = {"moov", "udta", "mdia", "meta", "ilst", "stbl",
                                           "minf", "moof", "traf", "trak", "stsd"};
constexpr std::string_view metaChildren[] = {"hdlr", "ilst", "mhdr", "ctry", "lang"};

template <size_t Count>
bool contains(const std::string_view (&names)[Count], std::string_view name) {
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

uint64_t bigEndian(const uint8_t *bytes, int count) {
  uint64_t value = 0;
  for (int index = 0; index < count; ++index) {
    value = value << 8 | bytes[index];
  }
  return value;
}

/// Goes through the atoms as TagLib does: a container's children are read until its end, an atom whose size can't
/// be ends the file.
class AtomWalk {
public:
  explicit AtomWalk(BoundedStream &stream) : stream_(stream), fileEnd_(stream.length()) {}

  bool run() {
    while (position_ < fileEnd_) {
      if (!visit(0)) {
        return false;
      }
    }
    return true;
  }

private:
  bool visit(int depth) {
    if (depth > maximumDepth || ++atoms_ > maximumAtoms) {
      return false;
    }
    const int64_t start = position_;
    uint8_t header[16];
    if (stream_.read(start, header, 8) != 8) {
      position_ = fileEnd_;
      return true;
    }
    position_ = start + 8;
    int64_t length = static_cast<int64_t>(bigEndian(header, 4));
    if (length == 0) {
      length = fileEnd_ - start;
    } else if (length == 1 && stream_.read(position_, header + 8, 8) == 8) {
      length = static_cast<int64_t>(bigEndian(header + 8, 8));
      position_ += 8;
    }
    if (length < 8 || length > fileEnd_ - start) {
      position_ = fileEnd_;
      return true;
    }
    const std::string_view name(reinterpret_cast<const char *>(header) + 4, 4);
    if (!contains(containers, name)) {
      position_ = start + length;
      return true;
    }
    if (name == "meta") {
      uint8_t next[8];
      const bool hasNext = stream_.read(position_, next, 8) == 8;
      const bool isPlain = hasNext && contains(metaChildren, {reinterpret_cast<const char *>(next) + 4, 4});
      position_ += isPlain ? 0 : 4;
    } else if (name == "stsd") {
      position_ += 8;
    }
    while (position_ < start + length) {
      if (!visit(depth + 1)) {
        return false;
      }
    }
    return true;
  }

  BoundedStream &stream_;
  const int64_t fileEnd_;
  int64_t position_ = 0;
  int atoms_ = 0;
};

}

bool nestsLikeMusic(BoundedStream &stream) { return AtomWalk(stream).run(); }

}
