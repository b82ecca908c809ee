title = المرشّحات
open = { $active ->
    [0] المرشّحات
   *[other] المرشّحات ({ $active })
}
close = إغلاق المرشّحات
date-range = نطاق التاريخ
without = بدون
access = الاطّلاع والتصدير
access-hint =
    القيود التي لا تذكر إلا أن شيئًا قد اطُّلع عليه أو صُدِّر (-type:access). كل نظرة إلى هذا السجل
    قيد من هذا النوع.
hide-access = إخفاء عمليات الاطّلاع والتصدير
from = من
to = إلى
date-hint = يوم، مع وقت أو بدونه. اليوم الأخير مشمول.
date-example = 11/20/2026 5:10 PM
date-example-day-first = 20/11/2026 5:10 PM
apply = تطبيق
between = { $from } – { $last }
since = منذ { $from }
until = حتى { $last }
range-problem = لا يمكن استخدام هذا النطاق
problem-of = { $field }: { $problem }
ends-before = هذا قبل اليوم الأول.
not-understood = جزء من هذا الرابط غير مفهوم وقد تُرك: { $parts }
stale-cursor = هذا الرابط لصفحة من بحث آخر؛ وهذه هي الصفحة الأولى.
more = { $count } أخرى
none = لا شيء في هذه القيود.
remove = إزالة المرشّح:
choose = الترشيح حسب:
active = المرشّحات المفعّلة
clear = مسح المرشّحات
unnamed = (بلا اسم)
any-time = أي وقت
today = اليوم
yesterday = أمس
last-days = { $days ->
    [one] آخر يوم
    [two] آخر يومين
    [few] آخر { $days } أيام
    [many] آخر { $days } يومًا
   *[other] آخر { $days } يوم
}
