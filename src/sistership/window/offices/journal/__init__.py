"""The journal: what was done, by whom, to what; append-only, hash-chained, safe to erase persons from."""
