#ifndef SOUL_CGSTREAMER_SHIM_H
#define SOUL_CGSTREAMER_SHIM_H
#include <gst/app/gstappsrc.h>
#include <gst/audio/streamvolume.h>
#include <gst/gst.h>
#include <gst/pbutils/pbutils.h>
#endif
