"""What a change alters of what our confirmation holds."""

from __future__ import annotations

import pytest

from mailflow.message import Address, Message
from mailflow.understanding import read
from tests.understanding.conftest import given_event

IT = "fabbrica-idee"
EN = "open-science-days"
TOURS = "harbour-tours"
ONE = {
    IT: "Gentile Ada Neri, confermiamo un posto: gruppo 2 e gruppo 4.",
    EN: "Dear Ada Neri, you have a place: D1-A, D2-B.",
    TOURS: "Dear Ada Neri, three seats are booked on the 10:00.",
}
TWO = {
    IT: "Gentile Ada Neri, confermiamo due posti: Ada Neri (2 e 4), Ugo Sala (1 e 5).",
    EN: "Dear Ada Neri, two places are booked: Ada Neri (D1-A, D2-B), Ugo Sala (D1-C, D2-C).",
}
KIN = {
    IT: "Gentile Ada Neri, confermiamo due posti: Ada Neri (2 e 4), Ugo Neri (1 e 5).",
    EN: "Dear Ada Neri, two places are booked: Ada Neri (D1-A, D2-B), Ugo Neri (D1-C, D2-C).",
}
WELFARE, GOVERNANCE = {"turno-1": ("welfare",)}, {"turno-2": ("governance",)}

ALTERED = [
    # another in place of the one held, whichever is named first
    (IT, ONE, "Preferirei il welfare alla logistica. Ada", {"": WELFARE}),
    (IT, ONE, "Mi sono sbagliata: il 3 e non il 2. Ada", {"": WELFARE}),
    (IT, ONE, "Vorrei passare dalla logistica al welfare. Ada", {"": WELFARE}),
    (IT, ONE, "Il primo turno va bene. Nel secondo intendevo la governance. Ada", {"": GOVERNANCE}),
    (EN, ONE, "I'd rather be in testing than in pipelines on Thursday. Ada", {"Ada Neri": {"day-1": ("d1-b",)}}),
    (EN, ONE, "Could I have D2-C, please? D1-A I keep. Ada", {"Ada Neri": {"day-2": ("d2-c",)}}),
    (TOURS, ONE, "The show has been put at ten. Could we all go at 13:00 instead? Ada",
     {"Ada Neri": {"tour": ("boat-1300",)}}),
    (EN, ONE, "You've put me in D1-A, but I asked for D1-C. Could you correct it? Ada",
     {"Ada Neri": {"day-1": ("d1-c",)}}),
    (IT, ONE, "Mi avete messo al 2 ma io avevo chiesto il 3! Potete correggere? Ada", {"Ada Neri": WELFARE}),
    # an hour told by the one that is held
    (TOURS, ONE, "Could we sail an hour and a half later, please? Ada", {"": {"tour": ("boat-1130",)}}),
    # a wish that may fall back on what is held
    (IT, ONE, "Vorrei il 5, o se è pieno resto nel 4. Ada", {"": {"turno-2": ("governance", "formazione")}}),
    (IT, ONE, "Vorrei passare al 3; se non è possibile lasciate tutto com'è. Ada",
     {"": {"turno-1": ("welfare", "logistica")}}),
    (TOURS, ONE, "Is there room for us on the 13:00 instead? If not, leave us where we are. Ada",
     {"Ada Neri": {"tour": ("boat-1300", "boat-1000")}}),
    (TOURS, ONE, "The 11:30 would suit us better, if there's room; otherwise leave us on the 10:00. Ada",
     {"": {"tour": ("boat-1130", "boat-1000")}}),
    (EN, ONE, "Could I move to D1-C? If it's full, no matter, just leave me where I am. Ada",
     {"Ada Neri": {"day-1": ("d1-c", "d1-a")}}),
    (IT, ONE, "Vorrei passare al 3; se è al completo non fa niente, lasciatemi pure dove sono. Ada",
     {"": {"turno-1": ("welfare", "logistica")}}),
    # whom our letter names is known by his given name alone, and what one alters is not the other's
    (IT, TWO, "Ugo può solo al 3, io resto al 2. Ada", {"Ugo Sala": WELFARE}),
    (EN, TWO, "Ugo would rather do D2-D; nothing changes for me. Ada",
     {"Ugo Sala": {"day-2": ("d2-d",)}, "Ada Neri": {}}),
    (IT, TWO, "Ugo vorrebbe il welfare invece dell'energia, per me tutto ok. Ada",
     {"Ugo Sala": WELFARE, "Ada Neri": {}}),
    (IT, TWO, "Al posto di Ugo Sala parteciperà al gruppo 3 Lino Serra. Ada", {"Lino Serra": WELFARE}),
    # what is named of what somebody holds is no wish where it is said to stay, and a brother's is not one's own
    (IT, KIN, "Per me va bene il 2 com'è. Ugo invece passa al 3. Ada", {"Ugo Neri": WELFARE, "Ada Neri": {}}),
    (EN, KIN, "Ugo will go to D1-B instead; D1-A for me, as it is. Ada",
     {"Ugo Neri": {"day-1": ("d1-b",)}, "Ada Neri": {}}),
    # ... and where nothing else is to change but who comes, or how many
    (IT, ONE, "Il primo turno non lo faccio più, quindi verrei solo al 4. Ada", {"Ada Neri": {}}),
    (IT, ONE, "Mio marito non viene, vengo solo io, sempre il 2 e il 4. Ada", {"Ada Neri": {}}),
    (EN, ONE, "I can't do the Friday at all, so just keep the Thursday for me. D1-A as is. Ada", {"Ada Neri": {}}),
    (EN, ONE, "Please remove the Friday workshop, I have a flight. I keep D1-A. Ada", {"Ada Neri": {}}),
    (TOURS, ONE, "My mother stays at home. Two of us will come, still on the 10:00. Ada", {"Ada Neri": {}}),
    # two who trade have what the other held
    (IT, TWO, "Io e Ugo ci scambiamo il secondo turno. Ada",
     {"Ada Neri": {"turno-2": ("governance",)}, "Ugo Sala": {"turno-2": ("formazione",)}}),
    (EN, TWO, "Could you move me from D1-A to D1-C, and Ugo Sala the other way round? Ada",
     {"Ada Neri": {"day-1": ("d1-c",)}, "Ugo Sala": {"day-1": ("d1-a",)}}),
    # who joins has what the others have
    (IT, ONE, "Si aggiunge mia sorella Lia Sala, stessi gruppi miei. Ada",
     {"Lia Sala": {"turno-1": ("logistica",), "turno-2": ("formazione",)}, "Ada Neri": {}}),
    (IT, ONE, "Viene anche Lia Sala! Quindi in due. Anche lei come noi. Ada",
     {"Lia Sala": {"turno-1": ("logistica",), "turno-2": ("formazione",)}}),
    (EN, ONE, "Can you add my dad Ron Fell, same as me, so we are two now. Ada",
     {"Ron Fell": {"day-1": ("d1-a",), "day-2": ("d2-b",)}, "Ada Neri": {}}),
    (EN, ONE, "There's two of us now, I'm bringing Ron Fell. Same sessions for him as me. Ada",
     {"Ron Fell": {"day-1": ("d1-a",), "day-2": ("d2-b",)}, "Ada Neri": {}}),
    (EN, ONE, "Please add Ron Fell: same as me on Thursday, D2-D on Friday. Ada",
     {"Ron Fell": {"day-1": ("d1-a",), "day-2": ("d2-d",)}}),
    (IT, KIN, "Ada passa dal 2 all'1, come Ugo. Ada", {"Ada Neri": {"turno-1": ("green-energy",)}, "Ugo Neri": {}}),
    (IT, ONE, "Viene anche Lia Sala, stessi gruppi, quindi siamo in due. Ada",
     {"Lia Sala": {"turno-1": ("logistica",), "turno-2": ("formazione",)}, "Ada Neri": {}}),
    (IT, ONE, "Viene anche Lia Sala, anche lei ai gruppi che ho scelto io. Siamo in due. Ada",
     {"Lia Sala": {"turno-1": ("logistica",), "turno-2": ("formazione",)}, "Ada Neri": {}}),
    (EN, ONE, "Please add Ron Fell to my booking, same sessions. So two of us. Ada",
     {"Ron Fell": {"day-1": ("d1-a",), "day-2": ("d2-b",)}, "Ada Neri": {}}),
    # who takes somebody's place comes, and what follows is told of him
    (IT, TWO, "Ugo non può venire, lo sostituisce Lia Serra. Ada", {"Lia Serra": {}}),
    (IT, TWO, "Ugo Sala è in ferie. Lo sostituisce Lia Serra, che però al primo turno va al 3. Io invariato. Ada",
     {"Lia Serra": WELFARE}),
    (EN, TWO, "Ugo is ill. His place is taken by Lia Fell. Ada", {"Lia Fell": {}}),
    # ... be it the writer's, or that of somebody without a name
    (IT, ONE, "Mi sostituisce la collega Lia Serra, che preferisce il 3 al primo turno. Ada", {"Lia Serra": WELFARE}),
    (IT, ONE, "Io sono via e mi rimpiazza Lia Serra. Ada", {"Lia Serra": {}}),
    (IT, ONE, "Mia figlia è malata, perciò la sostituisce sua cugina Lia Serra. Ada", {"Lia Serra": {}}),
    (EN, ONE, "I can't come. My place goes to my colleague Meg Dorn. Ada", {"Meg Dorn": {}}),
    (TOURS, ONE, "My husband is ill, so my sister Meg Dorn comes in his place. Ada", {"Meg Dorn": {}}),
    # who joins has what is said of him, be it what others hold
    (IT, ONE, "Si aggiunge Lia Serra, gruppi 2 e 4, quindi due posti. Ada",
     {"Lia Serra": {"turno-1": ("logistica",), "turno-2": ("formazione",)}}),
]  # fmt: skip


@pytest.mark.parametrize(("event", "quoted", "text", "want"), ALTERED)
def test_a_change_tells_what_becomes_other_than_it_is(
    event: str, quoted: dict[str, str], text: str, want: dict[str, object]
) -> None:
    mail = Message(
        sender=Address("Ada Neri", "ada@posta.example"),
        subject="Re: Conferma",
        text=text,
        quoted=quoted[event],
        in_reply_to=("ours@office.example",),
    )
    got = read(mail, given_event(event))
    told = {p.name: dict(p.choices) for p in got.people} or {"": dict(got.choices)}
    assert (told, [d.words for d in got.doubts if d.about == "choices"]) == (want, [])


@pytest.mark.parametrize("text", [
    "Spostate Ugo dal primo al terzo gruppo, e me viceversa. Ada",
])  # fmt: skip
def test_who_trades_with_whom_is_asked_about_where_it_is_not_said_what_each_has_then(text: str) -> None:
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="Re: Conferma", text=text, quoted=TWO[IT])
    got = read(mail, given_event(IT))
    assert [d.words[:18] for d in got.doubts if d.words.startswith("who wants what")] == ["who wants what aft"]


def test_sessions_booked_in_one_breath_are_no_wish() -> None:
    text = "I have a place in D1-A and D2-B. Could you move me to D1-C? Ada Neri"
    mail = Message(sender=Address("Ada Neri", "ada@posta.example"), subject="change", text=text)
    got = read(mail, given_event(EN))
    assert {p.name: dict(p.choices) for p in got.people} == {"Ada Neri": {"day-1": ("d1-c",)}}
