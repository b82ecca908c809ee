### Webhooks: the addresses at which providers tell what became of messages.

# Title, and entry of menus.
title = Webhooks

# Other words by which the page is found.
words = webhook provider callback delivery events sendgrid postmark mailgun resend amazon ses sns twilio vonage secret

# Under the title.
about =
    Addresses at which providers of e-mail and text messages tell what became of messages: that one
    came, bounced, was opened or was reported as spam.

# Button, and title of the page on which one is made.
add = Add webhook

# There is none: heading.
none = No provider tells anything yet

# There is none: what one is for and how to begin.
none-about =
    Without a webhook a message stays at the status that its sender told. Add one for each provider
    that sends your messages: choose the provider, paste the secret that it shows, and enter the
    address from here there. From then on the logs show by themselves what came and what did not.

# The same for those who may not add one.
none-may-not = Someone with the right API Keys: Manage can add one.

# How many there are.
# $count (Number): how many
count = { $count ->
    [one] { $count } webhook
   *[other] { $count } webhooks
}

# Head of a column, and label of a field.
name = Name

# Beneath the field of the name.
name-hint = What you call it: “SendGrid, newsletters”

# Head of a column.
provider = Provider

# Head of a column.
state = State

# State: it takes calls.
enabled = Takes calls

# State: it takes none.
disabled = Disabled

# State: its organisation, or one above it, is closed.
closed = The organisation is closed: no call is taken

# Head of a column.
last-call = Last call taken

# No call came.
never = none within 30 days

# Head of columns: what came within a day.
taken = Taken in 24 h

# Head of a column.
refused = Refused in 24 h

# Head of a column: reports of messages that nobody recorded.
unmatched = Not matched

# There are more than are counted.
# $count (Number): how many are counted
more-than = more than { $count }

# Head of a column, and heading: where the provider calls.
address = Address

# Button that copies the address.
copy-address = Copy address

# Choice of the provider: heading.
choose = Which provider sends your messages?

# Above the choice of the provider.
choose-about =
    Choose who carries the messages. For services that push, which call nobody, applications send
    what they tell to the API.

# Above the form, where some providers want the address first.
order =
    Some providers show the secret only after an address was entered. Enter the address of this
    server there for now, and replace it by that of the webhook once it is added here.

# Heading of what is to be done at the provider.
# $provider (Markup): whose pages
at-provider = What to do at { $provider }

# Label of a field: what calls are checked by.
secret = Secret

# Label of the field, at Amazon.
topic = ARN of the Amazon SNS topic

# Beneath that field.
# $example (Markup): such an ARN
topic-hint = No other topic is heard, whoever signed for it. Such as { $example }

# Label of the field, at SendGrid.
verification-key = Verification key

# Label of the field, at Postmark, where it may stay empty.
postmark-secret = Secret, if you want to choose it

# Beneath that field.
# $example (Markup): user and password
# $field (Markup): where that is entered at Postmark
postmark-secret-hint =
    Leave it empty: one is made, shown once, and stands at the end of the address. Or type
    { $example } and enter the same at Postmark under { $field }.

# Label of the field, at Mailgun.
signing-key = HTTP webhook signing key

# Label of the field, at Resend.
signing-secret = Signing secret

# Beneath a field of a secret that begins so.
# $begins (Markup): how it begins
begins-hint = It begins with { $begins }

# Beneath the field at senders that follow the Standard Webhooks specification.
# $secret (Markup): how a secret begins
# $key (Markup): how a public key begins
standard-hint = A secret, { $secret }, or a public key, { $key }

# Label of the field, at Twilio.
auth-token = Auth token

# Label of the field, at Vonage.
signature-secret = Signature secret

# Beneath the field, for all whose secret is only pasted.
secret-hint = Paste it as the provider shows it. It is kept to check calls and never shown again.

# Label of a choice: how calls are signed.
hash-method = How calls are signed

# Beneath that choice, at Amazon.
# $attribute (Markup): the attribute of a topic
hash-method-amazon = Choose SHA-1 only if the topic’s attribute { $attribute } can’t be 2; both are taken then.

# Beneath that choice, at Vonage.
hash-method-vonage = As it is set at Vonage under API settings.

# What to do at Amazon, step by step.
amazon-steps =
    In Amazon SES, send the events of your configuration set to an Amazon SNS topic. Add the webhook
    here with the ARN of that topic. Then subscribe the webhook’s address to the topic in Amazon SNS:
    protocol HTTPS, raw message delivery off. The subscription is confirmed by itself.

# What to do at SendGrid.
# $menu (Markup): where, in the words of SendGrid
# $field (Markup): the field, in the same words
sendgrid-steps =
    Under { $menu } add a webhook with the address as { $field }, choose all events, and enable the
    signed event webhook: it shows the verification key.

# What to do at Postmark.
# $menu (Markup): where, in the words of Postmark
# $events (Markup): what to tick, in the same words
postmark-steps =
    On your server choose a message stream, then { $menu }. Enter the address, and tick { $events }.

# What to do at Mailgun.
# $menu (Markup): where, in the words of Mailgun
mailgun-steps =
    Under { $menu } add the address for each type of event of your domain. The HTTP webhook
    signing key is among the API keys of the account.

# What to do at Resend.
# $menu (Markup): where, in the words of Resend
resend-steps =
    Under { $menu } add a webhook with the address as endpoint and choose all events of e-mails. Its
    page shows the signing secret.

# What to do at a sender that follows the Standard Webhooks specification.
standard-steps =
    Enter the address where your sender asks for a webhook, and copy from there the secret or the
    public key.

# What to do at Twilio.
# $field (Markup): the field, in the words of Twilio
# $stop (Markup): what people answer who want no more
# $start (Markup): what they answer who want them again
twilio-steps =
    Enter the address as { $field }, of each message or of your messaging service, and as the webhook
    for incoming messages, so that { $stop } and { $start } are heard. The auth token stands on the
    first page of the console.

# What to do at Vonage, Messages API.
# $field (Markup): the field, in the words of Vonage
vonage-messages-steps =
    Enter the address as { $field } of your application. The signature secret is among the API
    settings.

# What to do at Vonage, SMS API.
vonage-sms-steps =
    Among the API settings enter the address as webhook for delivery receipts, and choose the
    signature method. The signature secret stands beside it.

# It was just added.
was-created = The webhook was added. Now enter its address at the provider.

# It was just renamed.
was-renamed = The webhook was renamed.

# It was just disabled.
was-disabled = The webhook takes no more calls.

# It was just enabled.
was-enabled = The webhook takes calls again.

# A secret was just added.
was-secret-added = The secret was added. Calls are taken that are signed by it or by one of the others.

# A secret was just ended.
was-secret-removed = The secret was ended. Calls that are signed by it are refused from now on.

# One was just deleted.
was-deleted = The webhook was deleted.

# A secret was made: what to do with it.
made =
    This is the address with its new secret at the end. It is shown this once: enter it at the
    provider now.

# Beneath the address at Postmark.
# $end (Markup): where the secret stands
# $basic (Markup): where a password stands
postmark-address =
    The secret stands at its end, { $end }, or, if it is user and password, within it: { $basic }

# When it was made.
created = Added

# Label: how many calls wait.
waiting = Not read yet

# Label: how many calls can't be read.
unreadable = Can’t be read

# Heading of the secrets.
secrets = Secrets

# Above the secrets.
secrets-about =
    A call is taken if it is signed by one of these. To replace a secret without losing calls, add
    the new one, change it at the provider, and end the old one.

# The webhook has no secret.
no-secrets = There is none: no call is taken.

# Heading of the topics of Amazon SNS.
topics = Topics

# Above the topics.
topics-about =
    Only these topics of Amazon SNS may call. To move to another topic, add it, subscribe the address
    to it, and end the old one.

# One of the secrets.
# $at (Markup): since when
secret-since = Added { $at }

# A topic is subscribed.
# $at (Markup): since when
subscribed = Subscribed since { $at }

# The subscription of a topic ended.
# $at (Markup): when
unsubscribed = Its subscription ended { $at }

# No subscription of a topic was seen.
not-subscribed = Not subscribed yet: subscribe the address to it in Amazon SNS.

# Button.
end-secret = End this secret

# Button.
end-topic = End this topic

# Heading and button.
add-secret = Add secret

# Heading and button.
add-topic = Add topic

# As many as there may be.
# $max (Number): how many
secrets-full = There are { $max }, as many as there may be: end one to add another.

# Heading and button.
rename = Rename

# Heading and button.
disable = Disable

# What that does.
disable-about =
    Calls are refused until it is enabled again. Most providers try again for hours, and some then
    give up.

# Heading and button.
enable = Enable

# What that does.
enable-about = Calls are taken again.

# Heading and button.
delete = Delete webhook

# What that does.
delete-about =
    Its address takes no more calls, for good: another webhook has another address. What came there
    is kept. Take the address off at the provider first.

# The box to tick.
# $name (Markup): its name
confirm-delete = Delete { $name } and refuse all further calls

# Heading of what came.
calls = Recent calls

# Above them.
calls-about =
    What came within the last 30 days, the newest first. The first refused call is listed at once,
    further ones together every ten minutes.

# Nothing came.
no-calls = No call came yet. Most providers have a button that sends a test.

# Head of a column.
when = When

# Head of a column.
came = What came of it

# A call is kept.
call-waiting = Taken; it is not read yet.

# A call can't be read.
call-unreadable =
    Taken, but of no form that this provider uses. Look whether the address was entered at another
    provider.

# A call was read, when is all that is known.
call-read = Taken and read.

# A call was read.
# $count (Number): how many things it told
call-told = { $count ->
    [0] Taken and read: it told of no message.
    [one] Taken and read: { $count } event
   *[other] Taken and read: { $count } events
}

# Beside what was read, where messages weren't recorded.
# $count (Number): of how many
call-parked = { $count ->
    [one] { $count } of a message that was not recorded
   *[other] { $count } of messages that were not recorded
}

# Calls were refused.
# $count (Number): how many
call-refused = { $count ->
    [one] Refused
   *[other] { $count } calls refused
}

# From where the last refused call came.
# $ip (Markup): the IP address
call-from = Last one from { $ip }

# Heading of what was told of messages that nobody recorded.
unmatched-title = Not matched

# Above that.
unmatched-about =
    What this provider told of messages that no application recorded with it and the same id. It is
    matched by itself when the message is recorded, and forgotten after 30 days.

# There is none.
no-unmatched = Everything that was told is of recorded messages.

# What to look for where much is not matched.
# $route (Markup): how messages are recorded
unmatched-next =
    Let applications record each message with the provider’s name and the id that the provider gave
    it, see { $route }.

# So many are listed.
# $listed (Number): how many
# $count (String): of how many
unmatched-listed = The newest { $listed } of { $count }

# Head of a column: what the provider calls the message.
provider-id = Id at the provider

# Head of a column.
what = What was told

# Head of a column.
kept-until = Forgotten

# Why a call was refused.
wrong-signature =
    It is signed by another secret. Compare the secret with that at the provider; if it was replaced
    there, add the new one here.

# Why a call was refused: Twilio.
wrong-url =
    It is signed by another secret, or for another address. Compare the auth token, and whether the
    address at Twilio is exactly this one.

# Why a call was refused.
wrong-credentials =
    The secret in the address, or user and password, are other ones. Enter the address with its
    secret once more, or add a new secret.

# Why a call was refused.
unsigned =
    It carries no signature. Turn on signing at the provider; if it is on, someone else called.

# Why a call was refused.
unusable-secret = None of the secrets has the form that this provider uses. Add the right one.

# Why a call was refused.
too-large = It is longer than this provider sends. Someone else called, or events are sent in too large batches.

# Why a call was refused.
malformed = Its signature or its fields can’t be read. Look whether another provider was given this address.

# Why a call was refused.
stale = It was signed too long ago. If this goes on, compare the clocks of this server and of the provider.

# Why a call was refused.
early = It was signed later than now. Compare the clock of this server: it is probably slow.

# Why a call was refused.
wrong-method = It is signed or sent in a way that is not agreed on. Compare the signature method at the provider.

# Why a call was refused.
wrong-body = What it says was changed on its way. Look for a proxy that rewrites calls.

# Why a call was refused.
raw-delivery = Raw message delivery is on, which carries no signature. Turn it off for the subscription in Amazon SNS.

# Why a call was refused.
# $attribute (Markup): the attribute of a topic
signature-version =
    The topic signs with SHA-1. Set the topic’s attribute { $attribute } to 2, or add a webhook
    that takes both.

# Why a call was refused.
not-amazon = It names a certificate or a region that is not that of the topic. Someone else called.

# Why a call was refused.
other-topic = It comes from a topic that is not one of this webhook’s. If it is yours, add it under Topics.

# Why a call was refused.
certificate-dates = The certificate of its signature is not valid now. Compare the clock of this server.

# Why a call was refused.
# $host (Markup): the servers
amazon-unreachable =
    This server can’t reach Amazon SNS to check the signature; the call comes again. Whoever runs the
    server lets it reach { $host } over HTTPS.

# Why a call was refused.
token-used = It repeats the token of another call, as someone does who copied one.

# Why a call was refused.
broken-off = The connection broke off before it was whole. The provider sends it again.

# Why a call was refused, by a word that this page does not know.
# $code (Markup): the word
other-reason = It was refused: { $code }

# What is wrong with the form: nothing was chosen.
no-provider = Choose one of the providers.

# What is wrong with the form.
no-hash-method = Choose one of the ways of signing.

# What is wrong with a name.
# $max (Number): characters
name-length = The name has 1 to { $max } characters.

# What is wrong with a name.
# $character (Markup): which
name-unprintable = The name contains a character that can’t be seen, { $character }. Leave it out.

# What is wrong with a secret.
secret-missing = Paste the secret that the provider shows.

# What is wrong with a secret.
# $example (Markup): such an ARN
no-topic = Paste the ARN of the topic, such as { $example }.

# What is wrong with a secret.
# $max (Number): bytes
secret-length = A secret has up to { $max } characters, and none that can’t be seen.

# What is wrong with a secret.
# $min (Number): characters
# $example (Markup): user and password
path-secret = Type { $example }, or at least { $min } letters, digits, - and _, or leave it empty.

# Why nothing was added.
# $max (Number): how many
too-many = There are { $max } webhooks, as many as there may be. Delete one first.

# Why no secret was added.
# $max (Number): how many
too-many-secrets = There are { $max } secrets, as many as there may be. End one first.

# Why a secret was not ended.
last-secret = This is the last secret. Add another one first, or disable the webhook.

# Why it was not enabled.
no-secret = The webhook has no secret. Add one first.

# Why no webhook of Twilio was added.
# $setting (Markup): the setting
no-public-url =
    Twilio signs the address that it calls. Whoever runs this server has to set { $setting } to its
    address first.

# Why it was not deleted.
not-confirmed = Tick the box to delete it.

# It is gone by now.
secret-gone = The secret was ended meanwhile.
