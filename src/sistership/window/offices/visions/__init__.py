"""What each city wants to become, and which promises serve it: axes of visions, global goals."""
