#ifndef SOUL_CTAGLIB_H
#define SOUL_CTAGLIB_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The version of TagLib this was compiled with, as `major * 100 + minor`.
int soul_taglib_version(void);

/// Which of TagLib's readers takes the file. The caller tells it from the file's content.
typedef enum __attribute__((enum_extensibility(closed))) soul_tag_container {
  SOUL_TAG_FLAC,
  SOUL_TAG_MPEG,
  SOUL_TAG_OGG_VORBIS,
  SOUL_TAG_OGG_OPUS,
  SOUL_TAG_OGG_FLAC,
  SOUL_TAG_MP4,
  SOUL_TAG_WAV,
  SOUL_TAG_AIFF,
  SOUL_TAG_WAVPACK
} soul_tag_container;

/// What a value is, whatever the file's kind of tag calls it.
typedef enum __attribute__((enum_extensibility(closed))) soul_tag_field {
  SOUL_TAG_TITLE,
  SOUL_TAG_ARTIST,
  SOUL_TAG_ARTISTS,
  SOUL_TAG_ALBUM_ARTIST,
  SOUL_TAG_ALBUM_ARTISTS,
  SOUL_TAG_ALBUM,
  SOUL_TAG_TRACK_NUMBER,
  SOUL_TAG_TRACK_TOTAL,
  SOUL_TAG_DISC_NUMBER,
  SOUL_TAG_DISC_TOTAL,
  SOUL_TAG_DATE,
  SOUL_TAG_GENRE,
  SOUL_TAG_COMPOSER,
  SOUL_TAG_COMPILATION,
  SOUL_TAG_MUSICBRAINZ_RECORDING_ID,
  SOUL_TAG_MUSICBRAINZ_ALBUM_ID,
  SOUL_TAG_REPLAYGAIN_TRACK_GAIN,
  SOUL_TAG_REPLAYGAIN_TRACK_PEAK,
  SOUL_TAG_REPLAYGAIN_ALBUM_GAIN,
  SOUL_TAG_REPLAYGAIN_ALBUM_PEAK,
  SOUL_TAG_R128_TRACK_GAIN,
  SOUL_TAG_R128_ALBUM_GAIN
} soul_tag_field;

typedef enum __attribute__((enum_extensibility(closed))) soul_tag_status {
  SOUL_TAG_OK,
  /// The file does not have the structure of its format.
  SOUL_TAG_INVALID,
  /// The file's structure nests deeper or holds more parts than any real file's does.
  SOUL_TAG_ABSURD,
  /// `pread` failed; `errno` tells why.
  SOUL_TAG_UNREADABLE,
  SOUL_TAG_OUT_OF_MEMORY
} soul_tag_status;

/// An open file with what has been read of it already. All of it outlives the call only.
typedef struct soul_tag_input {
  int descriptor;
  /// Bytes; > 0.
  int64_t size;
  /// The file's first bytes.
  const uint8_t *head;
  size_t head_size;
  /// The file's last bytes.
  const uint8_t *tail;
  size_t tail_size;
} soul_tag_input;

/// Bytes of a reading: they live as long as it does.
typedef struct soul_tag_bytes {
  const uint8_t *bytes;
  size_t size;
} soul_tag_bytes;

/// One value: valid UTF-8, may hold any character. Values of one field come in the file's order.
typedef struct soul_tag_value {
  soul_tag_field field;
  soul_tag_bytes text;
} soul_tag_value;

/// A picture in the tags, as it is stored there.
typedef struct soul_tag_picture {
  /// The picture type of ID3v2's APIC: 3 is the front cover, 1 and 2 are file icons.
  int type;
  soul_tag_bytes data;
} soul_tag_picture;

/// The audio's properties; 0 is what the file does not tell. WAV and AIFF tell nothing where their audio is cut
/// off, streamed or missing.
typedef struct soul_tag_audio {
  int64_t duration_microseconds;
  /// kbit/s.
  int bitrate;
  /// Hz.
  int sample_rate;
  int channels;
} soul_tag_audio;

typedef struct soul_tag_reading soul_tag_reading;

/// Reads the tags and the audio's properties, with `pread` at most and within bounds of memory and of reads
/// whatever the file declares.
///
/// - Returns: a reading to give to `soul_tag_reading_free`; NULL where `status` is not `SOUL_TAG_OK`.
soul_tag_reading *soul_tag_reading_create(
    const soul_tag_input *input, soul_tag_container container, soul_tag_status *status);
void soul_tag_reading_free(soul_tag_reading *reading);

size_t soul_tag_reading_value_count(const soul_tag_reading *reading);
soul_tag_value soul_tag_reading_value(const soul_tag_reading *reading, size_t index);
size_t soul_tag_reading_picture_count(const soul_tag_reading *reading);
soul_tag_picture soul_tag_reading_picture(const soul_tag_reading *reading, size_t index);
soul_tag_audio soul_tag_reading_audio(const soul_tag_reading *reading);

#ifdef __cplusplus
}
#endif
#endif
