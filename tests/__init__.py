"""The tests; a package, so that they can share the rig of `tests/rig`."""
