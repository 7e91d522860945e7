"""Words that the world has agreed on: concepts with codes, named in the catalogues' languages."""
