"""What a JSON Schema cannot say of the API's bodies, and who may read what was made, for schemathesis."""

import re

import schemathesis

CONTROLLERS = ["voorbeeld-bv", "example-ltd"]
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
MAILBOX = re.compile(r"([A-Za-z0-9!#$&'*+/=?^_`{|}~.-]+)@[^@ ]+")
SPAN = {"startedAt": "2026-11-20T08:30+01:00", "endedAt": "2026-11-22T08:30+01:00"}
DAY = re.compile(r"\d{4}-\d\d-\d\dT")
INSTANT = re.compile(r"(\d{4}-\d\d)-(?:29|3[01])(T.*)")

codes: dict[str, str] = {}


def existing(value, name=""):
    """The value with mail addresses, days and ranges that only look right made into ones that exist."""
    if isinstance(value, dict):
        made = {name: existing(each, name) for name, each in value.items()}
        ends = [made.get("min"), made.get("max")]
        if all(type(end) in (int, float) for end in ends):
            made["min"], made["max"] = sorted(ends)
        return made
    if isinstance(value, list):
        return [existing(each) for each in value]
    if isinstance(value, str):
        mailbox = MAILBOX.fullmatch(value) if name == "email" and len(value) <= 254 else None
        if mailbox:
            return mailbox[1].replace("=?", "=")[:64].strip(".") + "@example.org"
        if day := INSTANT.fullmatch(value):
            return f"{day[1]}-28{day[2]}"
    return value


def is_list_of_ids(value):
    return (
        isinstance(value, list)
        and 1 <= len(value) <= 500
        and all(isinstance(each, str) and 0 < len(each.strip()) <= 63 and not CONTROL.search(each) for each in value)
        and len(set(value)) == len(value)
    )


@schemathesis.hook
def before_call(context, case, kwargs):
    if not isinstance(case.body, dict):
        return
    body = existing(case.body)
    if is_list_of_ids(body.get("controllerIds")):
        body["controllerIds"] = CONTROLLERS[: len(body["controllerIds"])]
    # How these fit together also depends on what was said before.
    for name, instant in SPAN.items():
        if isinstance(body.get(name), str) and DAY.match(body[name]):
            body[name] = instant
    if body and case.operation.path.endswith("/updates"):
        body.setdefault("note", "An update says something new.")
        if isinstance(body.get("ongoing"), bool):
            body["ongoing"] = False
    if body != case.body:
        case.body = body


@schemathesis.hook
def after_call(context, case, response):
    if response.status_code == 201 and "receiptCode" in (made := response.json()):
        codes[made["reference"]] = made["receiptCode"]


@schemathesis.auth(refresh_interval=None)
class ReceiptCode:
    """Whoever made a case has its receipt code."""

    def get(self, case, context):
        return codes.get(case.path_parameters.get("reference", "")) if case.path_parameters else None

    def set(self, case, code, context):
        case.headers["Authorization"] = f"Bearer {code}"
