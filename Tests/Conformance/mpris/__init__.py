"""The clauses of MPRIS 2.2: `org.mpris.MediaPlayer2` and `org.mpris.MediaPlayer2.Player`.

Each test's first line names its clause: the member it is told under, and some of the specification's words.
"""
