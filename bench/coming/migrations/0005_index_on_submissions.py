from django.db import migrations

# A try that had to give way leaves an index that nobody may use.
BEGIN_AGAIN = "DROP INDEX CONCURRENTLY IF EXISTS coming_received"
INDEX = "CREATE INDEX CONCURRENTLY coming_received ON forms_submission (received_at)"


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("coming", "0004_constraint_holds")]
    operations = [migrations.RunSQL([BEGIN_AGAIN]), migrations.RunSQL([INDEX])]
