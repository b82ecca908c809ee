//! Sources, in Arabic.

use crate::help::Part::{Facts, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "sources",
    title: "المصادر",
    about: "أين تجري الأمور، وما لم يفعله أحد في مؤسستك.",
    answers: &[
        Answer {
            anchor: "which",
            question: "ما المصادر الموجودة؟",
            words: "مكتب بوابة موظفون عميل تطبيق هاتف كشك حضور ساعة دوام منشأ أين",
            parts: &[
                Text(
                    "ما ترسله تطبيقاتك: تظهر المصادر الموجودة في «المصدر» بجانب الجدول، مع عدد \
                     قيود كل منها. والمألوف منها:",
                ),
                Facts(&[
                    ("{Office Portal}", "المكتب"),
                    ("{Staff Portal}", "المعلمون وسائر الموظفين"),
                    ("{Customer Portal}", "الأسر وأولياء الأمور"),
                    ("{Mobile App}", "تطبيق الأسر"),
                    ("{Check-In Kiosk}", "الجهاز عند الباب"),
                    ("{Time Clock Kiosk}", "الجهاز الذي يسجّل فيه الموظفون الحضور والانصراف"),
                    ("{iClassPro}", "موظفو الدعم لدى الجهة المنتجة، أو عملياتها الآلية"),
                    ("{Autopilot}", "عمليات آلية"),
                ]),
                Text(
                    "ومصدر قيود Annals نفسه هو «Annals»: تسجيل الدخول، وتغييرات إعداداته، \
                     والاطّلاع على السجل وتصديره.",
                ),
            ],
        },
        Answer {
            anchor: "automated",
            question: "لماذا المصدر iClassPro أو Autopilot؟",
            words: "آلي تلقائي عملية دعم موظفون نظام لا أحد",
            parts: &[
                Text(
                    "لم يفعل ذلك أحد في مؤسستك بيده. {Autopilot} عملية آلية؛ و{iClassPro} عملية \
                     آلية كذلك، أو موظفو دعمه بناءً على طلبكم.",
                ),
                Text(
                    "ويبيّن «اسم العضو» أيّهما: «النظام» علامة عملية آلية، و«الدعم» علامة شخص، مع \
                     العميل الذي تصرّف نيابةً عنه. ويجدهما [`kind:system`](/?q=kind:system) \
                     و[`kind:support`](/?q=kind:support)، أيًّا كان اسم المصدر.",
                ),
            ],
        },
    ],
};
