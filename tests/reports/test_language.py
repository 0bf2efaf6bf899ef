"""Which language a report is in: English stays English however foreign its names, and nothing else is taken for it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.model import Report
from geo.reports.fields import from_text
from geo.reports.language import is_read, language, name, note

TEXTS = {
    "ko": "북한 병사 세 명이 월요일 아침 철원 인근에서 군사분계선을 넘었다가 경고 사격을 받고 돌아갔다고 군이 밝혔다.",
    "ru": "В понедельник утром трое солдат перешли границу близ деревни и вернулись после предупредительных выстрелов.",
    "uk": "У понеділок уранці троє солдатів перейшли кордон біля села і повернулися після попереджувальних пострілів.",
    "zh": "星期一早上，三名士兵在村庄附近越过边界，听到警告射击后返回。邻近城市的居民整夜都能听到扩音器的声音。",
    "ja": "月曜日の朝、三人の兵士が村の近くで境界線を越え、警告射撃を受けて引き返した。住民は一晩中その音を聞いた。",
    "ar": "قال مسؤولون إن ثلاثة جنود عبروا الحدود قرب القرية صباح يوم الاثنين ثم عادوا بعد إطلاق أعيرة تحذيرية.",
    "fa": "مقام‌ها گفتند سه سرباز بامداد دوشنبه در نزدیکی روستا از مرز گذشتند و پس از شلیک هشدار بازگشتند.",
    "es": "Tres soldados cruzaron la frontera cerca del pueblo el lunes por la mañana y volvieron tras los disparos.",
    "fr": "Trois soldats ont franchi la frontière près du village lundi matin et sont repartis après des sommations.",
    "de": "Drei Soldaten überquerten am Montagmorgen nahe dem Dorf die Grenze und kehrten nach Warnschüssen um.",
    "pl": "Trzech żołnierzy przekroczyło w poniedziałek rano granicę w pobliżu wsi i zawróciło po strzałach.",
    "tr": "Üç asker pazartesi sabahı köyün yakınında sınırı geçti ve uyarı ateşinin ardından geri döndü.",
    "hi": "सोमवार सुबह तीन सैनिकों ने गाँव के पास सीमा पार की और चेतावनी की गोलियों के बाद लौट गए।",
    "id": "Tiga tentara melintasi perbatasan di dekat desa itu pada Senin pagi dan kembali setelah tembakan.",
    "vi": "Ba người lính đã vượt biên giới gần ngôi làng vào sáng thứ Hai và quay lại sau những phát súng cảnh cáo.",
}
ENGLISH = "Three soldiers crossed the line near the village on Monday morning and turned back after warning shots."


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_other_languages_are_told_apart(code: str) -> None:
    assert language(TEXTS[code]) == code
    assert not is_read(code)
    assert name(code) in note(code)
    assert f"({code})" in name(code)


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        "Yang Mu-jin, Cheong Seong-chang and Park Won-gon spoke in Goseong, Hwacheon and Yanggu.",
        "Straż Graniczna spokeswoman Anna Michalska said groups crossed near Białowieża and Kuźnica.",
        "Recep Tayyip Erdoğan and İbrahim Kalın met Ilham Aliyev in Şuşa.",
        "A soldier walked across the line near Goseong (고성군), the joint chiefs (합동참모본부) said.",
    ],
)
def test_english_full_of_foreign_names_is_english(text: str) -> None:
    assert language(text) == "en"
    assert note("en") == ""


@pytest.mark.parametrize(
    "text",
    ["Pyongyang, October 14.", "SEOUL, Nov. 10 —", "Torkham shut", "12;14\n15;16", "🎈🎈🎈", "a" * 5000, "=== * ==="],
)
def test_what_tells_no_language_is_said_to_be_unclear_and_read_as_english(text: str) -> None:
    assert language(text) == "und"
    assert is_read("und")
    assert "not clear" in note("und")


@pytest.mark.parametrize("code", ["ko", "ru", "es", "ar"])
def test_a_mixed_text_is_in_the_language_of_most_of_it(code: str) -> None:
    other = TEXTS[code]
    assert language("\n".join([ENGLISH] * 4 + [other])) == "en"
    assert language("\n".join([ENGLISH] + [other] * 4)) == code


def test_a_language_that_is_given_is_believed() -> None:
    assert from_text(TEXTS["ko"]).language == "ko"
    assert from_text(TEXTS["ko"], language="en").language == "en"
    assert from_text(ENGLISH, language="fr-CA").language == "fr-CA"
    assert not is_read("fr-CA")
    assert all(map(is_read, ("en-GB", "EN_us", "English", "eng")))
    assert name("fr-CA") == "French (fr-CA)"
    assert name("Klingon") == "Klingon"


def test_a_report_made_in_code_is_english_unless_said_otherwise() -> None:
    assert Report(text=ENGLISH).language == "en"


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=300))
def test_any_text_has_a_language_and_always_the_same(text: str) -> None:
    assert language(text) == language(text)
    assert language(text).isalpha()


@pytest.mark.parametrize("times", [7, 300])
def test_repeating_a_text_does_not_change_its_language(times: int) -> None:
    assert language("\n".join([TEXTS["ru"]] * times)) == "ru"
    assert language("\n".join([ENGLISH] * times)) == "en"
