import pytest
from django.core.exceptions import ImproperlyConfigured
from environ import Env

from trainingsite.sso import origins, providers

OIDC = {
    "OIDC_SERVER_URL": "https://id.example.org",
    "OIDC_CLIENT_ID": "steady",
    "OIDC_CLIENT_SECRET": "s",
    "OIDC_EMAIL_DOMAINS": "Example.org,police.example",
}
SAML = {
    "SAML_ENTITY_ID": "https://idp.example.org",
    "SAML_SSO_URL": "https://idp.example.org/sso",
    "SAML_CERTIFICATE": "MIIC",
    "SAML_EMAIL_DOMAINS": "example.org",
}


@pytest.fixture
def env(monkeypatch):
    """An environment that holds these variables only."""

    def make(**variables):
        monkeypatch.setattr(Env, "ENVIRON", variables)
        return Env()

    return make


def test_nothing_is_on_by_itself(env):
    assert providers(env()) == {}


def test_openid_connect(env):
    [app] = providers(env(**OIDC))["openid_connect"]["APPS"]

    assert app["client_id"] == "steady"
    assert app["settings"] == {
        "server_url": "https://id.example.org",
        "verified_email": ["example.org", "police.example"],
        "email_authentication": True,
    }


def test_saml_by_certificate(env):
    [app] = providers(env(**SAML))["saml"]["APPS"]

    assert app["settings"]["idp"] == {
        "entity_id": "https://idp.example.org",
        "sso_url": "https://idp.example.org/sso",
        "x509cert": "MIIC",
    }
    assert app["settings"]["advanced"]["want_assertion_signed"]


def test_saml_by_metadata(env):
    [app] = providers(
        env(
            SAML_ENTITY_ID="x",
            SAML_METADATA_URL="https://idp.example.org/metadata",
            SAML_EMAIL_DOMAINS="example.org",
            SAML_SP_ENTITY_ID="urn:us",
        )
    )["saml"]["APPS"]

    assert app["settings"]["idp"]["metadata_url"] == "https://idp.example.org/metadata"
    assert app["settings"]["sp"] == {"entity_id": "urn:us"}


@pytest.mark.parametrize("variables", [OIDC, SAML])
def test_half_a_configuration_is_refused_by_name(env, variables):
    for name in list(variables)[1:]:
        with pytest.raises(ImproperlyConfigured, match=name):
            providers(env(**{key: value for key, value in variables.items() if key != name}))


def test_forms_may_lead_to_the_providers(env):
    assert origins(env()) == []
    assert origins(env(**OIDC, **SAML, SSO_ORIGINS="https://login.example.org/x")) == [
        "https://id.example.org",
        "https://idp.example.org",
        "https://login.example.org",
    ]


def test_the_libraries_of_saml_load_together():
    # Both are built on libxml2; a mismatch shows as a crash or an error on import.
    import xmlsec
    from lxml import etree
    from onelogin.saml2.auth import OneLogin_Saml2_Auth

    assert xmlsec.constants.TransformEnveloped
    assert etree.fromstring("<a/>").tag == "a"
    assert OneLogin_Saml2_Auth
