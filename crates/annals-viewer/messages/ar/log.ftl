title = سجل التدقيق
date-and-time = التاريخ والوقت
member-name = اسم العضو
username = اسم المستخدم
source = المصدر
ip-address = عنوان IP
action = الإجراء
affected-records = السجلات المتأثرة
critical = حرج
results = القيود
entries = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
at-first = { $total ->
    [zero] لا قيود عند فتح هذه الصفحة
    [one] قيد واحد عند فتح هذه الصفحة
    [two] قيدان عند فتح هذه الصفحة
    [few] { $total } قيود عند فتح هذه الصفحة
    [many] { $total } قيدًا عند فتح هذه الصفحة
   *[other] { $total } قيد عند فتح هذه الصفحة
}
shown = { $first }–{ $last } من { $total ->
    [one] قيد واحد
    [two] قيدين
    [few] { $total } قيود
    [many] { $total } قيدًا
   *[other] { $total } قيد
}
shown-without-places = { $rows } من { $total ->
    [one] قيد واحد
    [two] قيدين
    [few] { $total } قيود
    [many] { $total } قيدًا
   *[other] { $total } قيد
}
summary = { $shown }، { $order }
order = { $way ->
    [descending] حسب { $column }، تنازليًا
   *[ascending] حسب { $column }، تصاعديًا
}
newest-first = الأحدث أولًا
oldest-first = الأقدم أولًا
searched = البحث عن: { $query }
at-any-time = من أي وقت
new-entries = { $count ->
    [one] { $count } جديد
   *[other] { $count } جديدة
}
older = أقدم
newer = أحدث
next = التالي
previous = السابق
newest = الأحدث
first = الأول
pages = الصفحات
pages-below = الصفحات، أسفل الجدول
more-records = و{ $count } أخرى
updated-records = { $count ->
    [zero] لا سجلات محدَّثة في «{ $action }»
    [one] سجل واحد محدَّث في «{ $action }»
    [two] سجلان محدَّثان في «{ $action }»
    [few] { $count } سجلات محدَّثة في «{ $action }»
    [many] { $count } سجلًا محدَّثًا في «{ $action }»
   *[other] { $count } سجل محدَّث في «{ $action }»
}
