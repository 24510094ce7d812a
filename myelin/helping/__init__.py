"""No question left alone: who may be asked to help, who was asked, and the public board.

A clock runs for each question. After two hours members who said yes and fit are asked, after twelve volunteers, after a
day our moderators have it on their desk. Everything is rows with times, so a worker that dies loses nothing.
"""
