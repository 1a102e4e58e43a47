"""Damaged words: what is applied, what is proposed, what is left alone, and on what evidence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from parallel_corpus.errors import CorpusError
from parallel_corpus.model import Document, Repair, Segment
from parallel_corpus.normalise import (
    corpus,
    load_lexicon,
    repair_text,
    repair_words,
    replay,
    restore,
)
from parallel_corpus.normalise import repair_key as key_of
from parallel_corpus.normalise.words import lexicon as lexicons
from parallel_corpus.normalise.words.bench import Bench
from parallel_corpus.normalise.words.choice import DoubtfulForm, choose, readings_at
from parallel_corpus.normalise.words.confusions import IMPOSSIBLE, distance, table
from parallel_corpus.normalise.words.inflection import variation
from parallel_corpus.normalise.words.joining import features, joined
from parallel_corpus.normalise.words.lexicon import NoLexicon
from parallel_corpus.normalise.words.ranking import Reading
from parallel_corpus.normalise.words.vocabulary import Vocabulary


def document(name: str, lang: Any, *texts: str, supersedes: str | None = None) -> Document:
    segments = tuple(
        Segment(f"{name}:{lang}:p{n}", lang, f"p{n}", text, text) for n, text in enumerate(texts, 1)
    )
    return Document(name, lang, segments, supersedes=supersedes)


def found(documents: Sequence[Document], **options: Any) -> list[tuple[str, str, str, str]]:
    """(status, code, before, after) of all repairs, which must obey the laws."""
    done = repair_words(documents, **options)
    assert repair_words(done, **options) == done
    repairs: list[Repair] = []
    for part in (part for item in done for part in item.segments):
        assert replay(part.raw, part.repairs) == part.text
        assert restore(part.text, part.repairs) == part.raw
        repairs += part.repairs
    return [(r.status, r.code, r.edit.before, r.edit.after) for r in repairs]


NEW = document(
    "new", "ar", "وإذ تشير إلى اتفاقية بشأن حماية الأطفال من الاستغلال", supersedes="old"
)


def test_a_non_word_with_context_and_lexicon_is_applied() -> None:
    old = document("old", "ar", "وإذ تشير إلى اتفاقية بشأن مماية الأطفال من العنف")
    assert found([NEW, old]) == [("applied", "N701", "مماية", "حماية")]
    (repair,) = repair_words([NEW, old])[1].segments[0].repairs
    assert [(item.type, item.where) for item in repair.evidence] == [
        ("version", "new:ar:p1"),
        ("lexicon", "wordfreq"),
    ]


def test_without_a_lexicon_the_context_alone_only_proposes() -> None:
    old = document("old", "ar", "وإذ تشير إلى اتفاقية بشأن مماية الأطفال من العنف")
    lexicon = {"ar": NoLexicon(), "en": NoLexicon()}
    assert {item[0] for item in found([NEW, old], lexicon=lexicon)} <= {"proposed"}


def test_a_real_word_is_proposed_where_a_version_has_another() -> None:
    older = document("old", "ar", "حسب اتفاقية مجلس أوروبا المعترف بما على نطاق واسع في العالم")
    newer = document(
        "new",
        "ar",
        "حسب اتفاقية مجلس أوروبا المعترف بها على نطاق واسع في العالم",
        "ينبغي أن تكون معترف بها على أعلى مستوى",
        supersedes="old",
    )
    assert found([newer, older]) == [("proposed", "N702", "بما", "بها")]


def test_strangers_use_other_words_on_purpose() -> None:
    one = document("one", "ar", "حسب اتفاقية مجلس أوروبا المعترف بما على نطاق واسع")
    two = document("two", "ar", "حسب اتفاقية مجلس أوروبا المعترف بها على نطاق واسع")
    assert found([one, two]) == []


@pytest.mark.parametrize(
    ("draft", "adopted"),
    [
        ("وتحث البرلمانات على اعتماد أطر قانونية", "تحث البرلمانات على اعتماد أطر قانونية"),
        ("يكافح الفقر في جميع أنحاء العالم", "يكافح الجهل في جميع أنحاء العالم"),
        ("خلال السنوات الستين الماضية من العمل", "خلال السنوات السبعين الماضية من العمل"),
        ("في سنة 2015 من العمل الدولي", "في سنة 2016 من العمل الدولي"),
    ],
    ids=["particle", "other word", "number word", "figure"],
)
def test_amendments_are_not_damage(draft: str, adopted: str) -> None:
    versions = [
        document("new", "ar", adopted, supersedes="old"),
        document("old", "ar", draft),
    ]
    assert [item for item in found(versions) if item[1] != "N703"] == []


def test_never_the_nearest_word() -> None:
    """الفصر is one letter from الفقر (poverty) too, but no one reads ق as ص."""
    done = repair_text("ليتحدث الفُصّر عن ذلك", "ar")
    assert done.text == "ليتحدث الفُصّر عن ذلك"
    assert [repair.edit.after for repair in done.repairs] == ["القُصّر"]


@pytest.mark.parametrize(
    "name", ["جيركنز", "أدوول", "ليمجاروينرات", "لانزاروت", "واستكهولم", "تسفاماريام"]
)
def test_names_are_left_alone(name: str) -> None:
    assert found([document("d", "ar", f"السيدة {name} من هولندا")]) == []


def test_vocalised_scripture_is_left_alone() -> None:
    """Its names and old words are in no lexicon; whoever sets every mark misread nothing."""
    verses = [
        "فَوَلَدَتِ ابْنًا وَدَعَوْنَ اسْمَهُ عُوبِيدَ، وَهُوَ أَبُو يَسَّى",
        "وَهُوَذَا شِبَعُهَا وَرَفَعْنَ أَصْوَاتَهُنَّ وَبَكَيْنَ، يُذَرِّي بَيْدَرَ الشَّعِيرِ",
        "صَنَعْتُمَا بِالْمَوْتَى وَبِي، يَمَسُّوكِ أَنْدَفِنُ تُلِحِّي عَلَيَّ",
    ]
    assert found([document("ruth", "ar", *verses)]) == []


def test_a_non_word_that_the_corpus_keeps_using_is_a_term() -> None:
    texts = [f"قرار رقم {n} بشأن الفصر في الدولة" for n in range(3)]
    assert found([document("d", "ar", *texts)]) == []


DAMAGED = [
    "هذا الجتمع» وعلى الأطفال يبدف إلى تحقيق العدالة،",
    "تستبدف الإجراءات نزيبة ججزه آخرء والحبرة في القانون،",
    "الاست غلال والاعتداء هو الجرية الحطيرة التي نتويج لها» وعلى",
    "المجتمع» والدولة» أن تضمن الحباة الكرية للاطفال وتنفيد القانون",
]


def test_a_document_damaged_all_over_is_repaired_where_it_has_the_word_itself() -> None:
    """What the document says elsewhere is applied, what only a lexicon says is proposed."""
    done = set(found([document("scan", "ar", *DAMAGED)]))
    assert ("applied", "N701", "الجتمع", "المجتمع") in done
    assert ("applied", "N706", "»", "،") in done
    assert ("proposed", "N701", "يبدف", "يهدف") in done
    assert ("proposed", "N705", "الاست غلال", "الاستغلال") in done
    for status, _, _, after in done:
        if status == "applied" and after not in ("،",):
            assert any(after in text for text in DAMAGED), after


@pytest.mark.parametrize(
    ("status", "code", "before", "after"),
    [
        ("applied", "N705", "طو يل", "طويل"),
        ("applied", "N705", "التذا كر", "التذاكر"),
        ("proposed", "N704", "لايعرفون", "لا يعرفون"),
        ("proposed", "N704", "ذلكاحيانا", "ذلك احيانا"),
    ],
)
def test_spaces_of_a_damaged_document(status: str, code: str, before: str, after: str) -> None:
    """A gap after a letter that does not join, between pieces that are no words, is closed."""
    texts = [*DAMAGED, f"وقف الرجل {before} أمام الباب"]
    assert (status, code, before, after) in found([document("scan", "ar", *texts)])


@pytest.mark.parametrize("text", ["وصاح به الرجل", "في دار الضيافة", "فيدافع عن نفسه", "لابن أخيه"])
def test_spaces_that_are_right_stay_in_a_damaged_document(text: str) -> None:
    done = found([document("scan", "ar", *DAMAGED, f"قال الرجل: {text}")])
    assert [item for item in done if item[2] in text] == []


def test_ya_without_dots_is_proposed_once_where_the_print_has_dots() -> None:
    dotted = "جلس الطبيب الذي رآه في بيتي مع صديقي وأخي"
    texts = [*DAMAGED, dotted, "سار فى الطريق فى الليل وبقى على الباب"]
    ends = [item for item in found([document("scan", "ar", *texts)]) if item[1] == "N707"]
    assert ("proposed", "N707", "فى", "في") in ends
    assert all(before != "على" for _, _, before, _ in ends)
    assert len([item for item in ends if item[2] == "فى"]) == 1
    old_print = [text.replace("ي ", "ى ") for text in texts]
    assert "N707" not in {code for _, code, _, _ in found([document("scan", "ar", *old_print)])}


@pytest.mark.parametrize(("places", "told"), [(4, True), (1, False)])
def test_enough_places_of_the_commonest_word_tell_that_the_print_has_dots(
    places: int, told: bool
) -> None:
    texts = [*DAMAGED, *places * ["دخل في الباب"], *20 * ["سار فى الطريق"]]
    done = found([document("scan", "ar", *texts)])
    assert (("proposed", "N707", "فى", "في") in done) is told


def test_a_reading_is_a_word_other_than_the_form_and_no_letters_change_places() -> None:
    bench = bench_of([*DAMAGED, "قال نم هنا أن أحدد له كلاما"])
    for form in ("نم", "أحدد", "ن", "كلاما"):
        place = DoubtfulForm(owner=0, form=form, before="", after="", extent=0.0)
        words = {reading.word for reading in readings_at(bench, place)}
        assert words, form
        assert not words & {form, form[::-1], form.replace("أ", "ا")}
        assert all(len(word) > 1 for word in words)


def test_what_the_document_says_beside_the_same_word_is_chosen() -> None:
    """Of two readings as easy, the one that stands in the same phrase elsewhere is meant."""
    text = [*DAMAGED, "وعلى المحكمة الخزن العام", *3 * ["باب الحزن العام"]]
    bench = bench_of(text)
    place = DoubtfulForm(owner=0, form="الخرن", before="باب", after="العام", extent=0.0)
    away = DoubtfulForm(owner=0, form="الخرن", before="", after="", extent=0.0)
    found_ = [Reading("الحزن", "خ<ح", 0.2, -2.0), Reading("الخزن", "ر<ز", 0.2, -2.0)]
    here, elsewhere = (choose(bench, each, found_) for each in (place, away))
    assert here.reading.word == "الحزن"
    assert here.probability > elsewhere.probability
    assert 0 < here.probability + here.kept + here.none < 1 + 1e-9


def test_pieces_of_a_word_are_told_from_two_words() -> None:
    bench = bench_of([*DAMAGED, "ذهب الو ليد إلى الحكو مة", "في من"])
    pieces = features(bench, 0, "الو", "ليد")
    assert pieces is not None
    assert joined(pieces) > 0.5
    assert features(bench, 0, "في", "من") is None
    assert features(bench, 0, "ذهب", "الطريق") is None


def test_what_is_left_after_the_last_round_is_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document in which each round still applies something loses no proposal."""
    monkeypatch.setattr(corpus, "_ROUNDS", 1)
    (done,) = repair_words([document("scan", "ar", *DAMAGED)])
    statuses = {repair.status for part in done.segments for repair in part.repairs}
    assert statuses == {"applied", "proposed"}


def bench_of(texts: Sequence[str]) -> Bench:
    """Return the bench of a document of some paragraphs."""
    ids = [f"d:ar:p{number}" for number in range(len(texts))]
    vocabulary = Vocabulary(load_lexicon("wordfreq", "ar"), "ar")
    return Bench("ar", vocabulary, ids, [0] * len(ids), texts, [0] * len(ids))


def test_the_same_words_in_a_sound_document_are_only_proposed() -> None:
    sound = "تشدد الجمعية العامة على أهمية التعاون الدولي بين الدول الأعضاء في المنظمة. " * 3
    done = found([document("sound", "ar", sound, "هذا الجتمع كبير» وعلى")])
    assert [item for item in done if item[0] == "applied"] == []


def test_lost_space_after_a_letter_that_ends_words() -> None:
    assert found([document("d", "ar", "قررت اللجنةالوطنية ذلك")]) == [
        ("applied", "N704", "اللجنةالوطنية", "اللجنة الوطنية")
    ]


@pytest.mark.parametrize(
    ("joined", "apart"),
    [("فىالغرفة", "فى الغرفة"), ("الىالمدينة", "الى المدينة"), ("مدرسةالحي", "مدرسة الحي")],
)
def test_a_letter_that_ends_words_proves_a_lost_space(joined: str, apart: str) -> None:
    assert ("applied", "N704", joined, apart) in found([document("d", "ar", f"ذهب {joined} أمس")])


def test_alef_maksura_inside_a_word_that_is_one() -> None:
    assert repair_text("وتجرىم الأفعال", "ar").text == "وتجريم الأفعال"


RUNNING = [
    "اجتمع رنيس المجلس يوم الأحد في المدينة",
    "وقال رنيس الوزراء إن الحكومة تعمل",
    "أكد رنيس البرلمان أن القانون صدر",
    "حضر رئيس الجمهورية الحفل مع الوزراء",
]


def test_damage_that_runs_through_a_document_is_proposed_once_and_accepted_once() -> None:
    running = document("d", "ar", *RUNNING)
    assert found([running]) == [("proposed", "N701", "رنيس", "رئيس")]
    part = repair_words([running])[0].segments[0]
    key = key_of(part.id, part.repairs[0], part.repairs)
    done = found([running], decisions={key: "accept"})
    assert done == 3 * [("applied", "N701", "رنيس", "رئيس")]


def test_a_word_of_every_text_is_no_evidence_of_this_one() -> None:
    """إلى stands in every text: that it stands here, too, does not make الصى of it."""
    texts = [*DAMAGED, "ذهب الصى إلى المدينة ثم إلى الجبل ثم إلى البحر"]
    done = found([document("scan", "ar", *texts)])
    assert not [item for item in done if item[0] == "applied" and item[2] == "الصى"]


@pytest.mark.parametrize(
    "text",
    [
        "قرر ???? ??? ?????? أمس",
        "___ ____ _____ __ ____",
        "النص \ufffd\ufffd\ufffd هنا",
        "\ue001\ue002 \ue003\ue004",
        "(cid:12)(cid:44) (cid:3)",
        "Привет мир это страница на другом языке",
    ],
)
def test_destroyed_text_is_named_and_left(text: str) -> None:
    (repair,) = repair_text(text, "ar").repairs
    assert (repair.code, repair.status) == ("N108", "proposed")
    assert repair.edit.before == repair.edit.after
    (evidence,) = repair.evidence
    assert "file" in evidence.text or "page" in evidence.text


@pytest.mark.parametrize(
    "text", ["الاسم: ________ التاريخ: ________", "هل تعلم؟؟؟ ماذا?? نعم", "حقا?????? نعم", "5 €"]
)
def test_blanks_and_loud_questions_are_not_destroyed(text: str) -> None:
    assert repair_text(text, "ar").text == text
    assert not [item for item in repair_text(text, "ar").repairs if item.code == "N108"]


def test_turned_digits_are_proposed_where_the_text_or_its_translation_has_the_number() -> None:
    assert found([document("d", "ar", "صدر عام ٦٩٩١ أي 1996 م")]) == [
        ("proposed", "N504", "٦٩٩١", "١٩٩٦")
    ]
    pair = [document("d", "ar", "بلغ العدد ٥٣٢ شخصا"), document("d", "en", "The number was 235")]
    assert found(pair) == [("proposed", "N504", "٥٣٢", "٢٣٥")]
    assert found([document("d", "ar", "بلغ العدد ٥٣٢ شخصا ثم 235")]) == []


def test_english_non_words() -> None:
    texts = ["the intemational law", "international law", "international courts"]
    assert found([document("d", "en", *texts)]) == [
        ("applied", "N701", "intemational", "international")
    ]
    assert found([document("d", "en", "Mr. Gerkens of Intemational House")]) == []


def test_a_rejected_repair_is_not_made_again() -> None:
    old = document("old", "ar", "وإذ تشير إلى اتفاقية بشأن مماية الأطفال من العنف")
    part = repair_words([NEW, old])[1].segments[0]
    key = key_of(part.id, part.repairs[0], part.repairs)
    assert found([NEW, old], decisions={key: "reject"}) == [("rejected", "N701", "مماية", "حماية")]


def test_an_accepted_proposal_is_made() -> None:
    part = repair_words([document("d", "ar", "ليتحدث الفصر عن ذلك")])[0].segments[0]
    key = key_of(part.id, part.repairs[0], part.repairs)
    assert found([document("d", "ar", "ليتحدث الفصر عن ذلك")], decisions={key: "accept"}) == [
        ("applied", "N701", "الفصر", "القصر")
    ]


def test_confusions_have_a_known_source_and_a_sane_cost() -> None:
    for items in table().values():
        for item in items:
            assert item.source in {"rasm", "seeds", "tesseract", "shape", "english"}
            assert 0 < item.cost < 1
            assert item.damaged != item.meant
            assert item.where in {"i", "m", "f", "-"}


@pytest.mark.parametrize(
    ("damaged", "meant", "happens"),
    [
        ("الفصر", "القصر", True),
        ("الفصر", "الفقر", False),
        ("وأصواقم", "وأصواتهم", True),
        ("المكنة", "الممكنة", True),
        ("عملية", "عالمية", True),
        ("الفقر", "الجهل", False),
        ("intemational", "international", True),
        ("company", "country", False),
    ],
)
def test_what_is_read_for_what(damaged: str, meant: str, happens: bool) -> None:
    assert (distance(damaged, meant)[0] < IMPOSSIBLE) is happens


def test_variation_of_forms() -> None:
    assert variation("للاتحاد", "الاتحاد", "ar") == "clitic"
    assert variation("لوضعي", "لواضعي", "ar") is None
    assert variation("مسؤولية", "مسئولية", "ar") == "seat"
    assert variation("networks", "network", "en") == "ending"


@pytest.mark.parametrize(
    "word", ["وللعملات", "بالأطفال", "واحتياجاتهم", "فسيكتبونها", "سياساتها", "المتخصصين"]
)
def test_words_with_particles_and_endings_are_words(word: str) -> None:
    assert Vocabulary(load_lexicon("wordfreq", "ar"), "ar").knows(word)


@pytest.mark.parametrize("word", ["مماية", "بأهية", "وأصواقم", "الفصر", "وتجرىم", "الإنترنتبول"])
def test_damaged_words_are_none(word: str) -> None:
    assert not Vocabulary(load_lexicon("wordfreq", "ar"), "ar").knows(word)


def test_a_lexicon_that_is_not_there_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    load_lexicon.cache_clear()
    with pytest.raises(CorpusError, match="There are: none"):
        load_lexicon("webster", "en")
    monkeypatch.setenv("DICPATH", "/nowhere")
    monkeypatch.setattr(lexicons, "_DICTIONARIES", ())
    pytest.importorskip("hunspell")
    with pytest.raises(CorpusError, match="apt-get install hunspell-ar"):
        load_lexicon("hunspell", "ar")


def test_camel_tools_without_its_data_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    load_lexicon.cache_clear()
    monkeypatch.setenv("CAMELTOOLS_DATA", "/nowhere")
    monkeypatch.setenv("HOME", "/nowhere")
    with pytest.raises(CorpusError, match="camel_data -i morphology-db-msa-r13"):
        load_lexicon("camel-tools", "ar")


def test_several_lexicons_know_what_one_of_them_knows() -> None:
    both = load_lexicon("none+wordfreq", "en")
    assert both.name == "none+wordfreq"
    assert both.frequency("house") == load_lexicon("wordfreq", "en").frequency("house") > 0


def test_camel_tools_is_for_arabic_only() -> None:
    with pytest.raises(CorpusError, match="Arabic only"):
        load_lexicon("camel-tools", "en")


def test_a_hamza_after_a_scrap_or_at_a_possible_end_is_no_comma() -> None:
    """هؤ لاء is هؤلاء in two pieces, and أفاء a word of its own."""
    page = "قال آخرء ثم هؤ لاء وما أفاء الله عليه"
    done = found([document("scan", "ar", *DAMAGED, page)])
    commas = [(code, before) for _, code, before, after in done if (before, after) == ("ء", "،")]
    assert len(commas) == 2  # آخرء, here and in the page above


def test_a_rare_word_that_the_lexicon_has_is_only_questioned() -> None:
    """الرواة is a word, however often the document has الرواية."""
    page = "حديث الرواة كأن الجتمع كان في الرواية كان الرواية"
    done = found([document("scan", "ar", *DAMAGED, page)])
    assert [row[0] for row in done if row[2] == "الرواة"] == ["proposed"]


def test_neighbours_count_in_the_document_and_its_versions_only() -> None:
    bench = Bench(
        "ar",
        Vocabulary(load_lexicon("wordfreq", "ar"), "ar"),
        ["a:p1", "b:p1", "c:p1"],
        [0, 1, 2],
        ["حقوق الطفل وحقوق المرأة", "حقوق الطفل", "حقوق الطفل"],
        [0, 0, 0],
        {0: frozenset({1}), 1: frozenset({0})},
    )
    pairs = [bench.pairs_here(owner, "حقوق", "الطفل") for owner in (0, 1, 2)]
    assert pairs == [2, 2, 1]
    assert bench.pairs_here(2, "وحقوق", "المرأة") == 0
