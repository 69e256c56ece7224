"""What is posted to web hooks, as the part `webhooks` of an OpenAPI document (3.1)."""

from __future__ import annotations

from typing import Any

from tracker.webhooks.types import MEANINGS, Body

REF = "#/components/schemas/{model}"
HEADERS = {
    "webhook-id": "the event's id; the same whenever it is sent again",
    "webhook-timestamp": "when it is sent, in seconds since 1970; refuse what is older than five minutes",
    "webhook-signature": "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`, keyed with what follows "
    "`whsec_` in the secret, decoded from base64; several, parted by spaces, while a secret is being replaced",
}
ANSWER = (
    "Any 2xx takes it. 410 ends the web hook. Anything else, or nothing within 15 seconds, is tried again for days, "
    "each time after a longer wait. Events come in order as long as they are taken; one may come "
    "twice, with the same id."
)


def described(schemas: dict[str, Any]) -> dict[str, Any]:
    """One operation of the receiver for each event; the shape of what is posted goes into `schemas`."""
    body = Body.model_json_schema(ref_template=REF)
    schemas |= body.pop("$defs") | {"WebhookBody": body}
    return {event.value: {"post": _operation(event.value, meaning)} for event, meaning in MEANINGS.items()}


def _operation(event: str, meaning: str) -> dict[str, Any]:
    named = {"type": "object", "properties": {"type": {"const": event}}}
    schema = {"allOf": [{"$ref": REF.format(model="WebhookBody")}, named]}
    return {
        "summary": event,
        "description": meaning,
        "operationId": event.replace(".", "_"),
        "tags": ["webhooks"],
        "security": [],  # the signature stands for it
        "parameters": [
            {"name": name, "in": "header", "required": True, "description": said, "schema": {"type": "string"}}
            for name, said in HEADERS.items()
        ],
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
        "responses": {"2XX": {"description": ANSWER}},
    }
