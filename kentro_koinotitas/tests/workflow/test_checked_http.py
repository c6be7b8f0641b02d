import datetime
import doctest
import ssl
import tempfile
from unittest.mock import patch

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from odoo.addons.kentro_koinotitas.tools import checked_http
from odoo.tests import TransactionCase, tagged

from .receiver import Receiver


@tagged("post_install", "-at_install")
class TestCheckedHttp(TransactionCase):
    """Calls to other systems: encrypted, to a system that proves who it is, never past what is allowed."""

    def test_the_examples_hold(self):
        self.assertEqual(doctest.testmod(checked_http).failed, 0)

    def test_a_system_that_does_not_prove_who_it_is_is_told_nothing(self):
        with self.encrypted() as receiver, self.assertRaises(ssl.SSLCertVerificationError):
            checked_http.post(receiver.url, b"{}", {}, inside=True)
        self.assertFalse(receiver.calls)

    def test_a_system_that_proves_who_it_is_is_told(self):
        with self.encrypted() as receiver:
            context = ssl.create_default_context(cafile=receiver.certificate)
            with patch("ssl.create_default_context", return_value=context):
                self.assertEqual(checked_http.post(receiver.url, b"{}", {}, inside=True), 200)
        self.assertEqual(receiver.calls[0].body, b"{}")

    def encrypted(self):
        """Return a receiver with a certificate for localhost that it signed itself."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
        now = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
            .sign(key, hashes.SHA256())
        )
        file = self.enterContext(tempfile.NamedTemporaryFile())
        file.write(certificate.public_bytes(serialization.Encoding.PEM))
        file.write(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )
        file.flush()
        return Receiver(certificate=file.name)
