"""What pages, the search and the companion ask about medicines."""

from myelin.therapies.queries.finding import SearchDocument, search_documents, word_groups
from myelin.therapies.queries.listing import ListedMedicine, Named, medicines, named_choices, names
from myelin.therapies.queries.page import MedicinePage, medicine_page

__all__ = [
    "ListedMedicine",
    "MedicinePage",
    "Named",
    "SearchDocument",
    "medicine_page",
    "medicines",
    "named_choices",
    "names",
    "search_documents",
    "word_groups",
]
