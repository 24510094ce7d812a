"""What members tell the community: an update, in words, in pictures, or both.

The update keeps its words, mood and pictures; audience, topics, reactions and comments live on its thread.
"""
