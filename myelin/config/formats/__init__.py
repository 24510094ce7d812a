"""How moments are written where Django's way does not suit us, a module for each language."""
