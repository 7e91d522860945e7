"""Set up a partnership from nothing, one page after the other; what is done is read from the records."""
