title = أمان المستخدمين
about = تغييرات الحسابات والمجموعات والحقوق وتفضيلات النظام: من غيّر ماذا، ومن أي قيمة إلى أي قيمة.
in-audit-log = العرض في سجل التدقيق
start-date = تاريخ البداية
end-date = تاريخ النهاية
action = الإجراء
changed-by = غُيِّر بواسطة
changed-by-hint = المستخدم الذي كان مسجّل الدخول.
table-hint = الجداول التي تغيّر فيها شيء.
object-hint =
    اسم تفضيل أو مجموعة أو أداة، أو اسم المستخدم المتأثر: الاسم المخزَّن أو تسميته. * تعني بقية
    الكلمة.
timestamp = الطابع الزمني
user-name = اسم المستخدم
group-name = اسم المجموعة
preference-name = اسم التفضيل
tool-name = اسم الأداة
end-year = عام الانتهاء
school = المدرسة
property-name = اسم الخاصية
area = المجال
existing-value = القيمة السابقة
change-type = النوع
new-value = القيمة الجديدة
affected = المستخدم أو المجموعة أو التفضيل
of-what = الأداة أو التقويم
nameless = بلا اسم
more-properties = +{ $count } أخرى
properties = { $count ->
    [zero] لا خاصيات
    [one] خاصية واحدة
    [two] خاصيتان
    [few] { $count } خاصيات
    [many] { $count } خاصية
   *[other] { $count } خاصية
}
back = العودة إلى أمان المستخدمين
whole-entry = القيد { $number } في سجل التدقيق
no-changes = لا تغييرات في أمان المستخدمين بعد
no-changes-text =
    تظهر هنا تغييرات الحسابات والمجموعات والعضويات والحقوق وتفضيلات النظام فور حدوث أولها، وكذلك ما
    ترسله التطبيقات منها.
everything = عرض كل تغييرات أمان المستخدمين
