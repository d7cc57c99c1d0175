"""Refused: reads already use all processors."""

raise ImportError("multiprocessing is not supported: scripts run in one process; reads, writes and numpy's kernels use all processors by themselves")
