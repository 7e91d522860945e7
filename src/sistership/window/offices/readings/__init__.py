"""Documents being read: a draft that an officer corrects and accepts, or discards."""
