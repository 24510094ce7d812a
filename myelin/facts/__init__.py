"""Medical facts with a shelf life: a value in our words, its sources, who checked it, and when it is checked again.

Whatever is medical on a page, in the companion or in an article is a row of this room and is shown beside its source.
What nobody has read in a source stays hidden until a medical reviewer has confirmed it.
"""
