from __future__ import annotations

import base64

import pytest

from mailflow.message import Address, parse
from tests.message.mails import html_mail, mail


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("Anna Rossi <anna@posta.example>", Address("Anna Rossi", "anna@posta.example")),
        ('"Rossi, Anna" <anna@posta.example>', Address("Rossi, Anna", "anna@posta.example")),
        ("\"'Rossi, Anna'\" <anna@posta.example>", Address("Rossi, Anna", "anna@posta.example")),
        ("anna@posta.example (Anna Rossi)", Address("Anna Rossi", "anna@posta.example")),
        ("anna@posta.example", Address("", "anna@posta.example")),
        ("=?utf-8?q?Nicol=C3=B2_Rossi?= <n@posta.example>", Address("Nicolò Rossi", "n@posta.example")),
        (
            "=?iso-8859-1?Q?Nicol=F2?= =?iso-8859-1?Q?_Rossi?= <n@posta.example>",
            Address("Nicolò Rossi", "n@posta.example"),
        ),
        ("=?utf-8?b?Tmljb2zD?= =?utf-8?b?siBSb3NzaQ==?= <n@posta.example>", Address("Nicolò Rossi", "n@posta.example")),
        ("=?utf-8?q?Anna_=3Canna=40posta=2Eexample=3E?=", Address("Anna", "anna@posta.example")),
        ("Nicolò Rossi <n@posta.example>", Address("Nicolò Rossi", "n@posta.example")),
        ("Anna <anna@posta.example", Address("Anna", "anna@posta.example")),
        ("((((((", Address("((((((", "")),
        ("<>", Address("", "")),
    ],
)
def test_a_sender_is_read_however_it_is_written(value: str, found: Address) -> None:
    assert parse(f"From: {value}\nSubject: x\n\nx".encode()).sender == found


@pytest.mark.parametrize(
    ("charset", "data", "text"),
    [
        ("utf-8", "perché".encode(), "perché"),
        ("iso-8859-1", "“perché” 5 €".encode("cp1252"), "“perché” 5 €"),
        ("iso-8859-1", "perché".encode(), "perché"),
        ("x-unknown", "perché".encode("cp1252"), "perché"),
        ("us-ascii", "perché".encode("cp1252"), "perché"),
        ("", "perché".encode("cp1252"), "perché"),
        ("ks_c_5601-1987", "안녕".encode("cp949"), "안녕"),
        ("gb2312", "你好".encode("gb18030"), "你好"),
        ("utf-7", b"perch+AOk-", "perché"),
        ("utf-8", "perche\u0301 \u200bno\u00a0ma\x07".encode(), "perché no ma"),
    ],
)
def test_a_charset_is_read_as_it_is_in_truth(charset: str, data: bytes, text: str) -> None:
    head = f"From: a@posta.example\nContent-Type: text/plain; charset={charset}\n\n".encode()
    assert parse(head + data).text == text


def test_a_broken_base64_is_read_as_far_as_it_goes() -> None:
    encoded = base64.b64encode(b"Due posti, grazie").decode()[:-3]
    assert parse(mail(encoded, headers="Content-Transfer-Encoding: base64\n")).text == "Due posti, graz"


@pytest.mark.parametrize(
    "kind",
    ["multipart/mixed", "multipart/mixed; boundary=", "multipart/mixed; boundary=other", "multipart/alternative"],
)
def test_a_multipart_without_its_boundary_is_guessed(kind: str) -> None:
    body = "--abcdef\nContent-Type: text/plain\n\nDue posti\n--abcdef\nContent-Type: image/png\n\nx\n--abcdef--\n"
    message = parse(mail(body, content_type=kind))
    assert message.text == "Due posti"
    assert message.defects == ("a multipart without its boundary: guessed",)


def test_a_multipart_without_any_part_is_text() -> None:
    assert parse(mail("Due posti", content_type="multipart/mixed; boundary=x")).text == "Due posti"


def test_a_multipart_that_never_ends_is_read() -> None:
    assert parse(mail("--x\n\nDue posti", content_type="multipart/mixed; boundary=x")).text == "Due posti"


def test_flowed_lines_are_joined_within_their_depth() -> None:
    body = "Vorrei due \nposti.\nGrazie\n\n> vecchie \n> parole\n-- \nAnna\n"
    message = parse(mail(body, content_type="text/plain; format=flowed"))
    assert (message.text, message.quoted, message.signature) == ("Vorrei due posti.\nGrazie", "vecchie parole", "Anna")


def test_attachments_are_decoded_and_named() -> None:
    body = (
        "--x\n\nVedi modulo\n--x\nContent-Type: application/pdf; name*=utf-8''mod%C3%B9lo.pdf\n"
        "Content-Disposition: attachment\nContent-Transfer-Encoding: base64\n\nJVBERg==\n--x--\n"
    )
    [attachment] = parse(mail(body, content_type="multipart/mixed; boundary=x")).attachments
    assert (attachment.filename, attachment.content_type, attachment.content) == (
        "modùlo.pdf",
        "application/pdf",
        b"%PDF",
    )


def test_an_mbox_line_and_blank_lines_before_the_headers_are_passed_over() -> None:
    message = parse(b"\n\nFrom anna@posta.example Mon Nov  1 10:00:00 2010\n" + mail("Due posti"))
    assert (message.sender.email, message.text) == ("anna@posta.example", "Due posti")


def test_words_without_any_header_are_text() -> None:
    message = parse(b"Nota: veniamo in due.\nGrazie")
    assert (message.text, message.subject) == ("Nota: veniamo in due.\nGrazie", "")


@pytest.mark.parametrize("ends", [b"\n", b"\r\n", b"\r"])
def test_all_line_ends_are_one(ends: bytes) -> None:
    assert parse(mail("uno\ndue").replace(b"\n", ends)).text == "uno\ndue"


def test_ids_lose_their_brackets() -> None:
    message = parse(mail("x", headers="References: <a@x.example> <b@x.example>\nIn-Reply-To: <b@x.example>\n"))
    assert (message.message_id, message.in_reply_to, message.references) == (
        "1@posta.example",
        ("b@x.example",),
        ("a@x.example", "b@x.example"),
    )


@pytest.mark.parametrize(
    ("header", "path"), [("", None), ("Return-Path: <>\n", ""), ("Return-Path: <a@x.example>\n", "a@x.example")]
)
def test_an_empty_return_path_differs_from_a_missing_one(header: str, path: str | None) -> None:
    assert parse(mail("x", headers=header)).return_path == path


def test_words_struck_out_in_the_html_are_not_read_from_the_plain_form() -> None:
    body = (
        "--x\nContent-Type: text/plain\n\nAnna, Bruno, Carla, Dario, Elena\n"
        "--x\nContent-Type: text/html\n\n<div>Anna<s>, Bruno, Carla, Dario, Elena</s></div>\n--x--\n"
    )
    assert parse(mail(body, content_type="multipart/alternative; boundary=x")).text == "Anna"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>uno</div><div><br></div><div>due</div>", "uno\n\ndue"),
        ("<p>uno</p><p>due</p>", "uno\n\ndue"),
        ("<p class=MsoNormal>uno</p><p class=MsoNormal>due</p>", "uno\ndue"),
        ("uno<br>due &amp; tre&nbsp;quattro", "uno\ndue & tre quattro"),
        ("<ul><li>uno</li><li>due</li></ul>", "- uno\n- due"),
        ("<ol><li>uno</li><li>due</li></ol>", "1. uno\n2. due"),
        (
            "<table><tr><td>Rossi</td><td>Green energy</td></tr><tr><td>Neri</td><td></td></tr></table>",
            "Rossi\tGreen energy\nNeri",
        ),
        ("<style>p{}</style><script>x</script><div style='display: none'>spia</div>uno", "uno"),
        ("<b>uno</b> <i>due</i>\n  tre", "uno due tre"),
        ("<pre>uno\n  due</pre>", "uno\n  due"),
        ("<div style='white-space: pre-wrap'>uno\n  due</div>", "uno\n  due"),
        ("uno <s>due</s> tre <del>quattro</del> <strike>cinque</strike> sei", "uno tre sei"),
        ("uno <span style='text-decoration: line-through'>due</span> tre", "uno tre"),
        ("<ul><li><s>uno</s></li><li>due</li></ul>", "- due"),
        ("<ul><li><div>uno</div></li><li><p>due</p></li></ul>", "- uno\n- due"),
        ("<ol start=3><li>uno</li><li>due</li></ol>", "3. uno\n4. due"),
        ("<ol><li value=5>uno</li><li>due</li></ol>", "5. uno\n6. due"),
        ("<ol type=a><li>uno</li><li>due</li></ol>", "a. uno\nb. due"),
        (
            "<table><tr><td><p>Rossi</p></td><td><p>Green energy</p></td></tr>"
            "<tr><td><div>Neri</div></td><td><p>Arte</p></td></tr></table>",
            "Rossi\tGreen energy\nNeri\tArte",
        ),
        ("<table><tr><td><p>uno</p><p>due</p></td><td>tre</td></tr></table>", "uno\n\ndue\ttre"),
        ("<table><tr><td>uno<br>due</td></tr></table>", "uno\ndue"),
        ("<table><tr><td><div>uno</div><div>&nbsp;</div><div>due</div></td></tr></table>", "uno\n\ndue"),
        (
            "<p class=MsoListParagraph><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;&nbsp; </span></span>uno</p>"
            "<p class=MsoListParagraph><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp; </span></span>due</p>",
            "- uno\n2. due",
        ),
        ("<div hidden>spia</div><div style='max-height:0px;overflow:hidden'>spia</div>uno", "uno"),
        (
            "due\u200c pre\u00adno\u200dto; 2\ufe0f\u20e3 ragazzi, \uff12 adulti, \U0001d7d0 nonni, riqualiﬁcazione",
            "due prenoto; 2 ragazzi, 2 adulti, 2 nonni, riqualificazione",
        ),
        ("1\ufe0f\u20e3Ada<br>2\u20e3Ugo<br>1\ufe0f\u20e32\ufe0f\u20e3 posti", "1 Ada\n2 Ugo\n12 posti"),
        ("<blockquote style='margin:0 0 0 40px;border:none;padding:0'>rientrato</blockquote>", "rientrato"),
    ],
)
def test_html_is_read_as_it_is_seen(html: str, text: str) -> None:
    assert parse(html_mail(html)).text == text
