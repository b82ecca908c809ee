users = المستخدمون
users-hint = من قام بذلك (غُيِّر بواسطة).
source = المصدر
action = الإجراء
change-type = النوع
table = الجدول
table-hint = المجال الذي تغيّر فيه شيء.
affected-object = العنصر المتأثر
object-hint = اسم ما تغيّر، أو اسم الشخص المتأثر أو اسم المستخدم الخاص به. * تعني بقية الكلمة.
outcome = النتيجة
category = فئة الإجراء
no-category = بلا فئة
actions-of = إجراءات { $category }
add-user = إضافة مستخدم
add-action = إضافة إجراء
add-object = الاسم أو اسم المستخدم
add = إضافة
chosen = { $count ->
    [zero] لا شيء مختار
    [one] واحد مختار
    [two] اثنان مختاران
    [few] { $count } مختارة
    [many] { $count } مختارًا
   *[other] { $count } مختار
}
preference = تفضيلات النظام
user-account = حسابات المستخدمين
user-group = مجموعات المستخدمين
user-group-member = أعضاء مجموعات المستخدمين
user-group-school-year-rights = حقوق التقويم للمجموعات
user-group-tool-rights = حقوق الأدوات للمجموعات
user-school-year-rights = حقوق التقويم للمستخدمين
user-tool-rights = حقوق الأدوات للمستخدمين
any-user = البحث لدى كل المستخدمين
any-source = البحث في كل المصادر
any-action = البحث في كل الإجراءات
any-type = البحث في كل الأنواع
any-table = البحث في كل الجداول
any-object = البحث في كل العناصر المتأثرة
any-outcome = البحث في كل النتائج
