#pragma once

#include "CTagLib.h"

#include <taglib/taglib.h>
#include <taglib/tiostream.h>

#include <vector>

namespace soul {

#if TAGLIB_MAJOR_VERSION >= 2
using StreamOffset = TagLib::offset_t;
using BlockLength = size_t;
#else
using StreamOffset = long;
using BlockLength = unsigned long;
#endif

/// A read-only stream on an open descriptor that no file can make cost more than it should: what a file declares
/// is cut to what it has, and all reads together stay within a budget.
class BoundedStream final : public TagLib::IOStream {
public:
  explicit BoundedStream(const soul_tag_input &input);

  TagLib::FileName name() const override;
  TagLib::ByteVector readBlock(BlockLength length) override;
  void writeBlock(const TagLib::ByteVector &data) override;
#if TAGLIB_MAJOR_VERSION >= 2
  void insert(const TagLib::ByteVector &data, TagLib::offset_t start, size_t replace) override;
  void removeBlock(TagLib::offset_t start, size_t length) override;
#else
  void insert(const TagLib::ByteVector &data, unsigned long start, unsigned long replace) override;
  void removeBlock(unsigned long start, unsigned long length) override;
#endif
  bool readOnly() const override;
  bool isOpen() const override;
  void seek(StreamOffset offset, Position from) override;
  StreamOffset tell() const override;
  StreamOffset length() override;
  void truncate(StreamOffset length) override;

  /// Copies bytes of the file; fewer than asked at its end and after an error.
  size_t read(int64_t offset, uint8_t *into, size_t count);

  /// Whether the budget was used up.
  bool exhausted() const { return exhausted_; }
  /// Whether a `pread` failed, with its `errno`.
  int failure() const { return failure_; }

private:
  void guardID3(TagLib::ByteVector &block);
  size_t readWindow(int64_t offset, uint8_t *into, size_t count);

  soul_tag_input input_;
  int64_t position_ = 0;
  int64_t bytesLeft_;
  int64_t readsLeft_;
  bool exhausted_ = false;
  int failure_ = 0;
  std::vector<uint8_t> window_;
  int64_t windowStart_ = 0;
};

}
