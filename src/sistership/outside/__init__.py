"""Ports and adapters for everything beyond the process; injected, never imported by engines."""
