from django.db import migrations

TRIGGER = (
    "CREATE FUNCTION coming_nothing() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'",
    "CREATE TRIGGER coming_nothing BEFORE UPDATE ON people_person FOR EACH ROW EXECUTE FUNCTION coming_nothing()",
)


class Migration(migrations.Migration):
    dependencies = [("coming", "0005_index_on_submissions"), ("people", "0001_tables")]
    operations = [migrations.RunSQL([*TRIGGER])]
