"""Runs all cases of this folder."""
import api
import layouts
import transfer
import unlimited
import lifecycle
import conversion
