from myelin.visits.models.agreed import Agreed
from myelin.visits.models.sharing import Look, Share
from myelin.visits.models.visits import Visit

__all__ = ["Agreed", "Look", "Share", "Visit"]
