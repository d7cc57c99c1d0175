"""Refused: scripts run inside the host's process and start no others."""

raise ImportError("subprocess is not supported: scripts start no other programs; call the program from a shell around vdscript")
