every-entry = كل القيود
all = { $before }، و{ $next }
any = { $before } أو { $next }
not = باستثناء: { $what }
quoted = «{ $words }»
begun = «{ $words }…»
done-by = نفّذه { $words }
who = المنفّذ هو { $name }
affecting = يمسّ { $words }
in-description = { $words } في الوصف
changed = تغيّر { $name }
with-detail = مع التفصيل { $name }
in-detail = { $words } في التفصيل { $name }
is = { $part ->
    [user] اسم المستخدم { $value }
    [source] المصدر { $value }
    [action] الإجراء { $value }
    [category] الفئة { $value }
    [area] الجدول { $value }
    [correlation] معرّف الارتباط { $value }
   *[kind] نوع المنفّذ { $value }
}
type-is = { $kind ->
    [add] النوع إضافة
    [change] النوع تغيير
    [delete] النوع حذف
    [access] النوع اطّلاع
   *[other] النوع أخرى
}
outcome-is = { $outcome ->
    [success] النتيجة نجاح
    [failure] النتيجة فشل
   *[denied] النتيجة رفض
}
critical = حرج
not-critical = غير حرج
on-record = على السجل { $kind } { $id }
from-address = من العنوان { $address }
from-network = من الشبكة { $network }
school-in-year = من { $school } في { $year }
school = من { $school }
school-year = من العام الدراسي { $year }
any-school-year = من أي عام دراسي
with-id = بالمعرّف { $id }
entry-number = القيد رقم { $number }
has = { $what ->
    [records] مع سجلات متأثرة
    [changes] مع تغييرات
    [details] مع تفاصيل
    [ip] مع عنوان IP
    [reason] مع سبب
    [description] مع وصف
    [calendar] مع تقويم
    [correlation] مع معرّف ارتباط
   *[area] مع جدول
}
on = في { $day }
on-at = في { $day } عند { $time }
on-days = من { $first } إلى { $last }
between = من { $from } إلى ما قبل { $to }
since = منذ { $from }
before = قبل { $to }
any-time = في أي وقت
off-hours = خارج ساعات العمل
