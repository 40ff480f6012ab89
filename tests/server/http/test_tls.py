"""https with one's own certificate."""

import asyncio
import datetime as dt
import ipaddress
import shutil
import ssl

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from desktop_agent.server.http.running import Place, run_server


@pytest.fixture
def certificate(tmp_path):
    """A certificate of 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, key_pem = tmp_path / "cert.pem", tmp_path / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    encoding = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    key_pem.write_bytes(key.private_bytes(*encoding))
    return pem, key_pem


def test_serves_https_only(tmp_path, template, certificate):
    async def main():
        stop, url = asyncio.Event(), asyncio.get_running_loop().create_future()
        database = tmp_path / "server.db"
        shutil.copy(template, database)
        place = Place(database=database, certificate=certificate[0], key=certificate[1])
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(run_server(place, stop, ready=url.set_result))
            address = await url
            assert address.startswith("https://127.0.0.1:")
            trust = ssl.create_default_context(cafile=str(certificate[0]))
            async with httpx.AsyncClient(verify=trust, trust_env=False) as client:
                assert (await client.get(f"{address}/healthz")).json()["status"] == "ok"
                with pytest.raises(httpx.TransportError):
                    await client.get(address.replace("https", "http") + "/healthz")
            async with httpx.AsyncClient(trust_env=False) as stranger:
                with pytest.raises(httpx.ConnectError):
                    await stranger.get(f"{address}/healthz")
            stop.set()

    asyncio.run(main())
