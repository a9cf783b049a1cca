"""The surroundings of every test: a private bus, temporary folders, real music, the real daemon."""

from .auditor import Auditor
from .client import Client, Refused
from .contract import Contract
from .daemon import DaemonProcess, Directories
from .music import Music
from .session import Session

__all__ = ["Auditor", "Client", "Contract", "DaemonProcess", "Directories", "Music", "Refused", "Session"]
