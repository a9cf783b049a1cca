"""The surroundings of every test: a private bus, temporary folders, real music, the real daemon."""

from .auditor import Auditor
from .client import Client, Refused
from .contract import Contract
from .daemon import DaemonProcess, Directories
from .music import Music
from .resources import Resources
from .session import Session
from .station import Station

__all__ = ["Auditor", "Client", "Contract", "DaemonProcess", "Directories", "Music", "Refused", "Resources", "Session", "Station"]
