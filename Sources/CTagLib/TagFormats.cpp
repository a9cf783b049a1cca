#include "TagFormats.hpp"
#include "TagKinds.hpp"
#include "XiphRescue.hpp"

#include <taglib/aifffile.h>
#include <taglib/flacfile.h>
#include <taglib/mp4file.h>
#include <taglib/mpegfile.h>
#include <taglib/oggflacfile.h>
#include <taglib/opusfile.h>
#include <taglib/vorbisfile.h>
#include <taglib/wavfile.h>
#include <taglib/wavpackfile.h>

namespace soul {

namespace {

constexpr auto style = TagLib::AudioProperties::Average;

template <typename Properties>
bool readAudio(const Properties *properties, soul_tag_audio &audio) {
  if (!properties || properties->sampleRate() <= 0) {
    return false;
  }
  audio.duration_microseconds = static_cast<int64_t>(properties->lengthInMilliseconds()) * 1'000;
  audio.bitrate = properties->bitrate();
  audio.sample_rate = properties->sampleRate();
  audio.channels = properties->channels();
  return true;
}

// A count of samples is exact where milliseconds are not.
template <typename Properties>
bool readExactAudio(const Properties *properties, soul_tag_audio &audio) {
  if (!readAudio(properties, audio)) {
    return false;
  }
  const double seconds = static_cast<double>(properties->sampleFrames()) / properties->sampleRate();
  audio.duration_microseconds = static_cast<int64_t>(seconds * 1e6 + 0.5);
  return true;
}

bool readFLAC(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
#if TAGLIB_MAJOR_VERSION >= 2
  TagLib::FLAC::File file(&stream, true, style);
#else
  TagLib::FLAC::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), true, style);
#endif
  if (!file.isValid() || !readExactAudio(file.audioProperties(), audio)) {
    return false;
  }
  if (file.hasXiphComment()) {
    collect(*file.xiphComment(), tags);
    rescueFLACComments(stream, tags);
  }
  for (const auto *picture : file.pictureList()) {
    tags.addPicture(picture->type(), picture->data());
  }
  tags.beginLesserTag();
  if (file.hasID3v2Tag()) {
    collect(*file.ID3v2Tag(), tags);
  }
  tags.beginLesserTag();
  if (file.hasID3v1Tag()) {
    collect(*file.ID3v1Tag(), tags);
  }
  return true;
}

bool readMPEG(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
#if TAGLIB_MAJOR_VERSION >= 2
  TagLib::MPEG::File file(&stream, true, style);
#else
  TagLib::MPEG::File file(&stream, TagLib::ID3v2::FrameFactory::instance(), true, style);
#endif
  if (!file.isValid() || !readAudio(file.audioProperties(), audio)) {
    return false;
  }
  if (file.hasID3v2Tag()) {
    collect(*file.ID3v2Tag(), tags);
  }
  tags.beginLesserTag();
  if (file.hasAPETag()) {
    collect(*file.APETag(), tags);
  }
  tags.beginLesserTag();
  if (file.hasID3v1Tag()) {
    collect(*file.ID3v1Tag(), tags);
  }
  return true;
}

bool readWavPack(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
  TagLib::WavPack::File file(&stream, true, style);
  if (!file.isValid() || !readExactAudio(file.audioProperties(), audio)) {
    return false;
  }
  if (file.hasAPETag()) {
    collect(*file.APETag(), tags);
  }
  tags.beginLesserTag();
  if (file.hasID3v1Tag()) {
    collect(*file.ID3v1Tag(), tags);
  }
  return true;
}

bool readWAV(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
  TagLib::RIFF::WAV::File file(&stream, true, style);
  if (!file.isValid()) {
    return false;
  }
  // TagLib tells nothing of audio that is cut off or streamed; the caller looks for it.
  readExactAudio(file.audioProperties(), audio);
  if (file.hasID3v2Tag()) {
    collect(*file.ID3v2Tag(), tags);
  }
  tags.beginLesserTag();
  if (file.hasInfoTag()) {
    collect(*file.InfoTag(), tags);
  }
  return true;
}

bool readAIFF(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
  TagLib::RIFF::AIFF::File file(&stream, true, style);
  if (!file.isValid()) {
    return false;
  }
  readExactAudio(file.audioProperties(), audio);
  if (file.hasID3v2Tag()) {
    collect(*file.tag(), tags);
  }
  return true;
}

bool readMP4(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
  TagLib::MP4::File file(&stream, true, style);
  if (!file.isValid() || !readAudio(file.audioProperties(), audio)) {
    return false;
  }
  if (file.hasMP4Tag()) {
    collect(*file.tag(), tags);
  }
  return true;
}

/// - Parameter mark: the bytes of the second packet before the comments.
template <typename File>
bool readOgg(BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio, unsigned int mark) {
  File file(&stream, true, style);
  if (!file.isValid() || !readAudio(file.audioProperties(), audio)) {
    return false;
  }
  if (auto *comment = file.tag()) {
    collect(*comment, tags);
    rescueComments(file.packet(1).mid(mark), tags);
    for (const auto *picture : comment->pictureList()) {
      tags.addPicture(picture->type(), picture->data());
    }
  }
  return true;
}

}

bool readFormat(
    soul_tag_container container, BoundedStream &stream, TagCollector &tags, soul_tag_audio &audio) {
  switch (container) {
  case SOUL_TAG_FLAC: return readFLAC(stream, tags, audio);
  case SOUL_TAG_MPEG: return readMPEG(stream, tags, audio);
  case SOUL_TAG_OGG_VORBIS: return readOgg<TagLib::Ogg::Vorbis::File>(stream, tags, audio, 7);
  case SOUL_TAG_OGG_OPUS: return readOgg<TagLib::Ogg::Opus::File>(stream, tags, audio, 8);
  case SOUL_TAG_OGG_FLAC: return readOgg<TagLib::Ogg::FLAC::File>(stream, tags, audio, 4);
  case SOUL_TAG_MP4: return readMP4(stream, tags, audio);
  case SOUL_TAG_WAV: return readWAV(stream, tags, audio);
  case SOUL_TAG_AIFF: return readAIFF(stream, tags, audio);
  case SOUL_TAG_WAVPACK: return readWavPack(stream, tags, audio);
  }
  return false;
}

}
