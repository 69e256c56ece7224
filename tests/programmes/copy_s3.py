"""A calendar copied to an S3 store on this machine (moto's server): what lies there, as what, and what is refused.

    pip install s3fs "moto[s3]" flask flask-cors
    python -m tests.programmes.copy_s3

Apart from the tests, because these packages hold others back to old versions.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

from tracker.errors import PublishError
from tracker.feed.place import copy

BUCKET, ADDRESS = "dates", "s3://dates/days/a.ics"
TYPE = "text/calendar; charset=utf-8"


def main() -> int:
    nobody = {"AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": os.devnull}
    os.environ.update(nobody, AWS_SHARED_CREDENTIALS_FILE=os.devnull)
    server = import_module("moto.server").ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    options = {
        "key": "me",
        "secret": "right",
        "endpoint_url": f"http://{host}:{port}",
        "client_kwargs": {"region_name": "us-east-1"},
        "config_kwargs": {"retries": {"max_attempts": 0}, "connect_timeout": 5},
    }
    store = import_module("boto3").client(
        "s3",
        endpoint_url=options["endpoint_url"],
        aws_access_key_id="me",
        aws_secret_access_key="right",
        region_name="us-east-1",
    )
    store.create_bucket(Bucket=BUCKET)
    right = sum(held(store, data, options) for data in (b"one", b"two" * 100_000, b"three"))
    refused = int(is_refused("s3://nowhere/a.ics", options))
    server.stop()
    refused += is_refused(ADDRESS, options)
    print(f"copied to S3 and found there as {TYPE}: {right} of 3; failures told as such: {refused} of 2")  # noqa: T201 - a programme prints
    return 0 if (right, refused) == (3, 2) else 1


def held(store: Any, data: bytes, options: dict[str, Any]) -> bool:
    copy(data, ADDRESS, options)
    found = store.get_object(Bucket=BUCKET, Key="days/a.ics")
    return (found["Body"].read(), found["ContentType"]) == (data, TYPE)


def is_refused(address: str, options: dict[str, Any]) -> bool:
    try:
        copy(b"four", address, options)
    except PublishError:
        return True
    return False


if __name__ == "__main__":
    sys.exit(main())
