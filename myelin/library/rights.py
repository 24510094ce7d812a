"""What people may do in the editor. Nobody publishes there, however mighty: a signature does it."""

from wagtail.models import PagePermissionTester


class LibraryRights(PagePermissionTester):
    """Wagtail's own answers, without the roads that would pass the medical review by."""

    def can_publish(self) -> bool:
        """Never: `workflow.finish` publishes when a clinician has signed."""
        return False

    def can_publish_subpage(self) -> bool:
        return False

    def can_unpublish(self) -> bool:
        """Never in the editor: `actions.take_offline` also tells feeds and search."""
        return False

    def can_move(self) -> bool:
        return False

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Drafts only: what members talk under is first taken offline."""
        has_live = self.page.get_descendants(inclusive=True).live().exists()
        return not has_live and super().can_delete(ignore_bulk)
