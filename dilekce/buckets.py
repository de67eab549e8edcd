"""An S3 bucket, of AWS or of any server that speaks S3 and can put an object only if absent."""

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from obstore.store import S3Store

from dilekce.loopback import is_loopback
from dilekce.settings import S3Settings
from domain.errors import Stop

if TYPE_CHECKING:
    from obstore.store import ClientConfig, RetryConfig, S3Config

_CLIENT: "ClientConfig" = {
    "connect_timeout": dt.timedelta(seconds=5),
    "timeout": dt.timedelta(seconds=60),  # of one request; the largest carries a whole file
}
#: Our own line tries again for as long as it takes; a step does not wait for minutes.
_RETRY: "RetryConfig" = {"max_retries": 3, "retry_timeout": dt.timedelta(seconds=20)}


def open_bucket(url: str, s3: S3Settings) -> S3Store:
    """Return the store of ``s3://bucket/prefix``; raises ``Stop`` for settings that cannot work."""
    parts = urlsplit(url)
    if not parts.netloc:
        raise Stop("blobs.url", "blobs must name a bucket: s3://bucket or s3://bucket/prefix")
    config: S3Config = {"region": s3.region}
    client = _CLIENT
    if s3.endpoint:
        config["endpoint"] = s3.endpoint
        client = {**_CLIENT, "allow_http": _may_be_plain(s3)}
    secret = _secret_key(s3)
    if s3.access_key and secret:
        config |= {"access_key_id": s3.access_key, "secret_access_key": secret}
    elif s3.endpoint or s3.access_key or secret:
        # Without both, the client would ask the network for AWS's own instance service.
        raise Stop("s3.keys", "set s3.access_key, and s3.secret_key_file or s3.secret_key")
    prefix = parts.path.strip("/") or None
    return S3Store(
        parts.netloc, prefix=prefix, config=config, client_options=client, retry_config=_RETRY
    )


def _may_be_plain(s3: S3Settings) -> bool:
    parts = urlsplit(s3.endpoint or "")
    if parts.scheme == "https":
        return False
    if parts.scheme != "http" or not parts.hostname:
        raise Stop("s3.endpoint", "s3.endpoint must be https://host or http://host")
    if not (s3.plain_http or is_loopback(parts.hostname)):
        raise Stop(
            "s3.plain_http",
            "over http:// letters travel readable: use https://, or set s3.plain_http on a "
            "network that is yours alone",
        )
    return True


def _secret_key(s3: S3Settings) -> str | None:
    if s3.secret_key is not None:
        return s3.secret_key.get_secret_value()
    if s3.secret_key_file is None:
        return None
    try:
        return s3.secret_key_file.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Stop("s3.keys", "the file of s3.secret_key_file cannot be read") from error
