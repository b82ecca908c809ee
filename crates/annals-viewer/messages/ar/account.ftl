title = حسابك
words = الملف كلمة المرور الجلسات الأجهزة تسجيل الخروج الأمان تغيير
name = الاسم
email = البريد الإلكتروني
role = الدور
organization = المؤسسة
facts-about = يمكن لمسؤول تغيير هذه البيانات.
password = كلمة المرور
password-about = تحتاج إلى كلمة مرورك القديمة لاختيار أخرى.
change-password = تغيير كلمة المرور
password-required = اختر كلمة مرور أخرى قبل المتابعة.
password-ends = تبقى مسجّل الدخول هنا، ويُسجَّل خروجك من كل مكان آخر.
old-password = كلمة المرور القديمة
new-password = كلمة المرور الجديدة
new-password-again = كلمة المرور الجديدة مرة أخرى
new-password-about = { $min } أحرف على الأقل. الجملة أفضل من الكلمة.
save-password = حفظ كلمة المرور
password-changed = تم تغيير كلمة مرورك، وسُجّل خروجك من كل مكان آخر.
choose-password = اختر كلمة مرور أخرى
reset-of = للحساب { $username }.
sessions = أين سجّلت الدخول
sessions-about = سجّل الخروج حيث لا تعرف المتصفح أو عنوانه، وغيّر كلمة مرورك.
no-sessions = لا توجد جلسات مفتوحة.
this-session = هذا المتصفح
began = بدأت
last-used = آخر استخدام
address = العنوان
end = تسجيل الخروج
end-named = تسجيل الخروج من { $browser }
end-this = تسجيل الخروج هنا
end-others = تسجيل الخروج من كل مكان آخر
end-all = تسجيل الخروج من كل مكان
ended = { $count ->
    [0] لم تكن هناك جلسة أخرى.
    [one] انتهت جلسة واحدة.
    [two] انتهت جلستان.
    [few] انتهت { $count } جلسات.
    [many] انتهت { $count } جلسة.
   *[other] انتهت { $count } جلسة.
}
browser-on = { $browser } على { $system }
unknown-program = برنامج غير معروف
