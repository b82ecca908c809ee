title = تفضيلات النظام
words = إعدادات تدقيق المستخدمين جلسة كلمة المرور طول المنطقة الزمنية ساعة ترتيب التاريخ ساعات العمل أيام حد التصدير قفل
about =
    كيف يعمل Annals لهذه المؤسسة. كل تغيير يُسجَّل ويسري فورًا.
read-only = يمكنك قراءة التفضيلات دون تغييرها.
find = البحث عن تفضيل
find-button = بحث
none = لا يوجد تفضيل باسم «{ $typed }».
show-all = إظهار الكل
account-security = أمان الحسابات
signing-in = تسجيل الدخول
dates-and-hours = التواريخ وساعات العمل
exports = عمليات التصدير
retention = الاحتفاظ
audit-users = تدقيق المستخدمين
audit-users-about =
    تُسجَّل تغييرات المستخدمين والمجموعات والصلاحيات بكل ما غيّرته. ما دام هذا معطَّلًا، يترك كل
    منها قيد أمان بلا تفاصيل. أما تغييرات التفضيلات فتُسجَّل دائمًا.
session-idle = تنتهي الجلسة الخاملة بعد
session-idle-about =
    من لا يفعل شيئًا طوال هذه المدة يسجّل الدخول من جديد. يسري ذلك على الجلسات المفتوحة أيضًا.
session-age = تنتهي كل جلسة بعد
session-age-about =
    من سجّل الدخول قبل هذه المدة يسجّله من جديد، مهما كان يفعل. يسري ذلك على الجلسات المفتوحة أيضًا.
password-length-min = أقصر كلمة مرور
password-length-min-about =
    أقل طول لكلمة مرور جديدة. كلمات المرور الموجودة تبقى صالحة.
time-zone = المنطقة الزمنية
time-zone-about = الساعة التي تتبعها التواريخ وساعات العمل. ويمكن لمن يقرأ أن يختار منطقة أخرى لما ينظر إليه.
date-order = ترتيب التاريخ
date-order-about = كيف يُقرأ 1/2/2026 في عمليات البحث، وكيف تعرض الحقول التواريخ.
working-hours-begin = يبدأ العمل
working-hours-begin-about =
    مع نهاية العمل وأيامه: كل ما عدا ذلك خارج ساعات العمل، كما يجده العرض «خارج أوقات العمل».
working-hours-end = ينتهي العمل
working-hours-end-about =
    أول دقيقة بعد العمل. إن كانت قبل البداية فهي في اليوم التالي؛ والوقت نفسه يعني اليوم كله.
working-days = أيام العمل
working-days-about = في أي أيام يعمل الناس، حسب ساعة المؤسسة.
export-entries-max = قيود التصدير الواحد
export-entries-max-about =
    يُرفض تصدير قيود أكثر قبل أن يبدأ، أيًا كان شكله.
email-content-months = مدة الاحتفاظ بنصوص البريد
email-content-months-about =
    بعد هذا العدد من الأشهر من إرسال البريد يُمحى نصه، أو لا يُمحى أبدًا. ويبقى أنه أُرسل وما آل إليه. وأي
    مدة أقصر تُؤكَّد في صفحة الاحتفاظ.
sms-content-months = مدة الاحتفاظ بنصوص الرسائل القصيرة
sms-content-months-about = مثل ذلك لنصوص الرسائل القصيرة.
push-content-months = مدة الاحتفاظ بنصوص الإشعارات
push-content-months-about = مثل ذلك لنصوص الإشعارات.
on = مفعَّل
off = معطَّل
month-first = الشهر أولًا: 12/31/2026
day-first = اليوم أولًا: 31/12/2026
minutes = { $count ->
    [zero] { $count } دقيقة
    [one] دقيقة واحدة
    [two] دقيقتان
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
hours = { $count ->
    [zero] { $count } ساعة
    [one] ساعة واحدة
    [two] ساعتان
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
characters = { $count ->
    [zero] { $count } حرف
    [one] حرف واحد
    [two] حرفان
    [few] { $count } أحرف
    [many] { $count } حرفًا
   *[other] { $count } حرف
}
entries = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
zone-hint = اسم منطقة مثل America/Chicago: اكتب جزءًا منه واختر
months = { $count ->
    [zero] { $count } أشهر
    [one] شهر واحد
    [two] شهران
    [few] { $count } أشهر
    [many] { $count } شهرًا
   *[other] { $count } شهر
}
forever = دائمًا
from-to = من { $min } إلى { $max }
value = القيمة
default = الافتراضي
from = المصدر
own = هذه المؤسسة
from-default = القيمة الافتراضية
from-organization = { $name }
from-above = مؤسسة أعلى
locked-by = { $name }، وقد قفلته
locked-above = مؤسسة أعلى، وقد قفلته
locked-here = مقفل لكل ما دونها
cannot-change =
    قفلت مؤسسة أعلى هذا التفضيل. لا يمكن تغييره أو فتح قفله إلا هناك.
waiting = قيمتها الخاصة، { $value }، تسري من جديد عند فتح القفل.
change = تغيير
change-named = تغيير { $label }
history = السجل الزمني
history-named = السجل الزمني: { $label }
new-value = القيمة الجديدة
save = حفظ
cancel = إلغاء
confirm-off =
    التعطيل: ما يتغيّر من المستخدمين والمجموعات والصلاحيات بعد ذلك لن يمكن الرجوع إليه لاحقًا.
not-confirmed = ضع علامة في المربع لتعطيله.
reset = إعادة الضبط
reset-about = يزيل القيمة الخاصة بهذه المؤسسة. عندئذ تسري القيمة { $value }.
lock-title = المؤسسات الأدنى
lock-about =
    عند القفل يسري ما يسري هنا على كل المؤسسات الأدنى، مهما كانت قيمتها، ولا يستطيع أحد فيها تغييره.
is-locked-about =
    مقفل: ما يسري هنا يسري على كل المؤسسات الأدنى، ولا يستطيع أحد فيها تغييره.
lock = قفل لكل ما دونها
unlock = فتح القفل
changed = تم تغيير { $label }.
changed-meanwhile =
    غيّره شخص آخر في هذه الأثناء. وهو الآن { $value }. ما اخترته محفوظ أدناه: احفظه مرة أخرى لضبطه
    رغم ذلك.
below = المؤسسات الأدنى
more-below = و{ $count } أخرى
warning =
    تدقيق المستخدمين معطَّل: تُسجَّل تغييرات المستخدمين والمجموعات والصلاحيات دون ما غيّرته.
warning-link = تغيير التفضيل
warning-name = تحذير

second-factor = العامل الثاني مطلوب
second-factor-about =
    مَن عليه أن يكون لديه عامل ثانٍ: رمز إضافةً إلى كلمة المرور، أو مفتاح مرور. من لم يُعدّه بعدُ يفعل ذلك قبل أي شيء آخر.
    المسؤولون هم كل من يمكنه إدارة المستخدمين أو المجموعات أو الحقوق أو التفضيلات أو المؤسسات أو المفاتيح.
second-factor-off = لا أحد
second-factor-administrators = المسؤولون
second-factor-everyone = الجميع
