from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0003_marks_of_earlier_attempts'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='regrade',
            name='matches',
        ),
    ]
