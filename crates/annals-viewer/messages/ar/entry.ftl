title = القيد { $number }
back = سجل التدقيق
what = ماذا حدث
who = المستخدم
when = متى وأين
changes = التغييرات
details = التفاصيل
calendars = التقاويم
raw = القيد الخام (JSON)
property-name = اسم الخاصية
existing-value = القيمة السابقة
new-value = القيمة الجديدة
change-type = النوع
area = المجال
category = الفئة
action-code = رمز الإجراء
outcome = النتيجة
reason = السبب
correlation = معرّف الارتباط
role = الدور
kind = الصنف
email = البريد الإلكتروني
user-id = معرّف المستخدم
on-behalf-of = نيابةً عن
recorded = وقت التسجيل
utc = بتوقيت UTC
user-agent = المتصفح أو البرنامج
id = المعرّف
event-id = معرّف الحدث
record = السجل
record-type = نوع السجل
record-id = معرّف السجل
effect = الأثر
belongs = ذو صلة
school = المدرسة
end-year = عام الانتهاء
updated-records = السجلات المحدَّثة
no-records = لم يحدّث هذا الإجراء أي سجل.
close = إغلاق
open-record = فتح { $name } للتحرير في علامة تبويب جديدة
record-entries = كل القيود الخاصة بـ { $name }
no-value = لا شيء
empty-value = فارغ
masked-value = مخفي: لا تُحفظ الأسرار أبدًا
masked-change = تغيّرت، ولم تُحفظ القيمة
added = أُضيف
removed = أُزيل
changed = تغيّر
empty-line = سطر فارغ
unchanged = { $count } بلا تغيير
unchanged-lines = { $count ->
    [zero] لا أسطر بلا تغيير ({ $count })
    [one] سطر واحد بلا تغيير
    [two] سطران بلا تغيير
    [few] { $count } أسطر بلا تغيير
    [many] { $count } سطرًا بلا تغيير
   *[other] { $count } سطر بلا تغيير
}
show-more = عرض { $count } أخرى
show-all = { $characters ->
    [few] عرض الكل: { $characters } أحرف
    [many] عرض الكل: { $characters } حرفًا
   *[other] عرض الكل: { $characters } حرف
}
time-missing = لم يذكر التطبيق الوقت؛ هذا وقت تسجيل القيد في Annals.
clock-ahead = كانت ساعة التطبيق متقدمة على ساعة الخادم.
masked = أُخفيت الأسرار في هذا القيد قبل حفظه.
redacted = حُجبت أجزاء من هذا القيد لاحقًا.
copy = نسخ
copied = تم النسخ
record-page = صفحته
record-page-of = صفحته: { $name }
