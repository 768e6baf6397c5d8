"""Renders one written mail as its client would send it: the same bytes on every run."""

from __future__ import annotations

import base64
import hashlib
import html
import quopri
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.utils import format_datetime, formataddr, parseaddr
from typing import Any
from zoneinfo import ZoneInfo

IT_DAYS = ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"]
IT_MONTHS = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
]
EN_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
EN_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WORD_HEAD = (
    '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w="urn:schemas-microsoft-com:office:word" xmlns="http://www.w3.org/TR/REC-html40"><head>'
    '<meta name=Generator content="Microsoft Word 15 (filtered medium)"><style><!--\n'
    "/* Font Definitions */\n@font-face {font-family:Calibri;}\n"
    'p.MsoNormal, li.MsoNormal {margin:0cm; font-size:11.0pt; font-family:"Calibri",sans-serif;}\n'
    "--></style></head><body lang=%s link=blue vlink=purple><div class=WordSection1>\n"
)


@dataclass(frozen=True)
class Quote:
    """The mail answered or forwarded below the new words."""

    sender: str
    date: datetime
    subject: str
    body: str


@dataclass(frozen=True)
class Written:
    """One mail of mails.yaml with what its event adds: where it goes and in which zone it was written."""

    id: str
    client: str
    lang: str
    sender: str
    to: str
    date: datetime
    subject: str
    body: str
    reply_to: str = ""
    signature: str = ""
    disclaimer: str = ""
    quoted: Quote | None = None
    bottom_posted: bool = False
    inner_client: str = "thunderbird"
    return_path: str | None = None
    headers: Mapping[str, str] | None = None

    @property
    def key(self) -> str:
        """Twenty hex digits that stand for this mail in ids and boundaries."""
        return hashlib.sha1(self.id.encode(), usedforsecurity=False).hexdigest()[:20]

    @property
    def email(self) -> str:
        """The sender's bare address."""
        return parseaddr(self.sender)[1]


def written(mail: Mapping[str, Any], to: str, zone: str) -> Written:
    """The mail as read from mails.yaml; KeyError where an obligatory key is missing."""
    quote = mail.get("quoted")
    at = ZoneInfo(zone)
    return Written(
        id=mail["id"],
        client=mail["client"],
        lang=mail["lang"],
        sender=mail["from"],
        to=to,
        date=mail["date"].replace(tzinfo=at),
        subject=mail["subject"],
        body=(mail["body"] or "").strip("\n"),
        reply_to=mail.get("reply_to") or "",
        signature=(mail.get("signature") or "").strip("\n"),
        disclaimer=(mail.get("disclaimer") or "").strip("\n"),
        bottom_posted=bool(mail.get("bottom_posted")),
        inner_client=mail.get("inner_client") or "thunderbird",
        return_path=mail.get("return_path"),
        headers=mail.get("headers"),
        quoted=quote
        and Quote(quote["from"], quote["date"].replace(tzinfo=at), quote["subject"], quote["body"].strip("\n")),
    )


# ---- words of the clients, by language


def _outlook_head(mail: Written, quote: Quote) -> list[tuple[str, str]]:
    day, month = (IT_DAYS, IT_MONTHS) if mail.lang == "it" else (EN_DAYS, EN_MONTHS)
    names = ("Da", "Inviato", "A", "Oggetto") if mail.lang == "it" else ("From", "Sent", "To", "Subject")
    d = quote.date
    sent = f"{day[d.weekday()]}{'' if mail.lang == 'it' else ','} {d.day} {month[d.month - 1]} {d.year} {d:%H:%M}"
    to = mail.sender if parseaddr(quote.sender)[1] != mail.email else mail.to
    return list(zip(names, (quote.sender, sent, to, quote.subject), strict=True))


def _attribution(mail: Written, quote: Quote, style: str) -> str:
    d, italian = quote.date, mail.lang == "it"
    months = IT_MONTHS if italian else EN_MONTHS
    name = parseaddr(quote.sender)[0] or quote.sender
    if style == "gmail":
        days = IT_DAYS if italian else EN_DAYS
        day, month = days[d.weekday()][:3], months[d.month - 1][:3]
        if italian:
            return f"Il giorno {day} {d.day} {month} {d.year} alle ore {d:%H:%M} {quote.sender} ha scritto:"
        return f"On {day}, {d.day} {month} {d.year} at {d:%H:%M}, {quote.sender} wrote:"
    if style == "apple":
        month = months[d.month - 1][:3]
        if italian:
            return f"Il giorno {d.day} {month} {d.year}, alle ore {d:%H:%M}, {quote.sender} ha scritto:"
        return f"On {d.day} {month} {d.year}, at {d:%H:%M}, {quote.sender} wrote:"
    if italian:
        return f"Il {d:%d/%m/%Y} {d:%H:%M}, {name} ha scritto:"
    return f"On {d:%d/%m/%Y} {d:%H:%M}, {name} wrote:"


def _prefixed(text: str) -> str:
    return "\n".join(f"> {line}" for line in text.split("\n"))


def _esc(text: str) -> str:
    return html.escape(text, quote=False).replace("'", "&#x27;")


def _divs(text: str) -> str:
    return "\n".join(f"<div>{_esc(line) or '&nbsp;'}</div>" for line in text.split("\n"))


def _breaks(text: str) -> str:
    return "<br>\n".join(_esc(line) for line in text.split("\n"))


def _word(text: str) -> str:
    return "\n".join(f"<p class=MsoNormal>{_esc(line) or '&nbsp;'}</p>" for line in text.split("\n"))


def _flowed(text: str) -> str:
    """RFC 3676 format=flowed at 72 columns; quoted lines are left alone."""
    lines: list[str] = []
    for line in text.split("\n"):
        if line.startswith(">") or len(line) <= 72:
            lines.append(line if line == "-- " else line.rstrip())
        else:
            lines.extend(
                " \n".join(textwrap.wrap(line, 71, break_long_words=False, break_on_hyphens=False)).split("\n")
            )
    return "\n".join(lines)


def _wrapped(text: str) -> str:
    return "\n".join(
        line if len(line) <= 76 else textwrap.fill(line, 76, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


# ---- MIME


def _part(content_type: str, charset: str, text: str, encoding: str) -> str:
    raw = (
        text.rstrip("\n")
        .replace("\n", "\r\n")
        .encode(charset, "xmlcharrefreplace" if "html" in content_type else "replace")
        + b"\r\n"
    )
    params = content_type if "charset" in content_type else f'{content_type}; charset="{charset}"'
    if encoding == "base64":
        body = base64.encodebytes(raw).decode("ascii")
    elif encoding == "quoted-printable":
        body = quopri.encodestring(raw.replace(b"\r\n", b"\n")).decode("ascii")
    else:
        body = text.rstrip("\n") + "\n"
    return f"Content-Type: {params}\nContent-Transfer-Encoding: {encoding}\n\n{body}"


def _alternative(boundary: str, *parts: str) -> str:
    inner = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'Content-Type: multipart/alternative; boundary="{boundary}"\n\n{inner}--{boundary}--\n'


def _address(address: str) -> str:
    name, email = parseaddr(address)
    if not name:
        return email
    return formataddr((name, email)) if name.isascii() else f"{Header(name, 'utf-8').encode()} <{email}>"


def _text_header(text: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=200).encode()


def _headers(mail: Written, *extra: str) -> str:
    domain, to_domain = mail.email.rpartition("@")[2], mail.to.rpartition("@")[2]
    lines = [
        f"Return-Path: <{mail.email if mail.return_path is None else mail.return_path}>",
        f"From: {_address(mail.sender)}",
        f"To: {mail.to}",
        *([f"Reply-To: {_address(mail.reply_to)}"] if mail.reply_to else []),
        f"Subject: {_text_header(mail.subject)}",
        f"Date: {format_datetime(mail.date)}",
        f"Message-ID: <{mail.key}@{domain}>",
    ]
    if mail.quoted:
        answered = hashlib.sha1(f"{mail.id} quoted".encode(), usedforsecurity=False).hexdigest()[:20]
        lines += [f"In-Reply-To: <{answered}@{to_domain}>", f"References: <{answered}@{to_domain}>"]
    lines += [*extra, *(f"{name}: {value}" for name, value in (mail.headers or {}).items()), "MIME-Version: 1.0"]
    return "\n".join(lines) + "\n"


# ---- the clients


def _joined(*blocks: str) -> str:
    return "\n\n".join(block for block in blocks if block)


def _plain_below(mail: Written, own: str, style: str) -> str:
    """Own words, then attribution and quote (or the other way round), then the gateway's disclaimer."""
    if not mail.quoted:
        return _joined(own, mail.disclaimer)
    quote = _attribution(mail, mail.quoted, style) + ("\n\n" if style != "short" else "\n")
    quote += _prefixed(mail.quoted.body)
    blocks = (quote, own) if mail.bottom_posted else (own, quote)
    return _joined(*blocks, mail.disclaimer)


def _dashed(mail: Written) -> str:
    return _joined(mail.body, f"-- \n{mail.signature}" if mail.signature else "")


def gmail(mail: Written) -> str:
    """multipart/alternative, quote in a `gmail_quote` div."""
    plain = _plain_below(mail, _wrapped(_dashed(mail)), "gmail")
    body = f'<div dir="ltr">{_divs(mail.body)}'
    if mail.signature:
        body += (
            '<div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" '
            f'class="gmail_signature" data-smartmail="gmail_signature"><div dir="ltr">{_breaks(mail.signature)}'
            "</div></div>"
        )
    body += "</div>"
    if mail.quoted:
        body += (
            '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">'
            f"{_esc(_attribution(mail, mail.quoted, 'gmail'))}<br></div>"
            '<blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid '
            f'rgb(204,204,204);padding-left:1ex">{_breaks(mail.quoted.body)}</blockquote></div>'
        )
    if mail.disclaimer:
        body += f"<br><div>{_breaks(mail.disclaimer)}</div>"
    return _headers(mail) + _alternative(
        f"000000000000{mail.key}1c",
        _part("text/plain", "UTF-8", plain, "quoted-printable"),
        _part("text/html", "UTF-8", body, "quoted-printable"),
    )


def _outlook_html(mail: Written) -> str:
    out = WORD_HEAD % ("IT" if mail.lang == "it" else "EN-GB") + _word(_joined(mail.body)) + "\n"
    if mail.signature:
        out += _word(mail.signature) + "\n"
    if mail.quoted:
        head = "<br>\n".join(f"<b>{name}:</b> {_esc(value)}" for name, value in _outlook_head(mail, mail.quoted))
        out += (
            "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
            f"<p class=MsoNormal>{head}</p></div>\n{_word(mail.quoted.body)}"
        )
    if mail.disclaimer:
        out += f"<p class=MsoNormal><span style='font-size:7.5pt;color:gray'>{_esc(mail.disclaimer)}</span></p>"
    return out + "</div></body></html>"


def _outlook_plain(mail: Written, rule: str) -> str:
    own = _joined(mail.body, mail.signature).replace("\n\n", "\n").replace("\n", "\n\n")
    quote = ""
    if mail.quoted:
        head = "\n".join(f"{name}: {value}" for name, value in _outlook_head(mail, mail.quoted))
        quote = f"{rule}{head}\n\n{mail.quoted.body}"
    return _joined(own, quote, mail.disclaimer)


def outlook(mail: Written) -> str:
    """Windows-1252 alternative of Word's HTML; the quote's head is Da/Inviato/A/Oggetto."""
    return _headers(mail, "X-Mailer: Microsoft Outlook 16.0") + _alternative(
        f"_000_{mail.key}a1",
        _part("text/plain", "Windows-1252", _outlook_plain(mail, ""), "quoted-printable"),
        _part("text/html", "Windows-1252", _outlook_html(mail), "quoted-printable"),
    )


def outlook_web(mail: Written) -> str:
    """As Outlook, with a rule of underscores above the quote's head."""
    return _headers(mail) + _alternative(
        f"_000_{mail.key}f7",
        _part("text/plain", "Windows-1252", _outlook_plain(mail, "_" * 32 + "\n"), "quoted-printable"),
        _part("text/html", "Windows-1252", _outlook_html(mail), "quoted-printable"),
    )


def outlook_html(mail: Written) -> str:
    """One base64 HTML part, no plain text."""
    return _headers(mail, "X-Mailer: Microsoft Office Outlook 12.0") + _part(
        "text/html", "Windows-1252", _outlook_html(mail), "base64"
    )


def iphone(mail: Written) -> str:
    """Plain UTF-8 text, the device's line, the attribution inside the quote."""
    device = "Inviato da iPhone" if mail.lang == "it" else "Sent from my iPhone"
    own = _joined(mail.body, mail.signature, device)
    if mail.quoted:
        own = _joined(own, _prefixed(f"{_attribution(mail, mail.quoted, 'apple')}\n\n{mail.quoted.body}"))
    return _headers(mail, "X-Mailer: iPhone Mail (22B91)") + _part(
        "text/plain", "utf-8", _joined(own, mail.disclaimer), "quoted-printable"
    )


def apple(mail: Written) -> str:
    """multipart/alternative, quote in `blockquote type=cite`."""
    plain = _plain_below(mail, _joined(mail.body, mail.signature), "apple")
    body = f'<html><head></head><body style="word-wrap: break-word;">{_divs(mail.body)}'
    if mail.signature:
        body += f"<div><br></div><div>{_breaks(mail.signature)}</div>"
    if mail.quoted:
        body += (
            f'<br><div><blockquote type="cite"><div>{_esc(_attribution(mail, mail.quoted, "apple"))}</div>'
            f'<br class="Apple-interchange-newline"><div>{_breaks(mail.quoted.body)}</div></blockquote></div>'
        )
    if mail.disclaimer:
        body += f"<div><br></div><div>{_breaks(mail.disclaimer)}</div>"
    return _headers(mail, "X-Mailer: Apple Mail (2.3826)") + _alternative(
        f"Apple-Mail=_{mail.key}4f",
        _part("text/plain", "utf-8", plain, "quoted-printable"),
        _part("text/html", "utf-8", body + "</body></html>", "quoted-printable"),
    )


def thunderbird(mail: Written) -> str:
    """8-bit UTF-8, format=flowed, `-- ` before the signature."""
    text = _flowed(_plain_below(mail, _dashed(mail), "short"))
    return _headers(mail) + _part('text/plain; charset="UTF-8"; format=flowed', "UTF-8", text, "8bit")


def libero(mail: Written) -> str:
    """Webmail: base64 in iso-8859-15, `----Messaggio originale----`."""
    own = _joined(mail.body, mail.signature)
    to = mail.email
    head = ""
    if mail.quoted:
        q = mail.quoted
        head = (
            f"----Messaggio originale----\nDa: {parseaddr(q.sender)[1]}\nData: {q.date:%Y-%m-%d %H:%M:%S}\n"
            f"A: {to}\nOgg: {q.subject}"
        )
    plain = _joined(own, _joined(head, mail.quoted.body) if mail.quoted else "", mail.disclaimer)
    body = f"<html><body><div>{_breaks(own)}</div>"
    if mail.quoted:
        body += f"<blockquote>{_breaks(head)}<br/><br/>{_breaks(mail.quoted.body)}</blockquote>"
    if mail.disclaimer:
        body += f"<div>{_breaks(mail.disclaimer)}</div>"
    return _headers(mail, "X-Mailer: OX Webmail") + _alternative(
        f"----=_Part_{mail.key}86",
        _part("text/plain", "iso-8859-15", plain, "base64"),
        _part("text/html", "iso-8859-15", body + "</body></html>", "base64"),
    )


def android(mail: Written) -> str:
    """One base64 HTML part, the phone's signature, `Messaggio originale` between dashes."""
    italian = mail.lang == "it"
    device = "Inviato dal mio dispositivo Samsung Galaxy" if italian else "Sent from my Galaxy"
    body = (
        '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"></head>'
        f'<body dir="auto"><div dir=auto>{_breaks(_joined(mail.body, mail.signature))}</div><div><br></div>'
        f'<div id="composer_signature" dir="auto">{device}</div>'
    )
    if mail.quoted:
        q = mail.quoted
        names = ("Da", "Data", "A", "Oggetto") if italian else ("From", "Date", "To", "Subject")
        values = (q.sender, f"{q.date:%Y-%m-%d %H:%M:%S}", mail.sender, q.subject)
        head = "<br>\n".join(f"{name}: {_esc(value)}" for name, value in zip(names, values, strict=True))
        rule = "-------- Messaggio originale --------" if italian else "-------- Original message --------"
        body += (
            '<div><br></div><div style="font-size:100%;color:#000000" dir="auto">'
            f"<div>{rule}<br>\n{head}</div><div><br></div></div>{_breaks(q.body)}"
        )
    return _headers(mail) + _part("text/html", "utf-8", body + "</body></html>", "base64")


def plain(mail: Written) -> str:
    """A text client in latin-1."""
    return _headers(mail) + _part(
        "text/plain", "iso-8859-1", _plain_below(mail, _dashed(mail), "short"), "quoted-printable"
    )


def pec(mail: Written) -> str:
    """Certified mail (RFC 6109): a signed envelope around a notice, daticert.xml and postacert.eml."""
    signed, mixed = f"----{mail.key.upper()}29DA101A9D5F", f"----=_mixed{mail.key[:15]}"
    original = RENDERERS[mail.inner_client](mail)
    notice = (
        f"Messaggio di posta certificata\n\nIl giorno {mail.date:%d/%m/%Y} alle ore {mail.date:%H:%M:%S} "
        f'({mail.date:%z}) il messaggio "{mail.subject}" e\' stato inviato da "{mail.email}"\nindirizzato a:\n{mail.to}'
        "\n\nIl messaggio originale e' incluso in allegato.\n"
        f"Identificativo messaggio: opec{mail.key[:12]}@pec.example"
    )
    daticert = (
        '<?xml version="1.0" encoding="UTF-8"?><postacert tipo="posta-certificata" errore="nessuno"><intestazione>'
        f'<mittente>{mail.email}</mittente><destinatari tipo="esterno">{mail.to}</destinatari>'
        f"<oggetto>{_esc(mail.subject)}</oggetto></intestazione></postacert>\n"
    )
    envelope = "\n".join(
        [
            "Return-Path: <posta-certificata@pec.example>",
            f'From: "Per conto di: {mail.email}" <posta-certificata@pec.example>',
            f"To: {mail.to}",
            f"Reply-To: {_address(mail.sender)}",
            f"Subject: {_text_header('POSTA CERTIFICATA: ' + mail.subject)}",
            f"Date: {format_datetime(mail.date)}",
            f"Message-ID: <opec{mail.key}@pec.example>",
            "X-Trasporto: posta-certificata",
            f"X-Riferimento-Message-ID: <{mail.key}@{mail.email.rpartition('@')[2]}>",
            "MIME-Version: 1.0",
            'Content-Type: multipart/signed; protocol="application/x-pkcs7-signature"; micalg=sha256; '
            f'boundary="{signed}"',
        ]
    )
    xml = base64.encodebytes(daticert.encode()).decode("ascii")
    signature = base64.encodebytes(hashlib.sha256(mail.key.encode()).digest() * 30).decode("ascii")
    return (
        f"{envelope}\n\nThis is an S/MIME signed message\n\n--{signed}\n"
        f'Content-Type: multipart/mixed; boundary="{mixed}"\n\n--{mixed}\n'
        f"{_part('text/plain', 'iso-8859-1', notice, 'quoted-printable')}\n--{mixed}\n"
        'Content-Type: application/xml; name="daticert.xml"\nContent-Transfer-Encoding: base64\n'
        f'Content-Disposition: inline; filename="daticert.xml"\n\n{xml}\n--{mixed}\n'
        'Content-Type: message/rfc822; name="postacert.eml"\n'
        f'Content-Disposition: inline; filename="postacert.eml"\n\n{original}\n--{mixed}--\n\n--{signed}\n'
        'Content-Type: application/x-pkcs7-signature; name="smime.p7s"\nContent-Transfer-Encoding: base64\n'
        f'Content-Disposition: attachment; filename="smime.p7s"\n\n{signature}\n--{signed}--\n'
    )


RENDERERS = {
    "gmail": gmail,
    "outlook": outlook,
    "outlook-web": outlook_web,
    "outlook-html": outlook_html,
    "iphone": iphone,
    "apple": apple,
    "thunderbird": thunderbird,
    "libero": libero,
    "android": android,
    "plain": plain,
    "webform": plain,
    "pec": pec,
}


def render(mail: Written) -> str:
    """The mail as its client sends it; KeyError for an unknown client."""
    return RENDERERS[mail.client](mail)
