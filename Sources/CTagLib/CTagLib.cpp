#include "CTagLib.h"
#include "BoundedStream.hpp"
#include "MP4Nesting.hpp"
#include "TagCollector.hpp"
#include "TagFormats.hpp"
#include "TagKinds.hpp"

#include <taglib/taglib.h>

#include <cerrno>
#include <exception>
#include <memory>
#include <new>

struct soul_tag_reading {
  soul::TagCollector tags;
  soul_tag_audio audio = {};
};

int soul_taglib_version(void) { return TAGLIB_MAJOR_VERSION * 100 + TAGLIB_MINOR_VERSION; }

soul_tag_reading *soul_tag_reading_create(
    const soul_tag_input *input, soul_tag_container container, soul_tag_status *status) {
  // No exception may cross into Swift.
  try {
    soul::installTextHandlers();
    auto reading = std::make_unique<soul_tag_reading>();
    soul::BoundedStream stream(*input);
    if (container == SOUL_TAG_MP4 && !soul::nestsLikeMusic(stream)) {
      *status = SOUL_TAG_ABSURD;
      return nullptr;
    }
    const bool valid = soul::readFormat(container, stream, reading->tags, reading->audio);
    if (stream.failure() != 0) {
      errno = stream.failure();
      *status = SOUL_TAG_UNREADABLE;
    } else if (valid) {
      *status = SOUL_TAG_OK;
      return reading.release();
    } else {
      *status = stream.exhausted() ? SOUL_TAG_ABSURD : SOUL_TAG_INVALID;
    }
  } catch (const std::bad_alloc &) {
    *status = SOUL_TAG_OUT_OF_MEMORY;
  } catch (const std::exception &) {
    *status = SOUL_TAG_INVALID;
  }
  return nullptr;
}

void soul_tag_reading_free(soul_tag_reading *reading) { delete reading; }

size_t soul_tag_reading_value_count(const soul_tag_reading *reading) { return reading->tags.valueCount(); }

soul_tag_value soul_tag_reading_value(const soul_tag_reading *reading, size_t index) {
  return reading->tags.value(index);
}

size_t soul_tag_reading_picture_count(const soul_tag_reading *reading) { return reading->tags.pictureCount(); }

soul_tag_picture soul_tag_reading_picture(const soul_tag_reading *reading, size_t index) {
  return reading->tags.picture(index);
}

soul_tag_audio soul_tag_reading_audio(const soul_tag_reading *reading) { return reading->audio; }
