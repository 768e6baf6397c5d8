"""Any bytes give a Message."""

from __future__ import annotations

from dataclasses import replace

from mailflow.message import forwards, headers, limits, quotes, signatures
from mailflow.message.body import body_of
from mailflow.message.mime import Part, Reader
from mailflow.message.model import Address, Forwarded, Message


def parse(raw: bytes) -> Message:
    """The message in these bytes. Never raises; what was broken is told in `defects`."""
    reader = Reader()
    root = reader.read(raw)
    message = _message(root, 0)
    return replace(message, defects=(*reader.defects, *message.defects))


def _message(root: Part, depth: int) -> Message:
    fields = root.headers
    date = headers.date(fields.raw("date"))
    sender = next((a for a in headers.addresses(fields.raw("from")) if a.email or a.name), Address("", ""))
    subject = fields.text("subject")
    body = body_of(root)
    parted = quotes.part(body.lines)
    own = signatures.part(parted.new, sender.name)
    zone = date.tzinfo if date else None
    handed_on, kept, first = [], [], True
    for old in parted.old:
        if old.handed_on or (first and forwards.is_forward(subject)):
            handed_on.extend(forwards.forwarded_of(old, zone))
        else:
            kept.append(old)
        first = False
    if depth < limits.FORWARDS:
        for inner in body.messages:
            handed_on.extend(_attached(_message(inner.parts[0], depth + 1)) if inner.parts else ())
    return Message(
        message_id=next(iter(headers.ids(fields.raw("message-id"))), ""),
        in_reply_to=headers.ids(fields.raw("in-reply-to")),
        references=headers.ids(fields.raw("references")),
        sender=sender,
        reply_to=next((a for a in headers.addresses(fields.raw("reply-to")) if a.email), None),
        to=headers.addresses(fields.raw("to")),
        cc=headers.addresses(fields.raw("cc")),
        return_path=_return_path(fields),
        subject=subject,
        date=date,
        text=own.text,
        quoted=forwards.quoted_in(kept),
        signature=own.signature,
        disclaimer=own.disclaimer,
        forwarded=tuple(handed_on),
        mailflow_mark=fields.text("x-mailflow-kind"),
        authentication_results=fields.all("authentication-results"),
        attachments=tuple(body.attachments),
        defects=tuple(body.defects),
    )


def _attached(inner: Message) -> tuple[Forwarded, ...]:
    text = "\n\n".join(filter(None, (inner.text, inner.signature)))
    return (Forwarded(inner.sender, inner.subject, text, inner.date), *inner.forwarded)


def _return_path(fields: headers.Headers) -> str | None:
    if "return-path" not in fields:
        return None
    return next((a.email for a in headers.addresses(fields.raw("return-path"))), "")
