label = البحث في سجل التدقيق
placeholder = 01/01/2015 5:10 PM admin deleted Smith
submit = بحث
help = كيفية البحث
help-intro =
    يجب أن تتطابق كل الكلمات. لا فرق بين الأحرف الكبيرة والصغيرة ولا أثر للتشكيل، ويُعثر كذلك على
    الصيغ الأخرى للكلمات الإنجليزية في اسم الإجراء: delete تجد Deleted.
help-example = اكتب
help-meaning = تجد
example-sentence = تلك الدقيقة والكلمات الثلاث كلها
example-or = إحدى الكلمتين
example-phrase = كلمات متجاورة
example-beginning = كلمات تبدأ هكذا
example-without = الكلمة، من دون ما هو من نوع الحذف
example-person = ما فعله شخص واحد
example-actions = كل إجراء على الرسوم
example-record = كل شيء عن سجل واحد
example-changed = القيود التي غيّرت تلك الخاصية
example-network = عنوان أو شبكة
example-days = نطاق من الأيام
example-denied = ما لم يُسمح به
problem = لا يمكن إجراء هذا البحث
did-you-mean = هل تقصد { $suggestion }
