"""What members ask, and the advice they get.

A question keeps its words and which answer its asker found most helpful; audience, topics and "same for me" live on
its thread. An answer reaches whoever sees the question.
"""
