"""What the measurements share: a private bus, the daemon in a home of its own, native programs, music, figures."""
