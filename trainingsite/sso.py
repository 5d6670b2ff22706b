"""Single sign-on by OpenID Connect and SAML, from environment variables.

The providers are the organisation's own. An account is opened by an e-mail address that the
provider vouches for, in the domains that it may speak for; no account is ever made this way.
"""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env


def providers(env: Env) -> dict[str, Any]:
    """What allauth calls SOCIALACCOUNT_PROVIDERS; empty when nothing is configured."""
    found: dict[str, Any] = {}
    if env("OIDC_SERVER_URL", default=""):
        found["openid_connect"] = {"OAUTH_PKCE_ENABLED": True, "APPS": [_oidc(env)]}
    if env("SAML_ENTITY_ID", default="") or env("SAML_METADATA_URL", default=""):
        found["saml"] = {"APPS": [_saml(env)]}
    return found


def origins(env: Env) -> list[str]:
    """Where a form may lead when somebody signs in through their organisation, for the CSP.

    Chromium applies form-action to redirects after a form as well. SSO_ORIGINS adds what
    cannot be seen from here, as a sign-in address that stands in the provider's metadata.
    """
    found = [env("OIDC_SERVER_URL", default=""), env("SAML_SSO_URL", default="")]
    found += env.list("SSO_ORIGINS", default=[])
    parts = [urlsplit(address) for address in found if address]
    return sorted({f"{part.scheme}://{part.netloc}" for part in parts})


def _oidc(env: Env) -> dict[str, Any]:
    _need(env, "OIDC_SERVER_URL", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET", "OIDC_EMAIL_DOMAINS")
    return {
        "provider_id": "organisation",
        "name": env("OIDC_NAME", default="your organisation"),
        "client_id": env("OIDC_CLIENT_ID"),
        "secret": env("OIDC_CLIENT_SECRET"),
        "settings": {
            "server_url": env("OIDC_SERVER_URL"),
            **_vouched_for(env.list("OIDC_EMAIL_DOMAINS")),
        },
    }


def _saml(env: Env) -> dict[str, Any]:
    _need(env, "SAML_ENTITY_ID", "SAML_EMAIL_DOMAINS")
    idp: dict[str, Any] = {"entity_id": env("SAML_ENTITY_ID")}
    if env("SAML_METADATA_URL", default=""):
        idp["metadata_url"] = env("SAML_METADATA_URL")
    else:
        _need(env, "SAML_SSO_URL", "SAML_CERTIFICATE")
        idp["sso_url"] = env("SAML_SSO_URL")
        idp["x509cert"] = env("SAML_CERTIFICATE").replace("\\n", "\n")
    settings: dict[str, Any] = {
        "idp": idp,
        "attribute_mapping": {
            "uid": env("SAML_ATTRIBUTE_ID", default="urn:oasis:names:tc:SAML:attribute:subject-id"),
            "email": env.list(
                "SAML_ATTRIBUTE_EMAIL",
                default=[
                    "urn:oid:0.9.2342.19200300.100.1.3",
                    "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress",
                ],
            ),
        },
        "advanced": {"strict": True, "want_assertion_signed": True},
        **_vouched_for(env.list("SAML_EMAIL_DOMAINS")),
    }
    if env("SAML_SP_ENTITY_ID", default=""):
        settings["sp"] = {"entity_id": env("SAML_SP_ENTITY_ID")}
    return {
        "provider_id": "organisation-saml",
        "name": env("SAML_NAME", default="your organisation"),
        "client_id": "organisation",
        "settings": settings,
    }


def _vouched_for(domains: list[str]) -> dict[str, Any]:
    # Addresses in these domains count as verified, and open the account that has them.
    return {
        "verified_email": [domain.strip().lower() for domain in domains],
        "email_authentication": True,
    }


def _need(env: Env, *names: str) -> None:
    missing = [name for name in names if not env(name, default="")]
    if missing:
        raise ImproperlyConfigured(
            f"Single sign-on is only half configured: set {', '.join(missing)} as well, "
            "or unset the other OIDC_ or SAML_ variables. See deploy/environment.md."
        )
