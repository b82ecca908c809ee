### المراسلات

title = المراسلات
words = رسائل مرسلة مسلمة مرتدة بريد نصوص إشعارات سجلات
email-log = سجل البريد
sms-log = سجل الرسائل النصية
push-log = سجل الإشعارات
email-about = رسائل البريد التي أرسلتها التطبيقات وما آلت إليه.
sms-about = الرسائل النصية التي أرسلتها التطبيقات وما آلت إليه.
push-about = الإشعارات التي أرسلتها التطبيقات إلى الأجهزة وما آلت إليه.
logs = سجلات الرسائل
find = ابحث عن رسائل
find-hint = اسم أو عنوان أو رقم أو موضوع أو أي كلمة أخرى
all = الكل
needs-attention = تحتاج إلى انتباه
needs-attention-about =
    التي لم تصل، أو أُبلغ عنها كرسائل مزعجة، أو لم يُسمع عنها شيء منذ ثلاثة أيام.
filter = أي رسائل
count = { $count ->
    [zero] لا رسائل
    [one] رسالة واحدة
    [two] رسالتان
    [few] { $count } رسائل
    [many] { $count } رسالة
   *[other] { $count } رسالة
}
count-more = أكثر من { $count } رسالة
last-activity = آخر نشاط
recipient = المستلم
phone = الهاتف
subject = الموضوع
text-column = النص
status = الحالة
no-subject = (بلا موضوع)
open = افتح «{ $subject }»
next = الرسائل التالية
first = إلى الأحدث
none = لا رسائل بعد
none-about = تسجل التطبيقات ما أرسلته عبر واجهة البرمجة. ويُعرض هنا مع ما آل إليه.
nothing-found = لم يُعثر على أي رسالة.
show-all = اعرض الكل
of-record = السجل { $record }
inferred = لم يقل أحد إنها وصلت؛ ويُستنتج ذلك من فتحها.
conflict = ما قيل عنها لا يتفق بعضه مع بعض.
stale = لم يُسمع عنها شيء منذ ثلاثة أيام. والأرجح أن المزود لن يجيب بعد.
timeline = ما قيل عنها
timeline-empty = لم يُقل عنها شيء بعد.
timeline-cut = لا يُعرض إلا آخر { $count }.
by-sender = التطبيق
told-by = قاله { $source }، وورد { $received }
told-untimed = قاله { $source } دون أن يذكر متى
facts = الرسالة
from = من
sent-by = أرسلها
sent-at = وقت الإرسال
campaign = الحملة
provider = المزود
tags = الوسوم
own-id = معرّف المرسل
record = السجل
opens = فتح، نقر
body = ما تقوله
show-body = اعرض ما تقوله
show-body-about = يُسجَّل أنك اطلعت عليها.
no-body = ما كانت تقوله لم يُحفظ.
may-not-read = تحتاج إلى حق محتوى الرسائل لقراءة ما تقوله.
same-address = رسائل أخرى إلى هذا العنوان
queued = في الانتظار
queued-next = سُجلت ولم يُقل عنها شيء منذئذ: ربما تنتظر لدى المزود.
sent = أُرسلت
sent-next = هي في الطريق؛ ولم يُقل بعد إنها وصلت.
delayed = تأخرت
delayed-next = لا يقبلها الصندوق الآن. ويعيد المزود المحاولة من تلقاء نفسه.
accepted = قُبلت
accepted-next = قبلتها خدمة الإشعارات؛ ولا يُعرف أكثر من ذلك بعد.
handed-over = سُلمت للخدمة
handed-over-next = قبلتها خدمة الشركة المصنعة. ولا يُقال هل أظهرها الجهاز.
partly-delivered = وصلت جزئيًا
partly-delivered-next = وصلت أجزاء وضاعت أخرى. أعد إرسالها إن كانت مهمة.
delivered = وصلت
delivered-next = وصلت، كما يقول خادم البريد أو شركة الاتصالات أو التطبيق.
opened-by-machine = فُتحت (آليًا)
opened-by-machine-next = فتحها برنامج يفتح كل رسالة. ولا يُعرف هل قرأها شخص.
opened = فُتحت
opened-next = فُتحت، بقدر ما يمكن معرفته.
clicked = نُقرت
clicked-next = اتُّبع رابط فيها.
read = قُرئت
read-next = يقول الهاتف إنها قُرئت.
bounced-soft = ارتدت (مؤقتًا)
bounced-soft-next =
    تخلى المزود عن المحاولة، لكن العنوان ليس ميتًا: ربما امتلأ الصندوق. حاول لاحقًا.
bounced = ارتدت
bounced-next = العنوان لا يقبل الرسائل. اطلب عنوانًا آخر.
complaint = شكوى
complaint-next = أُبلغ عنها كرسالة مزعجة. اسأل بطريق آخر هل ما زالت الرسائل مرغوبة.
dropped = أُسقطت
dropped-next = لم تُجرَّب قط لأن العنوان محظور. اطلب عنوانًا آخر.
rejected = رُفضت
rejected-next = رفض المزود ما فيها. غيّره وأرسلها من جديد.
failed = فشلت
failed-next = تعذر إرسالها بسبب خطأ في التطبيق المرسل أو في إعداداته.
undelivered = لم تصل
undelivered-next = لم تستطع شركة الاتصالات إيصالها. تحقق من الرقم أو اطلب غيره.
expired = انتهت مهلتها
expired-next = لم تصل في الوقت المناسب. أعد إرسالها إن كانت ما زالت مهمة.
canceled = أُلغيت
canceled-next = استرجعها المرسل.
token-invalid = الجهاز غائب
token-invalid-next = لم يعد الجهاز يقبل الإشعارات: ربما أُزيل التطبيق.
received = استلمها التطبيق
unsubscribed = ألغى الاشتراك
resubscribed = اشترك من جديد
auto-replied = رد آلي
machine-clicked = نُقرت (آليًا)
unknown = شيء غير معروف هنا
