// The least that plays a file with GStreamer, as the peer of the player.
//
//   bare-playbin URI SINK
//
// SINK is a description as gst-launch-1.0 takes it. Commands on standard input, a byte each: "p" plays from the
// beginning, "s" stops; its end ends the program.
#include <gst/gst.h>
#include <stdio.h>
#include <unistd.h>

int main(int count, char **arguments) {
  if (count != 3) {
    fputs("usage: bare-playbin URI SINK\n", stderr);
    return 2;
  }
  gst_init(NULL, NULL);
  GError *error = NULL;
  GstElement *playbin = gst_element_factory_make("playbin", NULL);
  GstElement *sink = gst_parse_bin_from_description_full(
      arguments[2], TRUE, NULL, GST_PARSE_FLAG_NO_SINGLE_ELEMENT_BINS | GST_PARSE_FLAG_FATAL_ERRORS, &error);
  if (!playbin || !sink) {
    fprintf(stderr, "bare-playbin: %s\n", error ? error->message : "GStreamer has no playbin");
    return 1;
  }
  g_object_set(playbin, "uri", arguments[1], "audio-sink", sink, NULL);
  char command;
  while (read(STDIN_FILENO, &command, 1) == 1) {
    gst_element_set_state(playbin, command == 'p' ? GST_STATE_PLAYING : GST_STATE_NULL);
  }
  gst_element_set_state(playbin, GST_STATE_NULL);
  return 0;
}
