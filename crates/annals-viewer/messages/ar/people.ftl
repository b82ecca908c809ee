users = المستخدمون
users-words = حسابات أشخاص أسماء كلمات المرور تسجيل الدخول تعطيل قفل انتهاء مسؤولون
users-about = من يمكنه تسجيل الدخول إلى هذه المؤسسة وما يمكنه فعله. كل تغيير يُسجَّل.
groups = مجموعات المستخدمين
groups-words = أدوار أمان المنتج أعضاء مسؤولون مدققون موظفون حقوق
groups-about =
    مستخدمون لهم حقوق مشتركة. المجموعات المكتوبة بأحرف كبيرة أدوار أمان للمنتج: هي مدمجة وتبقى
    أسماؤها. كل تغيير يُسجَّل.
find-user = البحث عن مستخدم
find-user-hint = الاسم أو اسم المستخدم أو البريد الإلكتروني
find-group = البحث عن مجموعة
find-button = بحث
no-user = لا أحد هنا باسم «{ $typed }».
no-group = لا توجد مجموعة باسم «{ $typed }».
none-of-status = لا أحد بهذه الحالة.
no-users = لا أحد يسجّل الدخول إلى هذه المؤسسة بعد
no-users-about =
    يمكن لأشخاص من مؤسسات أعلى أن يديروها رغم ذلك. اجعل المستخدم الأول مسؤولًا لتُدار من هنا.
show-all = إظهار الكل
add-user = إضافة مستخدم
add-group = إضافة مجموعة
filter = الحالة
everyone = الكل
active = نشط
expired = منتهٍ
disabled = معطَّل
locked = مقفل
active-about = يمكنه تسجيل الدخول.
disabled-about = انتهى: غادر مثلًا. تُنهى جلساته فورًا.
locked-about = موقوف حتى يتضح أمر ما. تُنهى جلساته فورًا.
users-count = { $count ->
    [zero] لا مستخدمين
    [one] مستخدم واحد
    [two] مستخدمان
    [few] { $count } مستخدمين
    [many] { $count } مستخدمًا
   *[other] { $count } مستخدم
}
users-range = { $first }–{ $last } من { $count } من المستخدمين
groups-count = { $count ->
    [zero] لا مجموعات
    [one] مجموعة واحدة
    [two] مجموعتان
    [few] { $count } مجموعات
    [many] { $count } مجموعة
   *[other] { $count } مجموعة
}
pages = الصفحات
previous = السابق
next = التالي
name = الاسم
username = اسم المستخدم
role = الوظيفة
email = البريد الإلكتروني
status = الحالة
expires = ينتهي
expires-on = حتى { $day }
homepage = الصفحة الأولى
staff-record = سجل الموظف
description = الوصف
must-change = كلمة مرور أخرى عند الدخول التالي
has-to-change = عليه اختيار كلمة مرور أخرى عند تسجيل الدخول التالي
yes = نعم
no = لا
without-calendar = القيود التي بلا عام دراسي
show-without-calendar = إظهار القيود التي بلا عام دراسي أيضًا
members = الأعضاء
in-groups = المجموعات
never = أبدًا
shown = ظاهرة
hidden = مخفية
nothing = لا شيء
more-groups = و{ $count } أخرى
built-in = مدمجة
administrators-about = وصول إداري (كل الأذونات): كل شيء، هنا وفي ما دونها
auditors-about = قراءة كل شيء، هنا وفي ما دونها؛ دون تغيير شيء
staff-about = ما يمكن لكل الموظفين فعله؛ لا شيء في البداية
limited =
    تحدّ حقوق التقويم ما تراه. من لا يرى إلا بعض الأعوام الدراسية لا يمكنه إدارة المستخدمين
    والمجموعات والحقوق.
account-pages = صفحات هذا الحساب
group-pages = صفحات هذه المجموعة
account = الحساب
group = المجموعة
changes = التغييرات
changes-of = التغييرات: { $name } في أمان المستخدمين
deeds = ما فعله
deeds-of = ما فعله: { $name }
calendars = حقوق التقويم
in-effect = الحقوق السارية
in-effect-about = ما يمكن لهذا المستخدم فعله ولماذا: ما أُعطي له مباشرةً مع ما لمجموعاته.
no-rights = لا يمكنه فعل شيء بعد. ضعه في مجموعة أو أعطه حقوق أدوات.
tools = حقوق الأدوات
right = الحق
reach = يسري
from = المصدر
here = في هذه المؤسسة
below = هنا وفي كل ما دونها
direct = أُعطي مباشرةً
from-group = من المجموعة { $group }
source-reach = { $source }، { $reach }
needs = بلا قيمة دون { $right }
nothing-in = لا شيء في { $modules }.
school-years = الأعوام الدراسية
school = المدرسة
end-year = عام الانتهاء
every-year = لا يحدّ ما يراه أي حق تقويم: كل القيود.
these-years = لا يرى إلا قيود هذه الأعوام الدراسية:
also-without = تظهر أيضًا القيود التي بلا عام دراسي: { $sources }.
not-without = القيود التي بلا عام دراسي مخفية.
by-account = بهذا الحساب
by-group = بالمجموعة { $group }
organizations-below = المؤسسات الأدنى
first-password = كلمة المرور
username-hint = ما يكتبه لتسجيل الدخول؛ الأحرف الكبيرة والصغيرة سواء.
role-hint = ما هو هناك: مسجِّل مثلًا.
homepage-hint = أول صفحة يراها: مسار في Annals.
staff-record-hint = نوع سجله ومعرّفه، وتقود صفحته إلى هنا.
expires-hint = بعد ذلك لا يمكنه تسجيل الدخول. فارغ: أبدًا.
must-change-hint = حتى ذلك الحين لا يرى شيئًا آخر، لا في الصفحات ولا عبر الواجهة البرمجية.
without-calendar-hint = لا يهم إلا حيث تحدّ حقوق التقويم ما يُرى.
zone-note = المنطقة الزمنية: { $zone }.
password-hint = { $min } من الأحرف على الأقل.
save = حفظ
cancel = إلغاء
signing-in = تسجيل الدخول
new-password-about = كلمة مرور جديدة تُنهي كل جلساته. أخبره بها شخصيًّا.
own-password-about = تغيّر كلمة مرورك بإدخال القديمة في صفحة أخرى:
new-password = كلمة مرور جديدة
password-again = نفسها مرة أخرى
set-password = تعيين كلمة المرور
delete-account = حذف الحساب
delete-account-about = ما فعله يبقى في السجل. لإبقاء الحساب وإيقافه فقط، عطّله.
delete-group = حذف المجموعة
delete-group-about = يبقى مستخدموها؛ ويزول ما يمكنهم فعله بسببها.
delete-user-named = حذف حساب { $name }؟
delete-group-named = حذف المجموعة { $name }؟
goes = ما يزول
stays = ما يبقى
goes-account = الحساب: لا يمكنه تسجيل الدخول وتُنهى جلساته فورًا
goes-memberships = { $count ->
    [zero] مكانه في المجموعات
    [one] مكانه في مجموعة واحدة
    [two] مكانه في مجموعتين
    [few] مكانه في { $count } مجموعات
    [many] مكانه في { $count } مجموعة
   *[other] مكانه في { $count } مجموعة
}
goes-rights = { $count ->
    [zero] لا حقوق أدوات
    [one] حق أداة واحد أُعطي مباشرةً
    [two] حقّا أدوات أُعطيا مباشرةً
    [few] { $count } حقوق أدوات أُعطيت مباشرةً
    [many] { $count } حق أداة أُعطي مباشرةً
   *[other] { $count } حق أداة أُعطي مباشرةً
}
goes-calendars = { $count ->
    [zero] لا حقوق تقويم
    [one] حق تقويم واحد
    [two] حقّا تقويم
    [few] { $count } حقوق تقويم
    [many] { $count } حق تقويم
   *[other] { $count } حق تقويم
}
goes-views = العروض التي لم يشاركها
stays-entries = كل ما فعله، في السجل
stays-views = العروض التي شاركها
stays-deletion = قيد لكل ما يزول
losses = من يفقد ماذا
losers = يفقدونه
meanwhile = غيّر شخص آخر هذا في الأثناء. ما غيّره مذكور هنا. ما كتبته محفوظ أدناه: احفظ من جديد.
meanwhile-field = { $label }: كان { $was }، وهو الآن { $now }.
meanwhile-both = كتبت شيئًا آخر، وسيحلّ محله.
outranked = يستطيع هذا الحساب أكثر مما تستطيع، مثل «{ $right }»: لا يغيّره إلا من يستطيع كل ما يستطيعه.
done-created = أُضيف الحساب.
done-changed = تغيّر الحساب.
done-password = عُيّنت كلمة المرور وأُنهيت جلساته.
done-deleted = حُذف الحساب.
done-group-created = أُضيفت المجموعة.
done-group-changed = تغيّرت المجموعة.
done-group-deleted = حُذفت المجموعة.
add-group-about = يأتي بعد ذلك مستخدموها وحقوقها.
role-built-in = دور أمان المنتج هذا مدمج: يمكن تغيير من فيه، لا اسمه ولا حقوقه.
staff-built-in = دور أمان المنتج هذا مدمج: يمكن تغيير من فيه وما يمكنهم فعله، لا اسمه.
in-no-group = ليس في أي مجموعة.
add-to = الإضافة إلى مجموعة
choose-group = اختر مجموعة
add = إضافة
add-named = إضافة { $name }
remove = إزالة
remove-named = إزالة { $name }
remove-from-named = إزالة من { $name }
add-members = إضافة مستخدمين
no-members = لا أحد في هذه المجموعة.
nobody-to-add = لا أحد ممن ليسوا في المجموعة بعد باسم «{ $typed }».
more-found = { $count ->
    [zero] لم يُعثر على آخرين.
    [one] عُثر على واحد آخر: اكتب المزيد من الاسم.
    [two] عُثر على اثنين آخرين: اكتب المزيد من الاسم.
    [few] عُثر على { $count } آخرين: اكتب المزيد من الاسم.
    [many] عُثر على { $count } آخرين: اكتب المزيد من الاسم.
   *[other] عُثر على { $count } آخرين: اكتب المزيد من الاسم.
}
not-given = غير معطى
given-here = هنا
given-below = هنا وفي ما دونها
tools-of-user-about = ما أُعطي لهذا المستخدم وحده. ويُضاف إليه ما لمجموعاته: انظر الحقوق السارية.
tools-of-group-about = ما يمكن لكل من في هذه المجموعة فعله بسببها.
fixed-rights = هذه الحقوق تخص الدور؛ لا يمكن لأحد تغييرها.
holds-nothing = لم يُعطَ أي حق أداة.
rights-hint = كل حق يُعطى أو يُسحب يُسجَّل.
given-of = { $given } من { $all } معطاة
whole-module = الوحدة كلها
all-not = سحب الكل
all-here = الكل، هنا
all-below = الكل، هنا وفي ما دونها
needs-too = يحتاج أيضًا إلى «{ $right }»، من هنا أو من مجموعة
not-yours = ليس لك هذا الحق، فلا يمكنك إعطاؤه.
calendars-of-user-about =
    مع الأعوام الدراسية، المعطاة هنا أو من مجموعة، لا يرى المستخدم إلا القيود التي تحمل أحدها.
calendars-of-group-about =
    مع الأعوام الدراسية، لا يرى كل من في هذه المجموعة إلا القيود التي تحمل أحدها، أو عامًا له من مصدر
    آخر.
role-calendars = دور أمان المنتج لا يقصر أحدًا على أعوام دراسية.
no-calendars = لم يُعطَ أي عام دراسي.
first-year = الأول يقصر ما يُرى عليه؛ ودون أيٍّ منها تُرى كل القيود.
ends-in = العام الدراسي الذي ينتهي في { $year }
change = تغيير
change-named = تغيير { $name }
add-year = إضافة عام دراسي
goes-group = { $count ->
    [zero] المجموعة، بلا مستخدمين
    [one] المجموعة، وفيها مستخدم واحد
    [two] المجموعة، وفيها مستخدمان
    [few] المجموعة، وفيها { $count } مستخدمين
    [many] المجموعة، وفيها { $count } مستخدمًا
   *[other] المجموعة، وفيها { $count } مستخدم
}
goes-group-rights = { $count ->
    [zero] لا حقوق أدوات
    [one] حق أداة واحد
    [two] حقّا أدوات
    [few] { $count } حقوق أدوات
    [many] { $count } حق أداة
   *[other] { $count } حق أداة
}
of-all = { $count } من { $all }
loses-years = أعوام دراسية لهم من هذه المجموعة وحدها
will-see-everything = { $count ->
    [zero] لا أحد تقصره هذه المجموعة وحدها على أعوام دراسية.
    [one] مستخدم واحد تقصره هذه المجموعة وحدها على أعوام دراسية، وسيرى كل القيود.
    [two] مستخدمان تقصرهما هذه المجموعة وحدها على أعوام دراسية، وسيريان كل القيود.
    [few] { $count } مستخدمين تقصرهم هذه المجموعة وحدها على أعوام دراسية، وسيرون كل القيود.
    [many] { $count } مستخدمًا تقصرهم هذه المجموعة وحدها على أعوام دراسية، وسيرون كل القيود.
   *[other] { $count } مستخدم تقصرهم هذه المجموعة وحدها على أعوام دراسية، وسيرون كل القيود.
}
stays-users = حسابات مستخدميها
done-added = أُضيف إلى المجموعة.
done-removed = أُزيل من المجموعة.
done-rights = تغيّرت حقوق الأدوات.
done-year-added = أُضيف العام الدراسي.
done-year-changed = تغيّر العام الدراسي.
done-year-removed = أُزيل العام الدراسي.

signed-in-at = أين سجّل الدخول
reset-link = كلمة مرور منسية
reset-link-about =
    رابط يختار به المستخدم كلمة مرور أخرى: مرة واحدة خلال 24 ساعة. لا يرسل Annals بريدًا؛ سلّمه بنفسك.
make-reset-link = إنشاء رابط
reset-link-made = يُعرض هذا الرابط الآن فقط. ولا يعود رابط سابق صالحًا.
factor-since = يتطلب تسجيل الدخول عاملًا ثانيًا إضافةً إلى كلمة المرور منذ { $since }.
take-factor-away = إزالة عامل ثانٍ مفقود
done-factor = تمت إزالة العامل الثاني.
done-sessions = تم تسجيل خروجه.
