"""The language of a text is told by its letters where they settle it; a text too short for that has none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.language import identifier, language_of, other_languages

TEXTS = {
    "ru": "Правительство рассмотрело проект бюджета на будущий год, сообщила пресс-служба.",
    "kk": "Үкімет келер жылғы бюджет жобасын қарады, деп хабарлады баспасөз қызметі.",
    "en": "The government has considered next year's draft budget, the press office said on Monday.",
    "uk": "Уряд розглянув проєкт бюджету на наступний рік, повідомила її пресслужба.",
    "be": "Урад разгледзеў праект бюджэту на наступны год, паведаміла прэс-служба.",
    "tr": "Hükümet gelecek yılın bütçe taslağını görüştü, basın ofisi pazartesi günü açıkladı.",
    "uz": "Hukumat kelgusi yil uchun byudjet loyihasini ko‘rib chiqdi, deb xabar berdi matbuot xizmati.",
    "ky": "Өкмөт келерки жылдын бюджетинин долбоорун карап чыкты деп билдирди басма сөз кызматы жана министрлик.",
    "tt": "Хөкүмәт киләсе ел бюджеты проектын карады, дип хәбәр итте матбугат хезмәте җитәкчесе.",
    "tg": "Ҳукумат лоиҳаи буҷети соли ояндаро баррасӣ кард, хабар дод хадамоти матбуот рӯзи душанбе.",
    "az": "Hökumət gələn ilin büdcə layihəsini nəzərdən keçirib, bu barədə mətbuat xidməti məlumat verib.",
    "tk": "Hökümet geljek ýylyň býujetiniň taslamasyna seretdi diýip, metbugat gullugy duşenbe güni habar berdi.",
    "de": "Die Regierung hat den Haushalt für das nächste Jahr beraten, teilte die Pressestelle mit.",
    "ja": "政府は来年度の予算案を検討したと報道官が月曜日に発表した。",
}


def test_the_letters_of_uzbek_tell_it_where_its_small_words_are_few() -> None:
    assert language_of("Yangi yo‘nalish uzunligi o‘n bir kilometr, yettita bekat joylashgan. Toshkentda metro ochildi.") == "uz"
    assert language_of("He said to ‘go’ on, and the ‘old’ road was closed by the office on Monday, as the news has it.") == "en"


def test_kazakh_in_arabic_letters_is_known_by_its_vowels() -> None:
    assert language_of("ۇكىمەت كەلەر جىلعى بيۋدجەت جوباسىن قارادى، دەپ حابارلادى ءباسپاسوز قىزمەتى.", stated="kk") == "kk"
    assert language_of("ۇكىمەت كەلەر جىلعى بيۋدجەت جوباسىن قارادى، دەپ حابارلادى ءباسپاسوز قىزمەتى.") == "kk"
    uyghur = "ھۆكۈمەت كېلەر يىللىق خامچوت لايىھەسىنى كۆرۈپ چىقتى، دەپ خەۋەر قىلدى ئاخبارات ئىشخانىسى."
    assert language_of(uyghur) != "kk"


def test_kyrgyz_with_few_of_its_own_letters_is_not_russian() -> None:
    assert language_of("Министр Ош жана Баткен облустарына барат, ал жакта жашоочулар менен жолугат жана мектеп ачат.") != "ru"


def test_turkmen_is_known_by_its_soft_n_too() -> None:
    turkmen = "Sudda ýaşaýjylaryň hatlary okaldy, olaryň hiç biri günäsini boýun almady, hossarlarynyň sözüne görä."
    assert language_of(turkmen) == "tk"


def test_kazakh_in_an_alphabet_of_its_diaspora_is_no_turkish() -> None:
    text = "Jaña jılda mektepter turalı zañ qabıldanadı, oquşılar üşin jeñildik boladı dep ministr ayttı."
    assert language_of(text) == "kk"


def test_ukrainian_without_its_own_letters_is_known() -> None:
    paragraph = "Одеська міська рада затвердила бюджет на рік, за нього проголосували сорок депутатів, решта була проти."
    assert language_of(paragraph) == "uk"
    russian = "«Мы заложили средства на ремонт сорока школ и закупку новых трамваев», — заявил мэр журналистам."
    assert other_languages((paragraph, russian), "uk") == ("ru",)


def test_the_hard_sign_is_a_vowel_of_bulgarian_and_rare_in_russian() -> None:
    bulgarian = "Правителството обсъди проекта за бюджет, съобщи пресслужбата. Първите средства ще бъдат разпределени до края на годината."
    assert language_of(bulgarian) == "bg"
    assert language_of(bulgarian[:60], stated="bg") == "bg"
    assert language_of(f"{bulgarian} Заглавието на статията е «Новые выборы».") == "bg"
    assert language_of("Подъезд к объекту открыт, сообщили в пресс-службе: объём работ выполнен.") == "ru"
    assert language_of("Съезд объявил: подъём объекта") == "ru"


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_is_in(language: str) -> None:
    assert language_of(TEXTS[language]) == language


AT_SIGHT = {
    "hy": "Կառավարությունը քննարկել է գալիք տարվա բյուջեի նախագիծը, հայտնել է մամուլի ծառայությունը։",
    "ka": "მთავრობამ განიხილა მომავალი წლის ბიუჯეტის პროექტი, განაცხადა პრესსამსახურმა ორშაბათს.",
    "el": "Η κυβέρνηση εξέτασε το σχέδιο προϋπολογισμού του επόμενου έτους, ανακοίνωσε το γραφείο τύπου.",
    "ja": TEXTS["ja"],
    "zh": "政府审议了明年的预算草案，新闻办公室星期一宣布，各部门将在月底前提出意见。",
    "ko": "정부는 내년도 예산안을 검토했다고 대변인실이 월요일에 밝혔다. 각 부처는 이달 말까지 의견을 낸다.",
    "sv": "Regeringen har behandlat förslaget till budget för nästa år, och det ska nu till riksdagen, säger pressen.",
    "sk": "Vláda sa v pondelok zaoberala návrhom rozpočtu na budúci rok, ktorý by sa mal podľa nej schváliť, ako aj ďalšie zákony.",
    "cs": "Vláda se v pondělí zabývala návrhem rozpočtu na příští rok, který by se měl podle ní schválit, jako také další zákony.",
    "hr": "Vlada je u ponedjeljak razmatrala prijedlog proračuna za iduću godinu, koji će nakon toga biti poslan u Sabor, ali i usvojen.",
    "af": "Die regering het die begroting vir die volgende jaar bespreek, en dit sal nie deur die parlement aan hom gestuur word nie.",
    "ca": "El govern ha estudiat el projecte de pressupost de l’any que ve, i els diputats també han demanat que no es retardi més.",
    "is": "Ríkisstjórnin hefur rætt frumvarp til fjárlaga fyrir næsta ár og það verður sent þinginu, segir hún.",
    "zu": "Uhulumeni uthe isabelomali sizobuyekezwa, kodwa lokhu kusho ukuthi abantu kumele balinde, futhi lapho khona uma kudingeka.",
    "xh": "Urhulumente uthi uhlahlo lwabiwo-mali luza kuxoxwa ngoku, kodwa abantu kunye namaqela bathi oko akwanelanga, kwaye kwakhona.",
    "ar": "قالت الحكومة إن مشروع الميزانية بعد تعديله قد يعرض على البرلمان خلال شهر، كما أن الوزراء لم يوافقوا على كل ما فيه.",
    "fa": "دولت اعلام کرد که لایحه بودجه سال آینده را به مجلس می دهد و این لایحه با اصلاحات برای تصویب نهایی است.",
    "ur": "حکومت نے کہا ہے کہ اگلے سال کے بجٹ کا مسودہ پارلیمنٹ میں پیش کیا جائے گا اور اس پر بحث بھی ہو گی۔",
    "lt": "Vyriausybė apsvarstė kitų metų biudžeto projektą, bet jis dar nėra galutinis, nes taip pat bus keičiamas dėl to, kad yra lėšų.",
    "vi": "Chính phủ đã xem xét dự thảo ngân sách cho năm tới và không có thuế mới nào được đưa ra trong tháng này.",
    "id": "Pemerintah telah membahas rancangan anggaran untuk tahun depan, dan tidak akan ada pajak baru yang berlaku pada bulan ini.",
}


@pytest.mark.parametrize("language", AT_SIGHT)
def test_letters_or_function_words_tell_without_the_model(language: str) -> None:
    identifier.cache_clear()
    assert language_of(AT_SIGHT[language]) == language
    assert identifier.cache_info().currsize == 0


@pytest.mark.parametrize("stated", ["hi", "mr"])
def test_the_page_says_which_of_the_languages_of_one_script(stated: str) -> None:
    assert language_of("सरकार ने सोमवार को अगले वर्ष के बजट के मसौदे पर विचार किया, प्रेस कार्यालय ने कहा।", stated) == stated


def test_a_text_in_japanese_is_not_in_the_language_that_it_quotes() -> None:
    quoted = "The bank of the country is not in the list of the banks that are to be sold by the end of the year."
    assert language_of(f"{TEXTS['ja']}{TEXTS['ja']}{TEXTS['ja']}{TEXTS['ja']}{TEXTS['ja']}{TEXTS['ja']} {quoted}") == "ja"


@pytest.mark.parametrize(("stated", "told"), [("da", "da"), ("nb-NO", "no")])
def test_the_page_says_which_of_two_that_share_their_words(stated: str, told: str) -> None:
    text = {
        "da": "Det er ikke til at sige, om de er på vej hjem, og de vil ikke være med til det, siger hun.",
        "no": "Det er ikke til å si, om de er på vei hjem, og de vil ikke være med til det, sier hun.",
    }[told]
    assert language_of(text, stated) == told


@pytest.mark.parametrize(
    "text",
    [
        "Memleket basshysy keńes ótkizdi jáne budjet týraly aıtty. Jańa jyl bastaldy, dep jazady.",  # the letters of 2018
        "Qostanai oblysynda Tobyl özenı arqyly ötetın köpırdıñ jöndeuı aiaqtaldy, dep habarlady basqarma.",  # those of 2021
        "Qala akimi turgyndarmen kezdesti, jana mektep turaly aityp, suraqtarga jauap berdi, dep habarlady.",  # without marks
    ],
)
def test_kazakh_in_latin_letters_is_kazakh(text: str) -> None:
    assert language_of(text) == "kk"


@pytest.mark.parametrize("language", ["ru", "kk", "en"])
def test_a_page_in_two_languages_is_marked_and_a_quotation_does_not_mark_it(language: str) -> None:
    texts = TEXTS | {"ru": f"{TEXTS['ru']} Депутаты ещё не обсудили его, выборы помешали."}
    other = "en" if language != "en" else "ru"
    assert other_languages([texts[language]] * 2 + [texts[other]] * 2, language) == (other,)
    assert other_languages([texts[language]] * 6 + [texts[other]], language) == ()
    assert other_languages([texts[language]] * 3, language) == ()


def test_a_russian_text_with_kazakh_names_stays_russian() -> None:
    assert (
        language_of("В Астане министр Тоқтаров рассказал журналистам, что объём производства вырос, и это ещё не всё.")
        == "ru"
    )


@pytest.mark.parametrize("text", ["", "123 456", "Астана", "— ?!"])
def test_too_little_says_nothing(text: str) -> None:
    assert language_of(text) is None


def test_a_word_that_comes_again_and_again_is_no_language() -> None:
    recipe = "Mehl, ca. 125 g, Zucker, ca. 65 g, Milch, ca. 500 ml, Butter, ca. 50 g, Vanille, Salz, Mandarinen, Schmand, Guss"
    german = "Für den Boden die Zutaten kneten und in die Form drücken, dabei einen Rand hochziehen, dann den Guss darauf verteilen."
    assert other_languages([german, german, recipe], "de") == ()


def test_what_the_page_states_decides_a_close_call_only() -> None:
    assert language_of(TEXTS["ru"], stated="kk") == "ru"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=5))
def test_no_text_is_too_much(text: str, stated: str) -> None:
    language = language_of(text, stated)
    assert language is None or len(language) in (2, 3)


def test_the_model_is_not_loaded_to_look_for_a_second_language() -> None:
    identifier.cache_clear()
    assert other_languages(["Встреча глав государств состоится в столице в конце недели, как и было намечено ранее."], "ru") == ()
    assert identifier.cache_info().currsize == 0
