from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

STAFF = ("authors", "medical reviewers", "moderators", "operators")
WRITING = {"add_page": "Can add page", "change_page": "Can change page"}
CHOSEN = {"wagtailimages": "image", "wagtaildocs": "document"}
KEPT_BY_OPERATORS = {
    "sponsor": ("add", "change", "delete", "view"),
    "glossaryword": ("add", "change", "delete", "view"),
}


def permission(apps: Apps, app: str, model: str, codename: str, name: str) -> Any:
    """The permission with this codename; made here when Django has not come to make it yet."""
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=app, model=model)
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": name}
    )
    return found


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Authors write in the library, operators keep sponsors and words, everybody on staff may look; nobody publishes.

    Pictures and documents that are there may be chosen by everybody who comes in.
    """
    Group = apps.get_model("auth", "Group")
    Right = apps.get_model("wagtailcore", "GroupPagePermission")
    Shelf = apps.get_model("wagtailcore", "GroupCollectionPermission")
    every_shelf = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    index = apps.get_model("library", "LibraryIndexPage").objects.get()

    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()
    Right.objects.filter(permission__codename="publish_page").delete()
    groups = {name: Group.objects.get_or_create(name=name)[0] for name in STAFF}
    for group in groups.values():
        group.permissions.add(permission(apps, "wagtailadmin", "admin", "access_admin", "Can access Wagtail admin"))
        for app, model in CHOSEN.items():
            choosing = permission(apps, app, model, f"choose_{model}", f"Can choose {model}")
            group.permissions.add(choosing)
            Shelf.objects.get_or_create(group=group, collection=every_shelf, permission=choosing)
    for codename, name in WRITING.items():
        Right.objects.get_or_create(
            group=groups["authors"],
            page_id=index.pk,
            permission=permission(apps, "wagtailcore", "page", codename, name),
        )
    for model, verbs in KEPT_BY_OPERATORS.items():
        for verb in verbs:
            allowed = permission(apps, "library", model, f"{verb}_{model}", f"Can {verb} {model}")
            groups["operators"].permissions.add(allowed)


def make_workflow(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One step, and only its group takes it: a medical reviewer signs. It holds for the whole library."""
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="library", model="medicalreviewtask"
    )
    index = apps.get_model("library", "LibraryIndexPage").objects.get()

    WorkflowPage.objects.all().delete()
    Workflow.objects.update(active=False)
    apps.get_model("wagtailcore", "Task").objects.update(active=False)
    task = apps.get_model("library", "MedicalReviewTask").objects.create(name="Medical review", content_type=kind)
    task.groups.add(apps.get_model("auth", "Group").objects.get(name="medical reviewers"))
    workflow = Workflow.objects.create(name="Medical review")
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page_id=index.pk)


class Migration(migrations.Migration):
    replaces = [("library", "0003_groups_and_workflow")]
    dependencies = [("library", "0002_library_page"), ("wagtailadmin", "0001_create_admin_access_permissions")]
    operations = [
        migrations.RunPython(give_rights, migrations.RunPython.noop),
        migrations.RunPython(make_workflow, migrations.RunPython.noop),
    ]
