title = تصدير
scope = { $total ->
    [zero] لا يصدّر أي قيد.
    [one] يصدّر القيد الوحيد المطابق.
    [two] يصدّر القيدين المطابقين، الأحدث أولًا.
    [few] يصدّر { $total } قيود مطابقة كلها، الأحدث أولًا.
    [many] يصدّر { $total } قيدًا مطابقًا كلها، الأحدث أولًا.
   *[other] يصدّر { $total } قيد مطابق كلها، الأحدث أولًا.
}
told = والتصدير نفسه قيد في هذا السجل.
xlsx = مصنّف Excel
csv = CSV لجداول البيانات
pdf = تقرير PDF
ndjson = NDJSON للبرامج
growing = يجري إعداد الملف
progress = { $done } من { $total ->
    [one] قيد واحد
    [two] قيدين
    [few] { $total } قيود
    [many] { $total } قيدًا
   *[other] { $total } قيد
}
growing-text = يمكنك مغادرة هذه الصفحة: يستمر إعداد الملف ويبقى عنوانه كما هو.
cancel = إلغاء
ready = الملف جاهز
download = تنزيل
size = { $entries ->
    [zero] لا قيود، { $size }
    [one] قيد واحد، { $size }
    [two] قيدان، { $size }
    [few] { $entries } قيود، { $size }
    [many] { $entries } قيدًا، { $size }
   *[other] { $entries } قيد، { $size }
}
bytes = { $count ->
    [few] { $count } بايتات
    [many] { $count } بايتًا
   *[other] { $count } بايت
}
until = يُحفظ حتى
checksum = SHA-256
copy-checksum = نسخ المجموع الاختباري
remove = حذف الملف
failed = تعذّر إعداد الملف
failed-text = حدث خطأ في الخادم. لم يُفقد شيء؛ حاول مرة أخرى.
gone = لم يعد هذا التصدير هنا
gone-text = يُحفظ الملف ساعة واحدة بعد إعداده لمن طلبه. ويزول قبل ذلك إذا أُعيد تشغيل الخادم، أو حذفه صاحبه،
    أو أعدّ ملفًا رابعًا.
gone-again = لإعداده مرة أخرى، أعد البحث نفسه واختر «تصدير». وفي السجل قيد عن كل تصدير مع بحثه:
gone-find = كل عمليات التصدير
back = العودة إلى سجل التدقيق
description = الوصف
