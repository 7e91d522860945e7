"""A small real provider of OpenID Connect on loopback that vouches well, wrongly or not at all, as told."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "sistership", "client-secret"


class Provider(ThreadingHTTPServer):
    """`behaviour`: good, unverified, wrong audience, wrong issuer, expired, broken, or refuse."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.behaviour = "good"
        self.email = "officer-g@example.org"
        self.subject = "subject-1"
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, str]] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def claims(self) -> dict[str, object]:
        return {
            "sub": self.subject,
            "email": self.email,
            "email_verified": self.behaviour != "unverified",
            "name": "Officer",
        }

    def id_token(self) -> str:
        now = int(time.time())
        expires = now - 3600 if self.behaviour == "expired" else now + 300
        about = {
            "iss": "http://elsewhere.example" if self.behaviour == "wrong issuer" else self.issuer,
            "aud": "another" if self.behaviour == "wrong audience" else CLIENT,
            "iat": now - 7200 if self.behaviour == "expired" else now,
            "exp": expires,
        }
        return jwt.encode({**self.claims(), **about}, self.key, algorithm="RS256", headers={"kid": "one"})


class _Answer(BaseHTTPRequestHandler):
    server: Provider

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def _json(self, value: object, status: int = 200) -> None:
        content = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if self.server.behaviour == "broken":
            return self._json({"error": "server_error"}, status=500)
        if parts.path == "/.well-known/openid-configuration":
            issuer = self.server.issuer
            return self._json(
                {
                    "issuer": issuer,
                    "authorization_endpoint": f"{issuer}/authorize",
                    "token_endpoint": f"{issuer}/token",
                    "userinfo_endpoint": f"{issuer}/userinfo",
                    "jwks_uri": f"{issuer}/jwks",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            )
        if parts.path == "/authorize":
            return self._authorize(asked)
        if parts.path == "/userinfo":
            return self._json(self.server.claims())
        if parts.path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.server.key.public_key()))
            return self._json({"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]})
        return self._json({"error": "not_found"}, status=404)

    def _authorize(self, asked: dict[str, str]) -> None:
        answer = {"state": asked["state"]}
        if self.server.behaviour == "refuse":
            answer["error"] = "access_denied"
        else:
            answer["code"] = secrets.token_urlsafe(16)
            self.server.codes[answer["code"]] = asked
        self.send_response(302)
        self.send_header("Location", f"{asked['redirect_uri']}?{urlencode(answer)}")
        self.end_headers()

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers["Content-Length"])).decode()
        sent = {name: values[0] for name, values in parse_qs(content).items()}
        asked = self.server.codes.pop(sent.get("code", ""), None)
        verifier = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).rstrip(b"=").decode()
        is_known = (sent.get("client_id"), sent.get("client_secret")) == (CLIENT, SECRET)
        if asked is None or not is_known or asked.get("code_challenge") != challenge:
            return self._json({"error": "invalid_grant"}, status=400)
        return self._json(
            {
                "access_token": secrets.token_urlsafe(16),
                "token_type": "Bearer",
                "expires_in": 300,
                "id_token": self.server.id_token(),
            }
        )


@contextmanager
def oidc_provider() -> Iterator[Provider]:
    """A provider that serves until the block ends."""
    server = Provider()
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
