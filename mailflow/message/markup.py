"""Who wrote which element of an HTML mail, as the clients mark it: quotes, signatures, the older mail."""

from __future__ import annotations

import re

from lxml import etree

# Elements that hold what others wrote, by class or id, as the clients name them.
_QUOTE_CLASSES = re.compile(
    r"\b(?:x_){0,3}(?:ydp\w{0,12}?)?(?:gmail_quote|gmail_extra_quote|yahoo_quoted|yahooquoted|protonmail_quote|"
    r"tutanota_quote|moz-forward-container|ym_quoted|zmail_extra|msg-quote|mailbutler-quote|airmail_ext_quote|history_container|front-blockquote|"
    r"superhuman-quote|bloop_original_html|gmx_quote|hmailquote|freebirdFormviewerQuote|reply-intro|yahoo-quoted-begin)"
)
# Of these the first blockquote right inside ends the quote: who answers below it, or between its lines, writes there.
_ANSWERED_INSIDE = re.compile(r"\b(?:gmail_quote|protonmail_quote)")
_QUOTE_NAMES = frozenset({"quote", "messageReplySection"})  # GMX and Web.de; Spark
# After these, all that follows was written by others (Outlook, Outlook on the web, Hotmail, Windows Mail).
_REST_IDS = re.compile(
    r"^(?:x_)*(?:divRplyFwdMsg|appendonsend|stopSpelling|OLK_SRC_BODY_SECTION|mail-editor-reference-message-container|"
    r"isForwardContent|isReplyContent|ms-outlook-mobile-reference-message)$"
)
_OUTLOOK_RULE = re.compile(r"border:none;border-top:solid#(?:b5c4df|e1e1e1|cccccc)1(?:\.0)?pt", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"\b(?:gmail_signature(?!_prefix)|moz-signature|protonmail_signature_block|tutanota_signature|yahoo-signature|"
    r"ms-outlook-mobile-signature|applemailsignature|composer_signature|mailbutler-signature|bloop_sign|signature_editor|"
    r"ymail_android_signature|yahoo-mail-app-sig|k9mail-signature)",
    re.IGNORECASE,
)
_SIGNATURE_IDS = frozenset({"signature", "x_signature", "ms-outlook-mobile-signature"})
_INDENT = re.compile(r"border:(?:none|0)|margin:0(?:px)?0(?:px)?0(?:px)?40px")
_QUOTED_BORDER = re.compile(r"border-left:(?!none|0)|border-color:")


def opens_quote(tag: str, element: etree._Element, names: str, style: str) -> bool:
    """Whether others wrote what is in this element. `names`: its class and id; `style`: without white space."""
    if tag == "blockquote":
        if "cite" in (element.get("type", ""), *element.attrib) or "quote" in names.lower():
            return True
        return not (style and _INDENT.search(style) and not _QUOTED_BORDER.search(style))
    if names != " " and _QUOTE_CLASSES.search(names):
        return True
    return tag == "div" and element.get("name") in _QUOTE_NAMES


def ends_quote(blockquote: etree._Element) -> bool:
    """Whether the element around this blockquote was opened for it alone, and is no mail handed on."""
    around = blockquote.getparent()
    if around is None or around.tag != "div" or not _ANSWERED_INSIDE.search(around.get("class", "")):
        return False
    if not _ANSWERED_INSIDE.search(blockquote.get("class", "")):
        return False
    first = next((str(text).strip() for text in around.itertext() if str(text).strip()), "")
    return not first.startswith("---")


def is_signature(element: etree._Element, names: str) -> bool:
    """Whether a client put the writer's signature into this element."""
    if names == " ":
        return element.get("name") == "messageSignatureSection"  # Spark
    return _SIGNATURE.search(names) is not None or element.get("id", "").lower() in _SIGNATURE_IDS


def starts_rest(tag: str, element: etree._Element, style: str) -> bool:
    """Whether from this element on all was written by others."""
    identity = element.get("id", "")
    if identity and _REST_IDS.match(identity):
        return True
    return tag == "div" and bool(style) and _OUTLOOK_RULE.search(style) is not None
