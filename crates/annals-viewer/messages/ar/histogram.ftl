per-minutes = { $minutes ->
    [1] القيود في الدقيقة
    [two] القيود كل دقيقتين
    [few] القيود كل { $minutes } دقائق
    [many] القيود كل { $minutes } دقيقة
   *[other] القيود كل { $minutes } دقيقة
}
per-hours = { $hours ->
    [1] القيود في الساعة
    [two] القيود كل ساعتين
    [few] القيود كل { $hours } ساعات
    [many] القيود كل { $hours } ساعة
   *[other] القيود كل { $hours } ساعة
}
per-day = القيود في اليوم
per-week = القيود في الأسبوع
per-month = القيود في الشهر
per-quarter = القيود في ربع السنة
per-year = القيود في السنة
bar = { $label }: { $count ->
    [zero] لا قيود
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
as-table = عرض كجدول
period = الفترة
entries = القيود
earlier = { $count } قبل { $day }
minute = { $day }، { $clock }
hours = { $day }، { $from } – { $to }
week = أسبوع { $day }
quarter = ربع السنة من { $month }
chosen = { $from } – { $to }: { $entries }
chosen-one = { $label }: { $entries }
chosen-entries = { $count ->
    [zero] لا قيود ({ $count })
    [one] قيد واحد
    [two] قيدان
    [few] { $count } قيود
    [many] { $count } قيدًا
   *[other] { $count } قيد
}
