too-broad =
    في البحث { $found } من الأجزاء التي تمثّل قيمًا كثيرة (مثل { $word } أو { $person } أو { $detail })،
    والحد الأقصى هو { $max }: احذف بعضها أو ابحث عن كلمات كاملة.
not-understood = البحث غير مفهوم.
address-part = جزء من العنوان غير مفهوم: { $parts }.
no-time = { $typed } ليس وقتًا مثل { $example }.
no-place = { $typed } ليس وقتًا ورقمًا مثل { $example }.
no-entry-number = { $typed } ليس رقم قيد.
field-missing = الحقل { $name } ناقص.
no-format = { $typed } ليس صيغة ملف؛ الصيغ هي { $formats }.
no-language = اللغات الممكنة هي { $tags }.
wrong-form = ليس الطلب بالشكل الذي يقبله هذا العنوان.
nothing-selected = لم يُحدَّد أي قيد.
too-many-selected =
    عدد القيود المحدَّدة بأرقامها { $count }، والحد الأقصى { $max }؛ ضيّق البحث وحدّد كل ما يطابقه.
selected-twice = يرد { $name } أكثر من مرة.
name-length = طول اسم العرض من 1 إلى { $max } حرفًا.
name-unprintable = في اسم العرض رمز تحكّم.
name-taken = يوجد عرض بالاسم «{ $name }».
views-full = لديك { $max } من العروض؛ احذف أحدها لحفظ غيره.
shared-views-full = عدد العروض المشتركة هنا { $max }؛ ولا متّسع للمزيد.
view-too-long = البحث أطول من أن يُحفظ في عرض؛ اختصره بمرشّحات أقل.
view-gone = حُذف العرض في هذه الأثناء.
preference-meanwhile = غيّر شخص آخر هذا التفضيل في هذه الأثناء؛ انظر من جديد.
preference-locked = قفلت مؤسسة أعلى هذا التفضيل.
not-yes-no = اختر أحد الاثنين.
not-whole = اكتب عددًا صحيحًا.
out-of-range = اكتب عددًا من { $min } إلى { $max }.
no-such-choice = اختر واحدًا مما في القائمة.
no-time-of-day = اكتب وقتًا من اليوم، مثل 07:00.
no-days = اختر يومًا واحدًا على الأقل.
reason-too-long = طول السبب { $count } من الأحرف، والحد الأقصى { $max }.
reason-missing = اذكر سبب حذف هذه القيود.
reason-unprintable = في السبب رمز تحكّم.
nothing-to-delete = لا شيء لحذفه.
deleted-meanwhile = حُذفت بعض هذه القيود في هذه الأثناء؛ انظر مرة أخرى.
file-full = يتّسع ملف { $format } لعدد من القيود لا يتجاوز { $max }: اختر CSV أو ضيّق البحث.
export-too-many =
    { $entries } قيد أكثر مما يتسع له التصدير في هذه المؤسسة: { $max }. ضيّق البحث، أو اسأل من
    يمكنه تغيير تفضيلات النظام.
export-too-slow = استغرق التصدير أكثر من ساعة.
exports-taken = لديك { $max } من عمليات التصدير الجارية؛ انتظر انتهاء إحداها.
exports-busy = عمليات التصدير الجارية كثيرة جدًا.
prepared-taken = لا تزال ثلاثة من ملفات التصدير التي طلبتها قيد الإعداد.
prepared-full = ملفات التصدير المحفوظة كثيرة جدًا.
live-logs-taken = لديك { $max } من السجلات المباشرة المفتوحة؛ أغلق أحدها.
closing = الخادم قيد الإغلاق.
disk-tight = قرص الخادم ممتلئ تقريبًا.
session-over = انتهت جلسة صاحب الملف.
searches-busy = عمليات البحث الجارية كثيرة جدًا.
writes-busy = الأحداث التي تنتظر كتابتها كثيرة جدًا؛ حاول مرة أخرى بعد قليل.
not-writable = لا تُقبل الكتابة منذ فشلت كتابة على القرص؛ يجب إعادة تشغيل Annals.
disk-full = لم يبقَ من القرص سوى { $free } %؛ ولا يُكتب شيء تحت { $minimum } %.
not-done = لم يكتمل خلال { $seconds } ث.
not-possible = لا يمكن فعل هذا في الوضع الحالي.

changed-meanwhile = جرى تغييره في هذه الأثناء؛ انظر إليه مجددًا ثم أعد تغييرك.

username-taken = اسم المستخدم هذا محجوز.

group-taken = توجد مجموعة باسم «{ $name }» بالفعل.

built-in = { $name } مجموعة مدمجة: لا يمكن تغيير سوى أعضائها.

beyond = لا يمكن لأحد أن يمنح { $right } دون أن يملكه.

beyond-below = لا يمكن لأحد أن يمنح { $right } في المؤسسات الأدنى دون أن يملكه هناك.

limited-by-calendars = من لا يرى إلا بعض الأعوام الدراسية لا يمكنه إدارة المستخدمين أو المجموعات أو الحقوق أو المفاتيح.

last-administrator = هذا آخر مدير نشط هنا. أنشئ مديرًا آخر أولًا.

own-account = لا يمكن لأحد أن يعطّل حسابه أو يقفله أو يحذفه.

too-many-already = يوجد { $max } بالفعل؛ لا مكان لمزيد.

calendar-taken = يوجد حق لهذا العام الدراسي بالفعل.

end-year = ينتهي العام الدراسي بين { $from } و{ $to }.
text-length = اكتب من حرف واحد إلى { $max } من الأحرف.
text-too-long = اكتب { $max } من الأحرف على الأكثر.
text-unprintable = يحتوي هذا على محرف تحكم.
no-email = البريد الإلكتروني مثل { $example }.
no-path = اكتب مسارًا في Annals مثل { $example }.
no-record = اكتب نوع السجل ومعرّفه، مثل { $example }.
no-moment = اكتب يومًا ووقتًا مثل { $example }.
no-year = اكتب عامًا مثل { $example }.
passwords-differ = كلمتا المرور غير متطابقتين.
nobody-chosen = اختر واحدًا مما في القائمة.

password-length = تتكون كلمة المرور من { $min } إلى { $max } من الأحرف.

password-is-username = يجب ألا تكون كلمة المرور هي اسم المستخدم.

password-same = كلمة المرور الجديدة هي نفسها القديمة. اختر غيرها.

password-own = غيّر كلمة مرورك في صفحة حسابك مع إدخال القديمة.

link-over = لم يعد الرابط صالحًا. اطلب رابطًا آخر.

password-wrong = هذه ليست كلمة مرورك.

password-not-repeated = كلمتا المرور الجديدتان غير متطابقتين.

too-many-attempts = محاولات كثيرة جدًا. انتظر دقيقة ثم أعد المحاولة.

wrong-code = الرمز غير صحيح أو سبق استخدامه.

factor-already = يوجد عامل ثانٍ بالفعل. أزله أولًا.

factor-over = لا يوجد عامل ثانٍ لتأكيده أو تغييره. ابدأ من جديد.

factor-own = أزل عاملك الثاني في صفحة حسابك باستخدام رمز.
