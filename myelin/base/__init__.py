"""What every room stands on: the page shell, components, safe text, pages of a list, errors a person may read.

The room knows nothing of the domain: no condition, no medicine, no post. Whatever does know lives above.
"""
