search = البحث
search-hiding = { $search }؛ بدون عمليات الاطّلاع والتصدير
ticked = قيود حُدِّدت واحدًا واحدًا
entries = القيود
total = { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان، الأحدث أولًا
    [few] { $count } قيود، الأحدث أولًا
    [many] { $count } قيدًا، الأحدث أولًا
   *[other] { $count } قيد، الأحدث أولًا
}
total-of-part = { $count ->
    [zero] لا قيود؛ في هذا الجزء من رقم { $first } إلى { $last } منها
    [one] قيد واحد؛ في هذا الجزء من رقم { $first } إلى { $last } منها
    [two] قيدان، الأحدث أولًا؛ في هذا الجزء من رقم { $first } إلى { $last } منها
    [few] { $count } قيود، الأحدث أولًا؛ في هذا الجزء من رقم { $first } إلى { $last } منها
    [many] { $count } قيدًا، الأحدث أولًا؛ في هذا الجزء من رقم { $first } إلى { $last } منها
   *[other] { $count } قيد، الأحدث أولًا؛ في هذا الجزء من رقم { $first } إلى { $last } منها
}
made-fact = أُعِدّ
made-by = { $moment }، أعدّه { $name } ({ $username })
made = أُعِدّ في { $moment }
time-zone = المنطقة الزمنية
zone = { $name }؛ وتحت كل وقت اللحظة نفسها بالتوقيت العالمي UTC
page = صفحة { $page } من
part = الجزء { $part } من { $parts }
for-other = نيابة عن { $name }
continued = تتمة
unshown = الرمز U+… في إطار هو رقم حرف لا يظهر بنفسه، أو لا يوجد في أي خط من خطوط هذا التقرير. والحرف موجود في تصدير
    CSV وNDJSON وExcel.
end = { $count ->
    [zero] نهاية التقرير: لا قيود.
    [one] نهاية التقرير: قيد واحد.
    [two] نهاية التقرير: قيدان.
    [few] نهاية التقرير: { $count } قيود.
    [many] نهاية التقرير: { $count } قيدًا.
   *[other] نهاية التقرير: { $count } قيد.
}
end-of-part = { $count ->
    [zero] نهاية الجزء { $part } من { $parts }: لا قيود من { $total }.
    [one] نهاية الجزء { $part } من { $parts }: قيد واحد من { $total }.
    [two] نهاية الجزء { $part } من { $parts }: قيدان من { $total }.
    [few] نهاية الجزء { $part } من { $parts }: { $count } قيود من { $total }.
    [many] نهاية الجزء { $part } من { $parts }: { $count } قيدًا من { $total }.
   *[other] نهاية الجزء { $part } من { $parts }: { $count } قيد من { $total }.
}
end-of-last-part = { $count ->
    [zero] نهاية الجزء الأخير: لا قيود من { $total }.
    [one] نهاية الجزء الأخير: قيد واحد من { $total }.
    [two] نهاية الجزء الأخير: قيدان من { $total }.
    [few] نهاية الجزء الأخير: { $count } قيود من { $total }.
    [many] نهاية الجزء الأخير: { $count } قيدًا من { $total }.
   *[other] نهاية الجزء الأخير: { $count } قيد من { $total }.
}
parts = { $parts ->
    [one] مجلد ZIP فيه مستند PDF واحد يضم حتى { $rows } قيد.
    [two] مجلد ZIP فيه مستندا PDF مرقّمان، في كل منهما حتى { $rows } قيد. وفي ملفه النصي SHA-256 لكل مستند.
    [few] مجلد ZIP فيه { $parts } مستندات PDF مرقّمة، في كل منها حتى { $rows } قيد. وفي ملفه النصي SHA-256 لكل مستند.
    [many] مجلد ZIP فيه { $parts } مستند PDF مرقّمًا، في كل منها حتى { $rows } قيد. وفي ملفه النصي SHA-256 لكل مستند.
   *[other] مجلد ZIP فيه { $parts } مستند PDF مرقّم، في كل منها حتى { $rows } قيد. وفي ملفه النصي SHA-256 لكل مستند.
}
