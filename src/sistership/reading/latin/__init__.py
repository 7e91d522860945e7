"""The reader for languages in Latin letters: one set of rules, a lexicon for each language."""
