"""The language of a report is named where the words tell; English is never taken for anything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.read.languages import COVERED, language_code, name_language

DATA = Path(__file__).resolve().parents[2] / ".." / "shared" / "data"
ENGLISH = "The ferry will sail again on Monday, the head of the port said, and the passengers who have waited for it were glad. "
SENTENCES = {
    "de": (
        "Die Fähre fährt am Montag wieder, sagte die Leiterin des Hafens, und "
        "die Fahrgäste, die drei Wochen gewartet hatten, freuten sich."
    ),
    "fr": (
        "Le bac reprendra la mer lundi, a déclaré la directrice du port, et les "
        "passagers qui attendaient depuis trois semaines étaient contents."
    ),
    "es": (
        "El transbordador volverá a navegar el lunes, dijo la directora del puerto, "
        "y los pasajeros que esperaban desde hacía tres semanas se alegraron."
    ),
    "it": (
        "Il traghetto riprenderà il mare lunedì, ha detto la direttrice del porto, "
        "e i passeggeri che aspettavano da tre settimane erano contenti."
    ),
    "pt": (
        "A balsa voltará a navegar na segunda-feira, disse a diretora do porto, "
        "e os passageiros que esperavam havia três semanas ficaram contentes."
    ),
    "nl": "De veerboot vaart maandag weer, zei de directeur van de haven, en de passagiers die al drie weken hadden gewacht waren blij.",
    "sv": "Färjan går igen på måndag, sade hamnens chef, och passagerarna som hade väntat i tre veckor blev mycket glada över beskedet.",
    "da": "Færgen sejler igen på mandag, sagde havnens direktør, og passagererne, som havde ventet i tre uger, blev meget glade for det.",
    "pl": (
        "Prom popłynie znowu w poniedziałek, powiedziała dyrektorka portu, a "
        "pasażerowie, którzy czekali trzy tygodnie, bardzo się ucieszyli."
    ),
    "tr": "Feribot pazartesi günü yeniden sefere çıkacak, dedi liman müdürü, ve üç haftadır bekleyen yolcular buna çok sevindi.",
    "ru": "Паром снова пойдёт в понедельник, сказала начальница порта, и пассажиры, которые ждали три недели, очень обрадовались.",
    "el": "Το πλοίο θα ξαναφύγει τη Δευτέρα, είπε η διευθύντρια του λιμανιού, και οι επιβάτες που περίμεναν τρεις εβδομάδες χάρηκαν πολύ.",
    "ar": "ستبحر العبارة مرة أخرى يوم الاثنين، كما قالت مديرة الميناء، وفرح الركاب الذين انتظروا ثلاثة أسابيع كثيرا بهذا الخبر.",
    "he": "המעבורת תפליג שוב ביום שני, אמרה מנהלת הנמל, והנוסעים שחיכו שלושה שבועות שמחו מאוד לשמוע את החדשות.",
    "hi": "नौका सोमवार को फिर चलेगी, बंदरगाह की निदेशक ने कहा, और तीन सप्ताह से प्रतीक्षा कर रहे यात्री बहुत खुश हुए।",
    "zh": "港口负责人说，渡轮将于星期一重新开航，等了三个星期的乘客听到这个消息都非常高兴。",
    "ja": "フェリーは月曜日に再び出航する、と港の責任者は述べた。三週間待っていた乗客たちはとても喜んだ。",
}


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=list(SENTENCES))
def test_other_languages_are_named(code: str, sentence: str) -> None:
    assert name_language(f"{sentence} {sentence}") == code
    assert code not in COVERED


@pytest.mark.parametrize(("code", "sentence"), SENTENCES.items(), ids=list(SENTENCES))
def test_the_words_win_over_what_the_input_claims(code: str, sentence: str) -> None:
    assert name_language(f"{sentence} {sentence}", "en") == code


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        "Przemysław Wójcik, Małgorzata Szczepańska and Grzegorz Brzęczyszczykiewicz of Świętokrzyskie said that the ferry would sail.",
        "Muhammad bin Abdullah al-Rashid, Khalid ibn al-Walid and Abd al-Rahman were at the port, and Fatima bint Omar said so. "
        * 2,
        "Results: Able 12, Baker 7, Cook 5\nSecond: Able 9, Baker 8, Cook 1\n"
        "The winner was Able, who had the most of the points and the crowd.",
        "“Wir fahren am Montag,” she said in German. " + ENGLISH,
        "See https://post.example/der-faehrmann-faehrt-am-montag-wieder-ueber-den-fluss and @faehrmann_heute. "
        + ENGLISH,
    ],
)
def test_english_stays_english(text: str) -> None:
    assert name_language(text) == name_language(text, "de") == "en"


@pytest.mark.parametrize(
    ("text", "claimed", "named"),
    [
        ("Ferry sails", None, None),
        ("Ferry sails", "en-GB", "en"),
        ("Ferry sails", "German", "de"),
        ("1, 2, 3, 4, 5, 6 " * 50, None, None),
        ("", "zz-invalid", None),
        ("", "nonsense", None),
    ],
)
def test_of_a_short_text_the_claim_is_believed(text: str, claimed: str | None, named: str | None) -> None:
    assert name_language(text, claimed) == named


def test_a_text_in_two_languages_is_in_the_one_of_most_of_it() -> None:
    german = (SENTENCES["de"] + " ") * 30
    assert name_language(ENGLISH * 60 + german) == "en"
    assert name_language(ENGLISH * 10 + german * 3) == "de"


@pytest.mark.parametrize(
    ("claimed", "code"),
    [
        ("en", "en"),
        ("EN_us", "en"),
        ("English", "en"),
        ("eng", "en"),
        ("nb-NO", "no"),
        ("zh-Hans", "zh"),
        ("français", "fr"),
        ("x", None),
        ("", None),
        (None, None),
    ],
)
def test_languages_go_by_many_names(claimed: str | None, code: str | None) -> None:
    assert language_code(claimed) == code


@given(st.text(max_size=300), st.none() | st.text(max_size=12))
def test_any_text_has_a_language_or_none_and_always_the_same(text: str, claimed: str | None) -> None:
    named = name_language(text, claimed)
    assert named is None or (len(named) == 2 and named.isalpha())
    assert name_language(text, claimed) == named


@pytest.mark.shared
def test_no_english_report_is_called_anything_else() -> None:
    reports = [path.read_text(encoding="utf-8") for path in sorted(DATA.glob("polnear/*/text/*.txt"))]
    reports += [
        json.loads(line)["text"]
        for line in (DATA / "newscluster.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]
    assert len(reports) > 1_200
    assert {name_language(report) for report in reports} <= {"en", None}
    assert sum(name_language(report) is None for report in reports) <= 1
