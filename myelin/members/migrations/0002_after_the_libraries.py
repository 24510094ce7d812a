from django.db import migrations

SHORTEN = """
CREATE FUNCTION members_shorten_address() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    NEW.ip := host(network(set_masklen(NEW.ip, CASE family(NEW.ip) WHEN 4 THEN 24 ELSE 48 END)))::inet;
    RETURN NEW;
END $$;
CREATE TRIGGER members_shorten_address BEFORE INSERT OR UPDATE OF ip ON usersessions_usersession
    FOR EACH ROW EXECUTE FUNCTION members_shorten_address();
"""
LEAVE = "DROP TRIGGER members_shorten_address ON usersessions_usersession; DROP FUNCTION members_shorten_address();"


class Migration(migrations.Migration):
    """Of the address that somebody signed in from, keep the network alone; the library would keep the whole."""

    replaces = [("members", "0010_short_addresses")]
    # Whatever points at members is made anew by each step of a library that does, too. So the 250 steps of the libraries
    # go first, and every room of ours that has members in it comes after this.
    dependencies = [
        ("members", "0001_tables"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("usersessions", "0001_initial"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailforms", "0005_alter_formsubmission_form_data"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [migrations.RunSQL(SHORTEN, LEAVE)]
