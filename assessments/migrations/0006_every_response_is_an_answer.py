from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0005_forget_what_was_only_shown'),
    ]

    operations = [
        migrations.AlterField(
            model_name='response',
            name='response',
            field=models.JSONField(),
        ),
        migrations.AlterField(
            model_name='response',
            name='saved_at',
            field=models.DateTimeField(),
        ),
    ]
