"""An enquiry to the window, from its first message to its outcome."""
