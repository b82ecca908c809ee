title = العروض
own = عروضك
shared = المشتركة
ready = جاهزة للاستخدام
none = لا شيء بعد. ابحث في سجل التدقيق ثم اختر «العروض» و«حفظ».
all = { $count ->
    [one] العرض الوحيد
    [two] العرضان كلاهما
    [few] كل العروض، وعددها { $count }
    [many] كل العروض، وعددها { $count }
   *[other] كل العروض، وعددها { $count }
}
changed = معدَّل
save-changes = حفظ التعديلات
undo-changes = التراجع عن التعديلات
save-search = حفظ هذا البحث
save-hint =
    يحفظ الكلمات والمرشّحات والترتيب والأعمدة. ويبقى «آخر 7 أيام» آخر 7 أيام متى فُتح.
name = الاسم
share = مشاركته مع كل من يقرأ هذا السجل
save = حفظ
edit = تحرير
edit-named = تحرير العرض { $name }
edit-title = تحرير العرض
finds = يجد
change-search = لتغيير ما يجده، افتحه وغيّر البحث ثم اختر «حفظ التعديلات».
delete = حذف هذا العرض
delete-own = يزول العرض نهائيًا. ولا تُمسّ القيود.
delete-shared = يزول العرض نهائيًا وعند الجميع. ولن يقود رابطه إلى شيء. ولا تُمسّ القيود.
delete-now = حذف
cancel = إلغاء
deleted = حُذف العرض.
renamed = عُدِّل العرض.
by = من { $name }
is-shared = مشترك
yours = عرضك
everything = كل شيء
with-access = مع عمليات الاطّلاع والتصدير
no-such-view =
    العرض الذي يذكره هذا الرابط غير موجود أو غير مشترك معك. يُعرض بحثه بلا اسمه.
person = الشخص
person-hint = اسم مستخدم، أو الاسم كما هو في السجل.
show-day = عرض اليوم
no-such-person = لا قيد في هذا السجل لهذا الشخص.
several = عدة أشخاص يحملون هذا الاسم. اختر واحدًا:
failed-sign-ins = محاولات دخول فاشلة
failed-sign-ins-about = عمليات تسجيل دخول فشلت أو رُفضت
permission-changes = تغييرات الصلاحيات
permission-changes-about = المستخدمون والمجموعات والحقوق والتفضيلات ومفاتيح API
deletions = عمليات الحذف
deletions-about = كل ما حُذف أو أُبطل أو سُحب
exports = عمليات التصدير
exports-about = ما خرج كملف، بما فيه هذا السجل
bulk-operations = العمليات الجماعية
bulk-operations-about = 20 سجلًا أو قيدًا أو أكثر دفعة واحدة
off-hours = خارج أوقات العمل
off-hours-about = خارج أوقات عمل المؤسسة وأيامه
last-day = آخر يوم لشخص
last-day-about = يسأل عن الشخص
