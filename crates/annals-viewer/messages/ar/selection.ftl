title = القيود المحددة
select = تحديد القيد { $number }
select-all = تحديد كل قيود هذه الصفحة
count = { $count ->
    [zero] لم يُحدَّد شيء
    [one] حُدِّد قيد واحد
    [two] حُدِّد قيدان
    [few] حُدِّدت { $count } قيود
    [many] حُدِّد { $count } قيدًا
   *[other] حُدِّد { $count } قيد
}
page = { $count ->
    [zero] لم يُحدَّد شيء في هذه الصفحة.
    [one] حُدِّد القيد الوحيد في هذه الصفحة.
    [two] حُدِّد القيدان في هذه الصفحة.
    [few] حُدِّدت كل قيود هذه الصفحة، وعددها { $count }.
    [many] حُدِّدت كل قيود هذه الصفحة، وعددها { $count }.
   *[other] حُدِّدت كل قيود هذه الصفحة، وعددها { $count }.
}
some = القيود المحددة
everything = { $total ->
    [one] حُدِّد القيد المطابق الوحيد.
    [two] حُدِّد القيدان المطابقان.
   *[other] حُدِّدت كل القيود المطابقة، وعددها { $total }.
}
select-everything = { $total ->
    [one] تحديد القيد المطابق الوحيد
    [two] تحديد القيدين المطابقين
   *[other] تحديد كل القيود المطابقة، وعددها { $total }
}
export-xlsx = تصدير Excel
export-csv = تصدير CSV
export-pdf = تقرير PDF
export-ndjson = تصدير NDJSON
copy = نسخ الصفوف
copied = تم النسخ
delete = حذف…
clear = إلغاء التحديد
