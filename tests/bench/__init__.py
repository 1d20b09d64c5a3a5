"""Speed, measured against the disk and peers in the same run; never part of the tests."""
