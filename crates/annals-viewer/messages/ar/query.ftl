too-long = لا يتجاوز طول البحث { $max } بايت؛ وطول هذا البحث { $bytes }.
nothing-to-find = لا يوجد حرف ولا رقم ولا شرط للبحث عنه.
lone-or = تحتاج { $word } إلى شرط على كلا الجانبين؛ ضعها بين علامتي اقتباس للبحث عن الكلمة نفسها.
not-opened = لم يُفتح قوس قبل هذا القوس.
too-deep = أقصى عدد لمستويات الأقواس المتداخلة هو { $max }.
nothing-between = لا شيء بين القوسين.
parenthesis-open = هذا القوس غير مغلق.
too-many = أقصى عدد للشروط في البحث الواحد هو { $max }.
star-within = تمثّل { $star } بقية الكلمة، ولا توضع إلا في آخرها.
value-missing = يحتاج { $written } إلى قيمة بعده مباشرة، مثل { $example }.
no-condition = { $written } ليس شرطًا؛ للبحث عن سجل من هذا النوع اكتب { $example }
one-value = يأخذ { $written } قيمة واحدة؛ كرّر الشرط لعدة قيم.
record-unfinished = يحتاج { $written } إلى نوع ومعرّف، مثل { $example }.
record-id-missing = يحتاج { $written } إلى معرّف سجل.
no-date =
    ليس هذا تاريخًا ولا وقتًا؛ اكتب { $date } أو { $moment } أو { $today } أو { $yesterday }، أو المدة
    المنقضية: { $ago }.
no-day = { $place ->
    [words] لا يوجد يوم { $typed }؛ ضعه بين علامتي اقتباس للبحث عنه كنص.
   *[value] لا يوجد يوم { $typed }.
}
outside = { $place ->
    [words] يقع { $typed } خارج التقويم؛ ضعه بين علامتي اقتباس للبحث عنه كنص.
   *[value] يقع { $typed } خارج التقويم.
}
too-long-ago = { $place ->
    [words] قبل { $typed } يسبق بداية التقويم؛ ضعه بين علامتي اقتباس للبحث عنه كنص.
   *[value] قبل { $typed } يسبق بداية التقويم.
}
ends-before = { $place ->
    [words] ينتهي { $typed } قبل أن يبدأ؛ ضعه بين علامتي اقتباس للبحث عنه كنص.
   *[value] ينتهي { $typed } قبل أن يبدأ.
}
no-offset = { $place ->
    [words] { $typed } ليس وقتًا بفرق صحيح عن UTC؛ ضعه بين علامتي اقتباس للبحث عنه كنص.
   *[value] { $typed } ليس وقتًا بفرق صحيح عن UTC.
}
outside-calendar = يقع هذا خارج التقويم.
quotation-open = علامة الاقتباس هذه غير مغلقة.
no-word = لا حرف ولا رقم في هذه القيمة للبحث عنه.
empty = هذه القيمة فارغة.
detail-missing = اكتب أي تفصيل تقصد: { $example }.
no-choice = القيم الممكنة هنا: { $choices }.
no-address =
    يُكتب العنوان هكذا: { $address } أو { $address6 }، والشبكة هكذا: { $network } أو { $network6 }.
calendar-star = يُقارن التقويم كاملًا، من دون { $star }.
no-calendar = يُكتب التقويم هكذا: المدرسة أو 2027 أو المدرسة/2027.
off-only = القيمة الممكنة هنا هي { $value } وحدها.
