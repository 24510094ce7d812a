from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_root_page(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the library where Wagtail keeps its welcome page, and make it the root of the site."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    Index = apps.get_model("library", "LibraryIndexPage")

    Site.objects.all().delete()
    Page.objects.filter(depth__gt=1).delete()
    kind, _made = ContentType.objects.get_or_create(app_label="library", model="libraryindexpage")
    locale = Locale.objects.first() or Locale.objects.create(language_code="en")
    index = Index.objects.create(
        title="Library",
        draft_title="Library",
        slug="library",
        content_type=kind,
        locale=locale,
        path="00010001",
        depth=2,
        numchild=0,
        url_path="/library/",
        live=True,
    )
    Page.objects.filter(depth=1).update(numchild=1)
    Site.objects.create(hostname="localhost", port=80, root_page_id=index.pk, is_default_site=True, site_name="Library")


class Migration(migrations.Migration):
    replaces = [("library", "0002_root_page")]
    dependencies = [("library", "0001_tables"), ("wagtailcore", "0098_apitoken")]
    operations = [migrations.RunPython(make_root_page, migrations.RunPython.noop)]
