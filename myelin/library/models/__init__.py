from myelin.library.dates import REVIEW_LASTS
from myelin.library.models.article import ArticlePage, Kind, LibraryIndexPage, NotReviewed
from myelin.library.models.glossary import GlossaryWord
from myelin.library.models.review import MedicalReviewTask, Review
from myelin.library.models.sponsor import Sponsor

__all__ = [
    "REVIEW_LASTS",
    "ArticlePage",
    "GlossaryWord",
    "Kind",
    "LibraryIndexPage",
    "MedicalReviewTask",
    "NotReviewed",
    "Review",
    "Sponsor",
]
