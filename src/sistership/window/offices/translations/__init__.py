"""Translations: what lacks one, what is stale, drafts by machine, and what a person signs."""
