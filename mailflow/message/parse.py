"""Any bytes give a Message: the parts of this package, in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from mailflow.message import automatic, bounce, calendar, forwards, headers, limits, pec, quotes, signatures, webform
from mailflow.message.body import Allowance, Body, body_of
from mailflow.message.enclosed import enclosed_words
from mailflow.message.headers import Headers
from mailflow.message.mime import Part, Reader
from mailflow.message.model import Address, Automatic, Bounce, CalendarReply, Forwarded, Message

_NOBODY = Address("", "")


def parse(raw: bytes, *, links: bool = False) -> Message:
    """The message in these bytes. Never raises; what was broken or cut off is told in `defects`.

    `links`: where the links of HTML lead stands behind their words, for who hands the words on.

    A PEC envelope gives the mail inside it, with the envelope's Authentication-Results.
    """
    reader = Reader()
    message = _unwrapped(reader.read(raw), Allowance(links=links))
    return replace(message, defects=tuple(dict.fromkeys((*reader.defects, *message.defects))))


def _unwrapped(root: Part, allowance: Allowance) -> Message:
    certified = pec.certified(root)
    if certified is None:
        return _message(root, allowance)
    if certified.inner is not None:
        inner = _message(certified.inner, allowance)
        results = root.headers.all("authentication-results")
        reply_to = inner.reply_to or _reply_to(root.headers)
        return replace(inner, pec=certified.pec, reply_to=reply_to, authentication_results=results)
    outer = _message(root, allowance)
    if not certified.receipt:  # an envelope without its letter: the true sender stands in Reply-To
        return replace(outer, pec=certified.pec, sender=outer.reply_to or outer.sender)
    return replace(
        outer,
        pec=certified.pec,
        automatic=Automatic.BOUNCE if certified.failure else Automatic.RECEIPT,
        automatic_signs=(f"X-Ricevuta: {certified.pec.kind}",),
        bounce=Bounce(certified.failed, certified.permanent, certified.pec.reference) if certified.failure else None,
        forwarded=(),
    )


def _message(root: Part, allowance: Allowance, depth: int = 0) -> Message:
    """The mail of this entity, envelopes left as they are. `allowance`: what its outer mail left to be read."""
    fields = root.headers
    subject = fields.text("subject")
    date = headers.date(fields.raw("date"))
    sender = _first(headers.addresses(fields.raw("from"))) or _first(headers.addresses(fields.raw("sender"))) or _NOBODY
    reply_to = _reply_to(fields)

    body = body_of(root, allowance)
    parted = quotes.part(body.lines)
    if body.plain:
        parted = quotes.better(parted, quotes.part(body.plain))
    own = signatures.part_pieces(parted.pieces, sender.name)
    handed_on, quoted = _old_words(parted, subject, date.tzinfo if date else None)
    if depth < limits.FORWARDS:
        for attached in body.messages[: limits.FORWARDS]:
            handed_on += _attached(_message(attached.parts[0], allowance, depth + 1)) if attached.parts else ()

    tail = "\n".join((own.signature, own.disclaimer))
    enclosed, attachments = enclosed_words(own.text, subject, body.attachments)
    text = enclosed or own.text
    form = webform.fields_of(text.split("\n"), sender, reply_to, fields.text("x-mailer"), tail)
    method, answer = _calendar(body)
    message = Message(
        message_id=next(iter(headers.ids(fields.raw("message-id"))), ""),
        in_reply_to=headers.ids(fields.raw("in-reply-to")),
        references=headers.ids(fields.raw("references")),
        sender=sender,
        reply_to=reply_to,
        to=headers.addresses(fields.raw("to")),
        cc=headers.addresses(fields.raw("cc")),
        return_path=_return_path(fields),
        subject=subject,
        date=date,
        text=text,
        quoted=quoted,
        below=_below(parted),
        signature=own.signature,
        disclaimer=own.disclaimer,
        forwarded=tuple(handed_on),
        form=form,
        calendar=answer,
        mailflow_mark=fields.text("x-mailflow-kind"),
        authentication_results=fields.all("authentication-results"),
        attachments=tuple(attachments),
        defects=tuple(body.defects),
    )
    return _judged(message, root, body, method)


def _judged(message: Message, root: Part, body: Body, method: str) -> Message:
    """The message with its kind, if no person wrote it. A calendar's answer is a person's, whatever its headers say."""
    if message.calendar is not None:
        return message
    words = "\n".join(filter(None, (message.text, message.signature, message.disclaimer)))
    report = bounce.report_of(root, words, "\n".join(f"{'>' * line.depth}{line.text}" for line in body.lines))
    if report.is_bounce:
        return replace(message, automatic=Automatic.BOUNCE, automatic_signs=report.signs, bounce=report.bounce)
    if method in ("REQUEST", "CANCEL", "PUBLISH", "ADD"):
        return replace(message, automatic=Automatic.BULK, automatic_signs=(f"a calendar's {method}",))
    seen = automatic.Seen(
        headers=root.headers,
        report_type=root.parameters.get("report-type", "").lower() if root.type == "multipart/report" else "",
        sender=message.sender,
        reply_to=message.reply_to if message.reply_to != message.sender else None,
        subject=message.subject,
        text=words,
        is_reply="<" in root.headers.raw("in-reply-to") + root.headers.raw("references") or bool(message.quoted),
        has_form=bool(message.form),
    )
    kind, signs = automatic.kind_of(seen)
    return replace(message, automatic=kind, automatic_signs=signs) if kind else message


def _old_words(parted: quotes.Parted, subject: str, zone: tzinfo | None) -> tuple[list[Forwarded], str]:
    """Mails handed on, and what was merely quoted. Under a forward's subject the first old words are handed on; so are
    they where nothing is above them and the subject is no answer's.
    """
    handed_on: list[Forwarded] = []
    quoted: list[quotes.Old] = []
    bare = not any(line.strip() for line in parted.new) and not forwards.prefixes(subject)[0]
    forward = forwards.is_forward(subject)
    for number, old in enumerate(parted.old):
        unmarked = old.separator is not None and not old.marked
        if old.handed_on or (number == 0 and (forward or (bare and unmarked))):
            handed_on.extend(forwards.forwarded_of(old, zone))
        else:
            quoted.append(old)
    return handed_on, forwards.quoted_in(quoted)


def _below(parted: quotes.Parted) -> tuple[tuple[str, str], ...]:
    """What is answered between the lines."""
    pieces = ("\n".join(piece).strip() for piece in parted.pieces[1:])
    return tuple((quotes.text_of(old), words) for old, words in zip(parted.old, pieces, strict=True) if words)


def _attached(inner: Message) -> list[Forwarded]:
    text = "\n\n".join(filter(None, (inner.text, inner.signature)))
    return [Forwarded(inner.sender, inner.subject, text, inner.date), *inner.forwarded]


def _calendar(body: Body) -> tuple[str, CalendarReply | None]:
    for declared, text in body.calendars[: limits.CALENDARS]:
        method, answer = calendar.method_and_reply(text, declared)
        if method:
            return method, answer
    return "", None


def _reply_to(fields: Headers) -> Address | None:
    return next((address for address in headers.addresses(fields.raw("reply-to")) if address.email), None)


def _first(found: Sequence[Address]) -> Address | None:
    return next((address for address in found if address.email), found[0] if found else None)


def _return_path(fields: Headers) -> str | None:
    if "return-path" not in fields:
        return None
    return next((address.email for address in headers.addresses(fields.raw("return-path"))), "")
