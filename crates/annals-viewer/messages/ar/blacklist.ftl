### المستلمون المحظورون

title = المستلمون المحظورون
words = حظر قائمة سوداء ارتداد شكوى غير صالح تحقق إلغاء إيقاف إعادة
about = عناوين يجب ألا يُرسل إليها شيء بعد الآن، ولماذا، ومنذ متى.
find = ابحث عن عناوين
find-hint = جزء من عنوان أو رقم، أو سبب، أو مزوّد
filter = الأسباب
all-reasons = كل الأسباب
when = أيّها
current = الآن
with-past = السابقة أيضًا
bounce = ارتداد
bounce-about = قال خادم البريد إن هذا العنوان ليس لأحد.
complaint = شكوى
complaint-about = أبلغ صاحبه عن رسالة على أنها مزعجة.
invalid = غير صالح
invalid-about = من تحقق من العنوان وجد أنه لا يمكن أن يصله شيء.
validate = قيد التحقق
validate-about = العنوان قيد التحقق. يُفترض أن يستغرق ذلك دقائق.
unsubscribed = ألغى الاشتراك
unsubscribed-about = لا يريد صاحبه مزيدًا من هذه الرسائل.
opted-out = أوقف الرسائل
opted-out-about = ردّ صاحبه بكلمة { $stop } على رسالة نصية.
manual = أُدخل يدويًا
manual-about = أراد أحدهم ألا يُرسل إليه شيء بعد الآن.
token-invalid = الجهاز لم يعد موجودًا
token-invalid-about = لم يعد الجهاز يقبل الإشعارات.
active = محظور
reset-requested = أُعيد ضبطه
reset-requested-about =
    أُعيد ضبطه هنا. لا يغيّر Annals قوائم المزوّدين: أزل العنوان من قائمة المزوّد أيضًا. وعندما
    تصله رسالة يُرفع الحظر.
cleared = رُفع الحظر
cleared-about = يمكن إرسال الرسائل إليه.
reset-refused = أُعيد ضبطه وما زال مرفوضًا
reset-refused-about = أُعيد ضبطه هنا، وما زال المزوّد لا يرسل إليه شيئًا.
address = العنوان
channel = القناة
reason = السبب
date = التاريخ
evidence = الدليل
records = السجلات التي لها هذا العنوان
no-records = لا يُعرف سجل له هذا العنوان.
more-records = وغيرها
email = بريد إلكتروني
sms = رسالة نصية
push = إشعار
message = الرسالة
by-sender = أخبر به التطبيق المرسل
by-hand = أُدخل يدويًا
by-import = من ملف
times = { $count ->
    [zero] لم يُذكر
    [one] ذُكر مرة واحدة
    [two] ذُكر مرتين
    [few] ذُكر { $count } مرات
    [many] ذُكر { $count } مرة
   *[other] ذُكر { $count } مرة
}
count = { $count ->
    [zero] لا عناوين
    [one] عنوان واحد
    [two] عنوانان
    [few] { $count } عناوين
    [many] { $count } عنوانًا
   *[other] { $count } عنوان
}
none = لا أحد محظور
none-about =
    تأتي العناوين إلى هنا من تلقاء نفسها عندما ترتد الرسائل أو يُبلغ عنها، أو عندما يلغي أحدهم
    الاشتراك.
nothing-found = لم يُعثر على أي عنوان.
show-all = أظهر الكل
overdue = استغرق التحقق أكثر من ساعة، وربما نُسي: اسأل من يتحقق من العناوين.
facts = ما هو معروف
scope = يسري على
everything = كل شيء
provider = المزوّد
since = منذ
last-told = ذُكر آخر مرة
ended = انتهى
next-step = ما الذي ينبغي فعله
ask-other =
    اطلب عنوانًا آخر. الأرجح ألا تصل الرسائل إلى هذا العنوان، وكل محاولة تقلل ثقة خوادم البريد
    بك.
ask-owner = اسأل صاحبه بطريقة أخرى هل ما زال يريد الرسائل.
ask-number = اطلب رقمًا آخر.
reset = أعد الضبط
reset-about = يمكن بعد ذلك إرسال الرسائل إليه من جديد. ويُسجَّل أنك أعدت ضبطه ولماذا.
reset-elsewhere = لا يغيّر Annals قوائم المزوّدين: أزل العنوان من قائمة المزوّد أيضًا.
reset-why = لماذا يُعاد ضبطه
reset-sure = أخبرنا صاحبه أنه يريد هذه الرسائل من جديد
not-resettable = لا يمكن إعادة ضبطه من هنا
may-not-reset = تحتاج إلى الحق «المستلمون المحظورون: إدارة» لإعادة ضبطه.
only-the-owner =
    ردّ صاحبه بكلمة { $stop }. وهو وحده من ينهي ذلك، بالرد بكلمة { $start } على الرقم نفسه.
only-support =
    أبلغ صاحبه عن رسالة على أنها مزعجة. ولا تسمح { $provider } لأحد بالتراجع عن ذلك إلا لفريق
    الدعم لديها: راسلهم.
provider-refuses = قال المزوّد إنه لا يمكن إزالة هذا العنوان من قائمته. اطلب عنوانًا آخر.
token-is-gone = لا شيء ليُعاد ضبطه: يعطي الجهاز رمزًا آخر عندما يقبل الإشعارات من جديد.
not-active = لم يعد محظورًا.
unconfirmed = ضع علامة في المربع إن كان صاحبه يريد هذه الرسائل من جديد؛ وإلا فاتركه كما هو.
reason-missing = اذكر سبب إعادة ضبط هذا العنوان.
was-reset = أُعيد ضبطه.
history = السجل الزمني
step-listed = ذُكر
step-dropped = لم يُحاول: على قائمة المزوّد
step-lifted = يمكن أن تصل الرسائل من جديد
step-reset = أُعيد ضبطه هنا
step-delivered = وصلت رسالة
by-whom = بواسطة { $who }
others = غيرها لهذا العنوان
of-record = المستلمون المحظورون
is-blacklisted = هذا العنوان محظور: { $reason }
compare = مقارنة قائمة مزود
compare-about = أخرج القائمة من صفحات المزود ملفًا. المقارنة لا تغيّر شيئًا هنا ولا هناك؛ ويُسجَّل أنك قارنت.
compare-again = مقارنة قائمة أخرى
compare-provider = كما تسمّيه الرسائل: { $example }. إن تُرك فارغًا قورنت بما يُعرف عنهم جميعًا.
compare-scope = رقم أو مجرى أو نطاق، حيث يحتفظ المزود بقائمة لكل منها. إن تُرك فارغًا فأيًّا كان ما تسري عليه.
compare-reason = سبب الصفوف التي لا تذكر سببًا
compare-file = القائمة (CSV)
compare-file-hint = سطره الأول يسمّي أعمدته، وأقلّها { $column }. على الأكثر { $rows } صف و{ $megabytes } ميبيبايت.
compare-button = قارن
compare-channel-missing = اختر قناة القائمة.
compare-file-missing = اختر الملف الذي فيه القائمة.
compare-unreadable = لا يمكن قراءة الملف: هو نص { $encoding } يسمّي سطره الأول أعمدة مما في التصدير، مثل { $column } و{ $other }، ولا غيرها.
compare-too-long = الملف طويل جدًا. قسّمه وقارن كل جزء.
compare-too-many = العناوين المعروفة هنا كثيرة جدًا. سمِّ المزود أو ما تسري عليه القائمة.
compare-unconfirmed = ضع علامة في المربع لاستيرادها.
compare-changed = منذ نظرت صارت عناوين أخرى في قائمتهم وحدها. انظر مرة أخرى.
compare-same = { $count ->
    [one] عنوان واحد في القائمتين للسبب نفسه.
    [two] عنوانان في القائمتين للسبب نفسه.
   *[other] في القائمتين للسبب نفسه عناوين عددها { $count }.
}
compare-part = { $title }: { $count }
compare-theirs = في قائمتهم وحدها
compare-theirs-about = لا يرسل مزودها شيئًا إليها ولا يعرف أحد هنا بذلك.
compare-ours = في قائمتنا وحدها
compare-ours-about = المزود يرسل إليها. أضفها إلى قائمته أو أعد ضبطها هنا.
compare-other = في القائمتين لسببين مختلفين
compare-other-about = لا يُرسل إليها شيء على أي حال. والاستيراد يتركها كما هي.
compare-ended = انتهت هنا
compare-ended-about = يجوز هنا الإرسال إليها من جديد: أزلها من قائمة المزود أيضًا.
compare-their-reason = سببهم
compare-our-reason = سببنا
compare-cut = { $count ->
    [one] لا يُعرض إلا الأول.
   *[other] لا يُعرض إلا أول { $count }.
}
compare-sure = لا يُرسل إليها شيء من هنا بعد الآن
compare-import = { $count ->
    [one] استيراد عنوان واحد
    [two] استيراد عنوانين
    [few] استيراد { $count } عناوين
   *[other] استيراد { $count } عنوانًا
}
compare-imported = { $count ->
    [one] استُورد عنوان واحد. لا يُرسل إليه شيء بعد الآن.
    [two] استُورد عنوانان. لا يُرسل إليهما شيء بعد الآن.
   *[other] استُوردت عناوين عددها { $count }. لا يُرسل إليها شيء بعد الآن.
}
compare-refused = أسطر لا يمكن مقارنتها
compare-refused-about = تُعدّ عناوينها في قائمة المزود ما لم يكن السطر من قائمة أخرى، ولا يُستورد منها شيء.
compare-line = السطر { $line }:
compare-bad-line = عدد أعمدته غير عدد أعمدة السطر الأول، أو فيه علامة اقتباس لا تنتهي.
compare-bad-address = { $column } ليس عنوانًا لهذه القناة.
compare-bad-since = { $column } ليس وقتًا مع فرقه، أو هو في المستقبل.
compare-bad-reason = { $column } ليس سببًا معروفًا هنا.
compare-bad-state = { $column } يقول إنه انتهى.
compare-bad-list = { $column } لغير القائمة التي تُقارن.
compare-bad-note = { $column } طويل جدًا أو لا يمكن عرضه.
