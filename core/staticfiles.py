"""Static files under names that say what is in them, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites the imports between our ES modules, so that an old and a new one never meet."""

    support_js_module_import_aggregation = True
