"""The window at full size: its pages, its readers, its journal, its imports."""
