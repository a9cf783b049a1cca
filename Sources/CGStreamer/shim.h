#ifndef SOUL_CGSTREAMER_SHIM_H
#define SOUL_CGSTREAMER_SHIM_H
#include <gst/app/gstappsrc.h>
#include <gst/audio/streamvolume.h>
#include <gst/gst.h>
#include <gst/pbutils/pbutils.h>
#include <linux/magic.h>
#include <sys/vfs.h>

/* Swift calls neither variadic functions nor macros: one typed function for each that we need. */

static inline void soul_set_string(gpointer object, const char *name, const char *value) {
  g_object_set(object, name, value, NULL);
}

static inline void soul_set_int(gpointer object, const char *name, int value) {
  g_object_set(object, name, value, NULL);
}

static inline int soul_int(gpointer object, const char *name) {
  int value = 0;
  g_object_get(object, name, &value, NULL);
  return value;
}

static inline void soul_set_element(gpointer object, const char *name, GstElement *value) {
  g_object_set(object, name, value, NULL);
}

static inline void soul_connect_about_to_finish(GstElement *playbin, void (*handler)(GstElement *, gpointer),
                                                gpointer context) {
  g_signal_connect(playbin, "about-to-finish", G_CALLBACK(handler), context);
}

static inline void soul_connect_source_setup(GstElement *playbin,
                                             void (*handler)(GstElement *, GstElement *, gpointer),
                                             gpointer context) {
  g_signal_connect(playbin, "source-setup", G_CALLBACK(handler), context);
}

static inline void soul_connect_element_added(GstElement *playbin,
                                              void (*handler)(GstElement *, GstBin *, GstElement *, gpointer),
                                              gpointer context) {
  g_signal_connect(playbin, "deep-element-added", G_CALLBACK(handler), context);
}

/* Of a queue: nothing is left in it. By itself playbin's queues don't tell. */
static inline void soul_connect_underrun(GstElement *queue, void (*handler)(GstElement *, gpointer), gpointer context) {
  g_object_set(queue, "silent", FALSE, NULL);
  g_signal_connect(queue, "underrun", G_CALLBACK(handler), context);
}

static inline int soul_has_name(GstElement *element, const char *name) {
  return g_strcmp0(GST_OBJECT_NAME(element), name) == 0;
}

static inline void soul_connect_have_type(GstElement *typefind,
                                          void (*handler)(GstElement *, guint, GstCaps *, gpointer)) {
  g_signal_connect_after(typefind, "have-type", G_CALLBACK(handler), NULL);
}

/* Calls `begin` before and `end` after the handlers of a type finder's `have-type` that are connected from now on.
   Each of the two has a reference to the context, which `release` gives back. */
static inline void soul_connect_around_type(GstElement *typefind,
                                            void (*begin)(GstElement *, guint, GstCaps *, gpointer),
                                            void (*end)(GstElement *, guint, GstCaps *, gpointer), gpointer context,
                                            void (*release)(gpointer, GClosure *)) {
  g_signal_connect_data(typefind, "have-type", G_CALLBACK(begin), context, release, (GConnectFlags)0);
  g_signal_connect_data(typefind, "have-type", G_CALLBACK(end), context, release, G_CONNECT_AFTER);
}

/* No further handler of the type finder's `have-type` is called. */
static inline void soul_stop_have_type(GstElement *typefind) {
  g_signal_stop_emission_by_name(typefind, "have-type");
}

static inline void soul_connect_linked(GstPad *pad, void (*handler)(GstPad *, GstPad *, gpointer)) {
  g_signal_connect(pad, "linked", G_CALLBACK(handler), NULL);
}

/* The element that a pad belongs to; NULL for none. The caller owns the reference. */
static inline GstElement *soul_owner(GstPad *pad) { return gst_pad_get_parent_element(pad); }

/* The bin that an element is in; NULL for none. The caller owns the reference. */
static inline GstElement *soul_bin(GstElement *element) {
  return (GstElement *)gst_object_get_parent(GST_OBJECT(element));
}

/* The name of the factory that made an element; NULL for what none made. Owned by the factory. */
static inline const char *soul_factory_name(GstElement *element) {
  GstElementFactory *factory = gst_element_get_factory(element);
  return factory ? GST_OBJECT_NAME(factory) : NULL;
}

/* The bytes at the beginning of a buffer; returns how many there were. */
static inline gsize soul_peek(GstBuffer *buffer, guint8 *bytes, gsize count) {
  return gst_buffer_extract(buffer, 0, bytes, count);
}

/* A buffer with other bytes at an offset, in place of the one given, whose reference it takes. */
static inline GstBuffer *soul_replace(GstBuffer *buffer, gsize offset, const char *bytes, gsize count) {
  buffer = gst_buffer_make_writable(buffer);
  gst_buffer_fill(buffer, offset, bytes, count);
  return buffer;
}

/* Makes `preferred`, where it is installed, the one that is picked before `other`. */
static inline void soul_prefer(const char *preferred, const char *other) {
  GstPluginFeature *first = gst_registry_lookup_feature(gst_registry_get(), preferred);
  GstPluginFeature *second = gst_registry_lookup_feature(gst_registry_get(), other);
  if (first && second) gst_plugin_feature_set_rank(first, gst_plugin_feature_get_rank(second) + 1);
  gst_clear_object(&first);
  gst_clear_object(&second);
}

static inline void soul_set_data(GstElement *element, GQuark quark, gpointer data, GDestroyNotify release) {
  g_object_set_qdata_full(G_OBJECT(element), quark, data, release);
}

static inline gpointer soul_data(GstElement *element, GQuark quark) {
  return g_object_get_qdata(G_OBJECT(element), quark);
}

// Tells a type finder what it finds; NULL lets it look.
static inline void soul_force_type(GstElement *finder, const char *type) {
  GstCaps *caps = type ? gst_caps_new_empty_simple(type) : NULL;
  g_object_set(finder, "force-caps", caps, NULL);
  if (caps) gst_caps_unref(caps);
}

// Whether the element has reached PAUSED; a change that is under way may come too late to be seen.
static inline gboolean soul_is_prerolled(gpointer element) { return GST_STATE(element) >= GST_STATE_PAUSED; }

static inline gboolean soul_is_serialized(GstQuery *query) { return GST_QUERY_IS_SERIALIZED(query) ? TRUE : FALSE; }

static inline gboolean soul_is_audio_decoder(GstElement *element) {
  GstElementFactory *factory = gst_element_get_factory(element);
  return factory && gst_element_factory_list_is_type(factory, GST_ELEMENT_FACTORY_TYPE_DECODER |
                                                                  GST_ELEMENT_FACTORY_TYPE_MEDIA_AUDIO);
}

static inline void soul_connect_volume(GstElement *playbin, void (*handler)(GObject *, GParamSpec *, gpointer),
                                       gpointer context) {
  g_signal_connect(playbin, "notify::volume", G_CALLBACK(handler), context);
}

static inline void soul_disconnect(gpointer object, gpointer context) {
  g_signal_handlers_disconnect_matched(object, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, context);
}

static inline void soul_set_volume(GstElement *element, double cubic) {
  gst_stream_volume_set_volume(GST_STREAM_VOLUME(element), GST_STREAM_VOLUME_FORMAT_CUBIC, cubic);
}

static inline double soul_volume(GstElement *element) {
  return gst_stream_volume_get_volume(GST_STREAM_VOLUME(element), GST_STREAM_VOLUME_FORMAT_CUBIC);
}

/* An element within a bin, by name; NULL for none. The caller owns the reference. */
static inline GstElement *soul_child(GstElement *bin, const char *name) {
  return gst_bin_get_by_name(GST_BIN(bin), name);
}

static inline gboolean soul_is_app_source(GstElement *element) { return GST_IS_APP_SRC(element); }

static inline gboolean soul_is_sink(GstElement *element) {
  return GST_OBJECT_FLAG_IS_SET(element, GST_ELEMENT_FLAG_SINK);
}

static inline GstBus *soul_bus(GstElement *element) { return gst_element_get_bus(element); }

static inline gboolean soul_message_is_from(GstMessage *message, GstElement *element) {
  GstObject *source = GST_MESSAGE_SRC(message);
  return source && (source == GST_OBJECT(element) || gst_object_has_as_ancestor(source, GST_OBJECT(element)));
}

/* The name of the factory of the element that sent a message; NULL for any other sender. Owned by the factory. */
static inline const char *soul_message_factory_name(GstMessage *message) {
  GstObject *source = GST_MESSAGE_SRC(message);
  GstElementFactory *factory = GST_IS_ELEMENT(source) ? gst_element_get_factory(GST_ELEMENT(source)) : NULL;
  return factory ? GST_OBJECT_NAME(factory) : NULL;
}

/* The number of the item that the sender of a message, or the nearest object around it, was set up for; else 0. */
static inline guint64 soul_message_item(GstMessage *message, GQuark quark) {
  GstObject *each = GST_MESSAGE_SRC(message);
  if (each) gst_object_ref(each);
  while (each) {
    guint64 item = (guintptr)g_object_get_qdata(G_OBJECT(each), quark);
    GstObject *parent = item ? NULL : gst_object_get_parent(each);
    gst_object_unref(each);
    if (item) return item;
    each = parent;
  }
  return 0;
}

/* Marks an element as set up for an item; 0 takes the mark away. The number is the mark itself, for it may be read by
   one thread while another sets it. */
static inline void soul_mark_item(GstElement *element, GQuark quark, guint64 item) {
  g_object_set_qdata(G_OBJECT(element), quark, (gpointer)(guintptr)item);
}

/* Marks a bin as set up for the item that an element in it is marked with, if any. */
static inline void soul_mark_bin(GstBin *bin, GstElement *element, GQuark quark) {
  guint64 item = (guintptr)g_object_get_qdata(G_OBJECT(element), quark);
  if (item) soul_mark_item(GST_ELEMENT(bin), quark, item);
}

static inline void soul_post_number(GstElement *element, const char *name, guint64 number) {
  gst_element_post_message(
      element, gst_message_new_application(GST_OBJECT(element),
                                           gst_structure_new(name, "number", G_TYPE_UINT64, number, NULL)));
}

/* An error of the element, in the way in which elements report theirs. */
static inline void soul_post_read_error(GstElement *element, const char *text) {
  GError *error = g_error_new_literal(GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_READ, text);
  gst_element_post_message(element, gst_message_new_error(GST_OBJECT(element), error, text));
  g_error_free(error);
}

/* Whether an open file is the kernel's: its "regular" files may block, never end, or act when they are read.
   1 for yes, 0 for no, -1 with errno. (Glibc's Swift module has no statfs.) */
static inline int soul_is_kernel_file(int descriptor) {
  struct statfs system;
  if (fstatfs(descriptor, &system) != 0) return -1;
  switch ((unsigned long)system.f_type) {
    case PROC_SUPER_MAGIC:
    case SYSFS_MAGIC:
    case DEBUGFS_MAGIC:
    case TRACEFS_MAGIC:
    case SECURITYFS_MAGIC:
      return 1;
    default:
      return 0;
  }
}

static inline GstElementFactoryListType soul_factory_type_decoder(void) { return GST_ELEMENT_FACTORY_TYPE_DECODER; }

static inline GstElementFactoryListType soul_factory_type_container(void) {
  return GST_ELEMENT_FACTORY_TYPE_DEMUXER | GST_ELEMENT_FACTORY_TYPE_PARSER;
}

/* Whether the element is a bin that holds, at any depth, an element with this name. */
static inline gboolean soul_has_child(GstElement *element, const char *name) {
  GstElement *child = GST_IS_BIN(element) ? gst_bin_get_by_name(GST_BIN(element), name) : NULL;
  if (child) gst_object_unref(child);
  return child != NULL;
}

static inline GstQueryType soul_query_type(GstQuery *query) { return GST_QUERY_TYPE(query); }

/* Whether samples flow through a pad, and nothing that has yet to be decoded. */
static inline gboolean soul_has_samples(GstPad *pad) {
  GstCaps *caps = gst_pad_get_current_caps(pad);
  gboolean samples = caps && gst_structure_has_name(gst_caps_get_structure(caps, 0), "audio/x-raw");
  gst_clear_caps(&caps);
  return samples;
}

static inline GstEventType soul_event_type(GstEvent *event) { return GST_EVENT_TYPE(event); }
#endif
