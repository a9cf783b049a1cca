#include "BoundedStream.hpp"
#include "ID3Guard.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace soul {

namespace {

// A tag may hold a cover of 16 MiB in base64, beside others; no honest file needs more than this.
constexpr int64_t byteBudget = 96 << 20;
// Each chunk, page or atom is a read: a fragmented MP4 of many hours has some hundred thousand.
constexpr int64_t readBudget = 500'000;
constexpr size_t windowSize = 16 << 10;

}

BoundedStream::BoundedStream(const soul_tag_input &input)
    : input_(input), bytesLeft_(byteBudget), readsLeft_(readBudget) {}

TagLib::FileName BoundedStream::name() const { return ""; }

size_t BoundedStream::read(int64_t offset, uint8_t *into, size_t count) {
  if (offset < 0 || offset >= input_.size) {
    return 0;
  }
  count = std::min<uint64_t>(count, input_.size - offset);
  if (offset + count <= input_.head_size) {
    std::memcpy(into, input_.head + offset, count);
    return count;
  }
  const int64_t tailStart = input_.size - static_cast<int64_t>(input_.tail_size);
  if (offset >= tailStart) {
    std::memcpy(into, input_.tail + (offset - tailStart), count);
    return count;
  }
  return readWindow(offset, into, count);
}

size_t BoundedStream::readWindow(int64_t offset, uint8_t *into, size_t count) {
  const int64_t windowEnd = windowStart_ + static_cast<int64_t>(window_.size());
  if (offset >= windowStart_ && offset + static_cast<int64_t>(count) <= windowEnd) {
    std::memcpy(into, window_.data() + (offset - windowStart_), count);
    return count;
  }
  const bool large = count >= windowSize;
  if (!large) {
    window_.resize(windowSize);
    windowStart_ = offset;
  }
  uint8_t *const target = large ? into : window_.data();
  const size_t wanted = large ? count : windowSize;
  size_t got = 0;
  while (got < wanted) {
    const ssize_t result = pread(input_.descriptor, target + got, wanted - got, offset + got);
    if (result < 0 && errno == EINTR) {
      continue;
    }
    if (result < 0) {
      failure_ = errno;
    }
    if (result <= 0) {
      break;
    }
    got += static_cast<size_t>(result);
  }
  if (large) {
    return got;
  }
  window_.resize(got);
  count = std::min(count, got);
  std::memcpy(into, window_.data(), count);
  return count;
}

TagLib::ByteVector BoundedStream::readBlock(BlockLength length) {
  if (position_ >= input_.size || length == 0) {
    return TagLib::ByteVector();
  }
  const uint64_t count = std::min<uint64_t>(length, input_.size - position_);
  if (exhausted_ || --readsLeft_ < 0 || count > static_cast<uint64_t>(bytesLeft_)) {
    exhausted_ = true;
    return TagLib::ByteVector();
  }
  bytesLeft_ -= static_cast<int64_t>(count);
  TagLib::ByteVector block(static_cast<unsigned int>(count), 0);
  const size_t got = read(position_, reinterpret_cast<uint8_t *>(block.data()), count);
  if (got < count) {
    block.resize(static_cast<unsigned int>(got));
  }
  guardID3(block);
  position_ += static_cast<int64_t>(got);
  return block;
}

void BoundedStream::guardID3(TagLib::ByteVector &block) {
  constexpr unsigned int headerSize = 10;
  if (position_ < headerSize || block.size() <= headerSize) {
    return;
  }
  TagLib::ByteVector header(headerSize, 0);
  read(position_ - headerSize, reinterpret_cast<uint8_t *>(header.data()), headerSize);
  if (header.startsWith("ID3")) {
    block.resize(safeID3Length(header, block));
  }
}

void BoundedStream::seek(StreamOffset offset, Position from) {
  int64_t base = 0;
  switch (from) {
  case Beginning: base = 0; break;
  case Current: base = position_; break;
  case End: base = input_.size; break;
  }
  int64_t target = 0;
  if (__builtin_add_overflow(base, static_cast<int64_t>(offset), &target)) {
    target = input_.size;
  }
  position_ = std::max<int64_t>(target, 0);
}

StreamOffset BoundedStream::tell() const { return static_cast<StreamOffset>(position_); }
StreamOffset BoundedStream::length() { return static_cast<StreamOffset>(input_.size); }
bool BoundedStream::readOnly() const { return true; }
bool BoundedStream::isOpen() const { return true; }

// TagLib asks `readOnly` before it writes, and this program never asks it to.
void BoundedStream::writeBlock(const TagLib::ByteVector &) {}
void BoundedStream::truncate(StreamOffset) {}
#if TAGLIB_MAJOR_VERSION >= 2
void BoundedStream::insert(const TagLib::ByteVector &, TagLib::offset_t, size_t) {}
void BoundedStream::removeBlock(TagLib::offset_t, size_t) {}
#else
void BoundedStream::insert(const TagLib::ByteVector &, unsigned long, unsigned long) {}
void BoundedStream::removeBlock(unsigned long, unsigned long) {}
#endif

}
