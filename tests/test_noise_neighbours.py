"""Inscriptions of widgets in the languages of neighbours, and sentences that begin like them."""

from __future__ import annotations

import pytest

from pipeline.noise.lines import rule_of

TAKEN = {
    "advert": [
        "Reklama", "Reklama huquqi asosida", "Жарнама", "Reklam", "Рэклама",
    ],
    "byline": [
        "Muallif: Aziz Karimov", "Müəllif: Rəşad Əliyev", "Аўтар: Алесь Коўш",
        "责任编辑：王五", "【编辑：王五】", "责任编辑：", "校对|王五",
        "作者：王五 李四",
        "Yazar: Ali Demir", "Тэкст: Алесь Коўш",
    ],
    "comments": [
        "Izohlar", "Izoh qoldirish", "Izoh qoldirish uchun tizimga kiring", "Пикирлер", "Комментарийлер",
        "Пикир калтыруу", "Şərhlər", "Şərh yaz", "Yorumlar", "Yorum yap", "Каментары", "Каментары 12",
        "Пакінуць каментар",
        "Izoh", "Izoh yozish", "Izoh qoldiring", "Пикир жазуу", "Şərh bildir", "Şərh əlavə et", "Yorum yaz", "Yorum ekle",
        "Напісаць каментар",
    ],
    "copyright": [
        "Barcha huquqlar himoyalangan", "Бардык укуктар корголгон", "Bütün hüquqlar qorunur", "Tüm hakları saklıdır",
        "Усе правы абаронены",
        "Bütün hüquqları qorunur", "Bütün hüquqlar qorunub",
    ],
    "counter": [
        "Ko‘rishlar soni: 1 230", "Көрүлдү: 1230", "Baxış sayı: 1230", "Okunma sayısı: 1230", "Праглядаў: 1230",
        "Ko‘rishlar: 1230", "Ko‘rishlar sani: 1230", "Көрүүлөр саны: 1230", "Baxış: 1230", "Okunma: 1230", "Görüntülenme sayı: 1230",
    ],
    "photo": [
        "Foto: Kun.uz", "Сүрөт: Кабар", "Foto: Report", "Fotoğraf: AA", "Фота: БелТА", "FOTOĞRAFLI", "图片来源：海岸网",
        "Rasm: Kun.uz", "Surat: Kun.uz",
    ],
    "read-also": [
        "Mavzuga oid", "Mavzuga oid yangiliklar", "Shuningdek, o‘qing:", "Shuningdek o'qing", "O‘qing:",
        "So‘nggi yangiliklar", "Boshqa yangiliklar", "Ko‘p o‘qilganlar", "Дагы окуңуз",
        "Дагы окуңуз: Бишкекте көпүрө ачылды", "Ушул эле темада", "Окшош жаңылыктар", "Акыркы жаңылыктар",
        "Башка жаңылыктар", "Көп окулган", "Oxşar xəbərlər", "Digər xəbərlər", "Son xəbərlər", "Ən çox oxunanlar",
        "Əlaqəli xəbərlər", "Həmçinin oxuyun", "İlgili Haberler", "Benzer Haberler", "Diğer Haberler", "Son Haberler",
        "Son Dakika Haberleri", "En çok okunanlar", "Bunlar da ilginizi çekebilir", "Ayrıca okuyun", "Чытайце таксама",
        "Чытайце таксама: У Мінску адкрылі мост", "Чытайце яшчэ", "Глядзіце таксама", "Па тэме", "Апошнія навіны",
        "O'qing: Toshkentda ko'prik ochildi", "相关阅读", "延伸阅读：", "为您推荐",
        "Mavzuga doir xabarlar", "Mavzuga oid maqolalar", "Mavzuga oid materiallar", "O‘xshash maqolalar", "Ko‘proq xabarlar",
        "Tavsiya etilgan materiallar", "Eng ko‘p ko‘rilganlar", "Eng ko‘p o‘qilgan xabarlar", "Ошондой эле окуңуз", "Тема боюнча",
        "Темага тиешелүү", "Эң көп окулган кабарлар", "Башка макалалар", "Окшош материалдар", "Bənzər yazılar", "Son məqalələr",
        "Ən çox oxunan yazılar", "Bunu da okuyun", "Bunları da okuyun", "Şunu da okuyun: Köprü açıldı", "Çok okunan haberler",
        "Güncel haberler", "Слухайце яшчэ", "Іншыя матэрыялы", "Падобныя артыкулы", "Галоўныя навіны",
    ],
    "share": [
        "Ulashish", "Ulashing", "Бөлүшүү", "Бөлүшүңүз", "Paylaş", "Paylaşın",
        "Xəbər maraqlı gəlib? Sosial şəbəkələrdə paylaşın", "PAYLAŞ", "Haberi paylaş", "Падзяліцца",
        "Падзяліцца ў Telegram", "Поширити",
        "Ulashingiz", "Do‘stlaringizga ulashing", "Бөлүшүңүздөр", "Paylaşınız", "Paylaşmaq", "Sosial şəbəkələrdə paylaşın",
        "Падзяліцца у Facebook", "Падзяліцца з Facebook",
    ],
    "source": [
        "Manba: Kun.uz", "Булак: Кабар", "Mənbə: Report", "Kaynak: AA", "Крыніца: БелТА",
        "来源：海岸网", "（资料来源：海岸网、海湾网等）", "原标题：海岸新桥正式通车 市民出行更方便",
        "（原题为《海岸新桥正式通车》）",
    ],
    "stamp": [
        "Son Güncelleme: 24 Aralık 2016 - 14:06", "Güncelleme: 24.12.2016 14:06",
        "Güncellenme tarihi: 24.12.2016 14:06", "Yenilənib: 24.12.2016", "Yangilandi: 24.12.2016", "Абноўлена: 24.12.2016",
    ],
    "subscribe": [
        "Telegram kanalimizga obuna bo‘ling", "Bizni Telegramda kuzatib boring", "Биздин Telegram-каналга жазылыңыз",
        "Telegram kanalımıza abunə olun", "Bizi Telegram-da izləyin", "Bizi Instagram'da takip edin",
        "Падпісвайцеся на наш Telegram-канал", "Приєднуйтесь до нас у Telegram",
        "Bizni Telegramda kuzating", "Биздин Telegram каналга кошулуңуз", "Bizi takip edin", "Падпішыцеся на наш Telegram",
        "Приєднуйтесь до нас в Telegram",
    ],
    "tags": [
        "Teglar: siyosat, iqtisod", "Тегдер: саясат, экономика", "Teqlər: siyasət", "Etiketler: Tokat", "Etiketler",
        "Тэгі: мост, Мінск", "标签", "关键词：海岸,新桥",
    ],
    "typo": [
        "Xato topdingizmi? Ctrl+Enter tugmasini bosing", "Знайшлі памылку? Націсніце Ctrl+Enter",
    ],
}  # fmt: skip
LEFT = [
    "Paylaşılan videoda köprünün açılışı görülüyor.",
    "Reklam pazarı yüzde 12 büyüdü",
    "Son haberlere göre köprü açıldı",
    "Yorumlar bölündü: kimi sevindi, kimi üzüldü",
    "Ulashish uchun 12 ta velosiped keltirildi",
    "Manba ma’lumotlariga ko‘ra, ko‘prik ochildi",
    "Boshqa yangiliklar ham bor, dedi vazir.",
    "Бөлүшүү келишими түзүлдү",
    "Пикирлер эки башка болду",
    "Башка жаңылыктар боюнча маалымат жок",
    "Son xəbərlərə görə, körpü açılıb",
    "Paylaşma qaydaları dəyişir",
    "Kaynak yetersiz, dedi başkan.",
    "Каментары экспертаў разышліся",
    "Рэклама падаражэла на 12%",
    "Апошнія навіны з фронту прыйшлі ўначы",
    "Yazar: Köprü benim çocukluğumdu, dedi.",
    "Фота здымалі ўвесь дзень",
    "Okunma oranı yüzde 12 arttı",
    "Xato topildi",
    "Reklama bozori o‘sdi",
    "Izohlar berilmadi",
    "Тема боюнча жыйын өттү",
    "Etiketler yenilendi",
    "İlgili haberler yalanlandı",
    "编辑部认为，这座桥应该早日开通。",
    "作者：我在海边住了三十年，从没见过这样的桥。",
    "来源：这笔钱从哪里来？市长没有回答。",
    "原题为《新桥》的文章发表后，市民议论纷纷。",
    "相关新闻发布会将于下周举行。",
]


@pytest.mark.parametrize(("family", "line"), [(family, line) for family, lines in TAKEN.items() for line in lines])
def test_an_inscription_of_a_neighbour_is_named(family: str, line: str) -> None:
    assert rule_of(line) == family


@pytest.mark.parametrize("line", LEFT)
def test_a_sentence_of_a_neighbour_that_begins_like_an_inscription_is_left(line: str) -> None:
    assert rule_of(line) == ""
