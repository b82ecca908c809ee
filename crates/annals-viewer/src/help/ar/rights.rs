//! Tool rights, in Arabic.

use crate::help::Part::{Facts, List, Searches, Text};
use crate::help::{Answer, Topic};

pub(super) const TOPIC: Topic = Topic {
    id: "rights",
    title: "حقوق الأدوات",
    about: "الوحدات وحقوقها، ومدى سريانها، ولماذا يملك أحدهم حقًّا منها.",
    answers: &[
        Answer {
            anchor: "what",
            question: "ما حقوق الأدوات الموجودة؟",
            words: "وحدة حق فرعي إذن قائمة أسماء",
            parts: &[
                Text("يسمح حق الأداة بشيء واحد؛ وما اجتمع منها وحدة. بالأسماء المخزَّنة:"),
                Facts(&[
                    (
                        "سجل التدقيق",
                        "`events:read` `events:details` `events:export` `events:delete` \
                         `events:hold` `events:write` `proof:read`",
                    ),
                    (
                        "المراسلات",
                        "`family_email_log:read` `staff_email_log:read` `sms_logs:read` \
                         `staff_sms_log:read` `push_log:read` `activity_log:read` \
                         `message_content:read` `suppressions:manage`",
                    ),
                    (
                        "المراقبة",
                        "`reports:read` `alerts:read` `alerts:manage` `streams:read` \
                         `streams:manage` `metrics:read`",
                    ),
                    (
                        "أمان المستخدمين",
                        "`users:read` `users:manage` `groups:read` `groups:manage` `rights:read` \
                         `rights:manage`",
                    ),
                    (
                        "النظام",
                        "`preferences:read` `preferences:manage` `organizations:read` \
                         `organizations:manage` `keys:read` `keys:manage` `retention:read` \
                         `retention:manage`",
                    ),
                ]),
                Text(
                    "وبعضها بلا قيمة وحده: يحتاج `events:details` و`events:delete` و`events:hold` \
                     إلى `events:read`، ويحتاج `events:export` و`proof:read` إلى `events:details`. \
                     وبعضها لصفحات لم تأتِ بعد، فلا يفتح شيئًا الآن.",
                ),
            ],
        },
        Answer {
            anchor: "give",
            question: "كيف أعطي حقًّا أو أسحبه؟",
            words: "منح سحب سماح وحدة أدنى مدى",
            parts: &[List(&[
                "في صفحة المستخدم أو المجموعة تحت «حقوق الأدوات»: كل حق «غير معطى» أو «في هذه \
                 المؤسسة» أو «هنا وفي كل ما دونها».",
                "تختار «الوحدة كلها» لكل حقوق الوحدة معًا.",
                "ولا يسري شيء إلى أعلى ولا إلى الجانب في شجرة المؤسسات.",
                "ويلزم لذلك الحق `rights:manage`. وتسري التغييرات فورًا.",
            ])],
        },
        Answer {
            anchor: "effective",
            question: "لماذا يمكن لأحدهم فعل شيء؟",
            words: "حقوق سارية سبب من مجموعة",
            parts: &[
                Text(
                    "تعرض «الحقوق السارية» في صفحة المستخدم كل ما يمكنه، ومع كل حق مصدره (مباشرةً \
                     أو من أي مجموعة) ومدى سريانه. الحقوق تتراكم، ولا يمنع أي منها شيئًا.",
                ),
                Text("وتعرضها [من يرى ماذا](/help/access) للجميع، وليوم سابق أيضًا."),
            ],
        },
        Answer {
            anchor: "refused",
            question: "لماذا لا يمكنني إعطاء حق؟",
            words: "رفض معطل ثابت دور",
            parts: &[List(&[
                "ليس لك، أو ليس لك في المؤسسات الأدنى.",
                "المستخدم يمكنه من قبل شيء لا يمكنك.",
                "المجموعة مدمجة وحقوقها ثابتة.",
                "تحدّ [حقوق التقويم](/help/calendars#limited) ما تراه.",
            ])],
        },
        Answer {
            anchor: "logged",
            question: "ماذا يُسجَّل عن حقوق الأدوات؟",
            words: "usertoolrights usergrouptoolrights تاريخ وحدة كل",
            parts: &[
                Text(
                    "كل حق يُعطى إضافة وكل حق يُسحب حذف: في المجال `UserToolRights` للمستخدمين \
                     و`UserGroupToolRights` للمجموعات. وتترك الوحدة قيدًا لكل حق فيها؛ وتغيّر \
                     المدى حذف وإضافة.",
                ),
                Searches(&[
                    ("area:UserToolRights", "حقوق المستخدمين"),
                    ("area:UserGroupToolRights", "حقوق المجموعات"),
                    ("area:User*ToolRights type:add", "حقوق أُعطيت"),
                ]),
            ],
        },
    ],
};
