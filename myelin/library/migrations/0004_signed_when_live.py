from django.db import migrations

LOCK = """
create function library_needs_signature() returns trigger language plpgsql as $$
declare
  page record;
begin
  if tg_table_name = 'library_articlepage' then
    select p.id, p.live, p.live_revision_id into page from wagtailcore_page p where p.id = new.page_ptr_id;
  else
    select p.page_ptr_id as id, new.live, new.live_revision_id into page
      from library_articlepage p where p.page_ptr_id = new.id;
  end if;
  if page.live and not exists (
    select from library_review r where r.article_id = page.id and r.revision_id = page.live_revision_id
  ) then
    raise exception 'library_article_signed: a clinician has to sign this draft before it can be published'
      using errcode = 'check_violation', constraint = 'library_article_signed';
  end if;
  return null;
end $$;

create trigger library_article_signed after insert or update of live, live_revision_id on wagtailcore_page
  for each row when (new.live) execute function library_needs_signature();
create trigger library_article_signed after insert on library_articlepage
  for each row execute function library_needs_signature();
"""

UNLOCK = """
drop trigger library_article_signed on wagtailcore_page;
drop trigger library_article_signed on library_articlepage;
drop function library_needs_signature();
"""


class Migration(migrations.Migration):
    """Hold it in the database too: a live article has a signature under its live version, whoever writes the row."""

    replaces = [("library", "0004_signature_under_live_version")]
    dependencies = [("library", "0003_rights_and_workflow")]
    operations = [migrations.RunSQL(LOCK, UNLOCK)]
