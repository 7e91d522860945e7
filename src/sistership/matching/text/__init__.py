"""Understanding a text in any of the four languages, and how like two texts are."""

from sistership.matching.text.lexicon import Lexicon
from sistership.matching.text.understanding import Mention, Understood, understand

__all__ = ["Lexicon", "Mention", "Understood", "understand"]
