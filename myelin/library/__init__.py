"""Articles that a clinician signed, with who wrote them, who reviewed them, their sources and their dates.

No version of an article goes live without a signature under that very version: `models/article.py` and the database
hold it. What is medical in an article is a fact of the facts room, named by its key and drawn when the page is shown.
"""
