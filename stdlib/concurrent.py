"""Calls side by side; see concurrent.futures."""
