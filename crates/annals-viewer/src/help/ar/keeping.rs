//! How long entries are kept, and keeping watch, in Arabic.

use crate::help::Part::{List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "keeping",
    title: "حفظ القيود ومراقبتها",
    about: "كم تبقى القيود، وما يُستحسن النظر إليه بين حين وآخر.",
    answers: &[
        Answer {
            anchor: "how-long",
            question: "كم من الوقت تُحفظ القيود؟",
            words: "احتفاظ حفظ سنتان مدة سياسة قديم إزالة تاريخ",
            parts: &[
                Text(
                    "إلى أن يحذفها من يحق له ذلك. لا يزول شيء من تلقاء نفسه: يُعثر على قيود ما \
                     قبل سنتين، وما هو أقدم منها، كما يُعثر على قيود اليوم.",
                ),
                Text("و[الحذف](/help/deleting) يترك أثرًا لا يمكن حذفه."),
            ],
        },
        Answer {
            anchor: "regularly",
            question: "ما الذي ينبغي أن أراجعه بانتظام؟",
            words: "مراجعة ممارسات حرج مراقبة صلاحيات تغييرات حذف جماعي",
            parts: &[
                Text("العروض الجاهزة في «العروض» أُعدّت لهذا:"),
                List(&[
                    "[تغييرات الصلاحيات](/views/permission-changes)",
                    "[عمليات الحذف](/views/deletions)",
                    "[عمليات التصدير](/views/exports)",
                    "[العمليات الجماعية](/views/bulk-operations): قيود أو سجلات كثيرة دفعة واحدة",
                    "[محاولات دخول فاشلة](/views/failed-sign-ins)",
                    "[خارج أوقات العمل](/views/off-hours): ليلًا وفي عطلة نهاية الأسبوع",
                    "[آخر يوم لشخص](/views/last-day)",
                ]),
            ],
        },
        Answer {
            anchor: "unusual",
            question: "كيف أجد ما ليس معتادًا؟",
            words: "شذوذ غير متوقع ip عنوان خارج أوقات مريب تحقيق غريب",
            parts: &[
                Text(
                    "رتّب الصفوف حسب «عنوان IP»، أو استبعد الشبكات التي تعرفها. وفي صفحة القيد \
                     يعرض «من عنوان IP نفسه» ما جاء من هناك أيضًا.",
                ),
                Searches(&[
                    ("has:ip -ip:10.0.0.0/8", "من خارج تلك الشبكة"),
                    ("hours:off", "خارج أوقات عمل المؤسسة وأيامه"),
                    ("outcome:denied", "ما لم يُسمح به"),
                ]),
            ],
        },
        Answer {
            anchor: "compliance",
            question: "كيف أحتفظ بنسخة لأغراض التفتيش؟",
            words: "لوائح امتثال خارجي مراجعة أرشيف نسخة احتياطية مدقق",
            parts: &[Text(
                "[صدّر](/help/copying#export) البحث؛ ويمكن الاحتفاظ بالملف ما شئت من الوقت. ومن \
                 يشغّل Annals يستطيع فوق ذلك أن [يثبت](/help/proof#verify) أن شيئًا لم يتغيّر.",
            )],
        },
    ],
};
