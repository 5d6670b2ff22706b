import assessments.blocks
import django.core.validators
import django.db.models.deletion
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='check',
            name='blueprint',
            field=wagtail.fields.StreamField([('cell', 5)], blank=True, block_lookup={0: ('wagtail.blocks.IntegerBlock', (), {'label': 'How many questions', 'max_value': 100, 'min_value': 1}), 1: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': assessments.blocks.right_choices, 'help_text': 'Tick none for any.', 'label': 'About one of these rights', 'required': False}), 2: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': assessments.blocks.level_choices, 'help_text': 'Tick none for any.', 'label': 'At one of these levels', 'required': False}), 3: ('wagtail.blocks.CharBlock', (), {'help_text': 'As the question names them, with commas between: 05-keeping-people-informed.', 'label': 'Taught by one of these lessons', 'max_length': 1000, 'required': False}), 4: ('wagtail.blocks.MultipleChoiceBlock', [], {'choices': assessments.blocks.type_choices, 'help_text': 'Tick none for any.', 'label': 'Answered in one of these ways', 'required': False}), 5: ('wagtail.blocks.StructBlock', [[('draw', 0), ('rights', 1), ('levels', 2), ('lessons', 3), ('types', 4)]], {})}, help_text='How many questions of which kind every check holds. Without it, any questions of the bank are drawn.', verbose_name='blueprint'),
        ),
        migrations.AddField(
            model_name='check',
            name='pause_hours',
            field=models.PositiveSmallIntegerField(default=0, help_text='0 for no pause. Going on with a check that is begun never waits.', validators=[django.core.validators.MaxValueValidator(336)], verbose_name='hours between two tries'),
        ),
        migrations.AddField(
            model_name='response',
            name='shown_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='response',
            name='response',
            field=models.JSONField(null=True),
        ),
        migrations.AlterField(
            model_name='response',
            name='saved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.CreateModel(
            name='Regrade',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('ref', models.CharField(db_index=True, max_length=40)),
                ('revision', models.BigIntegerField()),
                ('document', models.JSONField()),
                ('matches', models.JSONField(default=dict)),
                ('reason', models.TextField(verbose_name='reason')),
                ('begun_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'marking again',
                'verbose_name_plural': 'markings again',
            },
        ),
        migrations.CreateModel(
            name='Marking',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('index', models.PositiveSmallIntegerField()),
                ('ref', models.CharField(max_length=40)),
                ('revision', models.BigIntegerField(null=True)),
                ('score', models.PositiveSmallIntegerField()),
                ('most', models.PositiveSmallIntegerField()),
                ('right', models.BooleanField()),
                ('marked_at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='markings', to='assessments.attempt')),
                ('marked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('regrade', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='markings', to='assessments.regrade')),
            ],
            options={
                'verbose_name': 'mark',
                'verbose_name_plural': 'marks',
            },
        ),
        migrations.CreateModel(
            name='Regraded',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('outcome', models.CharField(choices=[('up', 'Counts as right now'), ('down', 'Would not be right by the mended key; it still counts'), ('same', 'The same mark'), ('left', 'Left alone: what was shown cannot be matched with the mended question')], max_length=8)),
                ('before', models.PositiveSmallIntegerField()),
                ('after', models.PositiveSmallIntegerField()),
                ('gained', models.BooleanField(default=False)),
                ('at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='regraded', to='assessments.attempt')),
                ('regrade', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attempts', to='assessments.regrade')),
            ],
            options={
                'verbose_name': 'attempt marked again',
                'verbose_name_plural': 'attempts marked again',
            },
        ),
        migrations.CreateModel(
            name='Saved',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('index', models.PositiveSmallIntegerField()),
                ('response', models.JSONField()),
                ('saved_at', models.DateTimeField()),
                ('attempt', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved', to='assessments.attempt')),
            ],
            options={
                'verbose_name': 'answer as it was given',
                'verbose_name_plural': 'answers as they were given',
            },
        ),
        migrations.AddConstraint(
            model_name='regrade',
            constraint=models.UniqueConstraint(condition=models.Q(('finished_at__isnull', True)), fields=('ref',), name='assessments_regrade_one_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='regrade',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='assessments_regrade_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='marking',
            index=models.Index(fields=['ref', 'attempt'], name='assessments_marks_of_question'),
        ),
        migrations.AddConstraint(
            model_name='marking',
            constraint=models.UniqueConstraint(condition=models.Q(('regrade__isnull', True)), fields=('attempt', 'index'), name='assessments_marked_once'),
        ),
        migrations.AddConstraint(
            model_name='marking',
            constraint=models.UniqueConstraint(condition=models.Q(('regrade__isnull', False)), fields=('attempt', 'index', 'regrade'), name='assessments_marked_again_once'),
        ),
        migrations.AddConstraint(
            model_name='marking',
            constraint=models.CheckConstraint(condition=models.Q(('score__lte', models.F('most'))), name='assessments_mark_at_most_full'),
        ),
        migrations.AddConstraint(
            model_name='marking',
            constraint=models.CheckConstraint(condition=models.Q(('regrade__isnull', True), models.Q(('marked_by__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='assessments_marked_again_by_somebody_why'),
        ),
        migrations.AddConstraint(
            model_name='regraded',
            constraint=models.UniqueConstraint(fields=('regrade', 'attempt'), name='assessments_regraded_once'),
        ),
        migrations.AddConstraint(
            model_name='regraded',
            constraint=models.CheckConstraint(condition=models.Q(('after__gte', models.F('before'))), name='assessments_nobody_loses'),
        ),
    ]
