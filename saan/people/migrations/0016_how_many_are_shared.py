"""The wall asks whether one of a person's holders is among those shared with by the function behind `&&`. Of the
operator PostgreSQL takes for granted that it is true of one person in a hundred, as the settings are not known when it
plans: so it read every elder of the country to count a thousand of them. Of a function it expects one in three."""

from django.db import migrations

from saan.shared.walls import IN_REACH, move_wall

SHARED_PERSON = "arrayoverlap(holder_ids, (SELECT current_setting('saan.holders', true)::int4[]))"
MOVED = {"people_person": (f"{IN_REACH} AND {SHARED_PERSON}", SHARED_PERSON)}


class Migration(migrations.Migration):
    dependencies = [("people", "0015_compared")]
    operations = [migrations.RunSQL(move_wall(MOVED), migrations.RunSQL.noop)]
