//! What is masked in sentences, and what stays.

use crate::Masker;

fn masked(text: &str) -> String {
    let mut text = text.to_owned();
    Masker::default().text(&mut text);
    text
}

#[test]
fn what_a_name_is_given_goes() {
    let key = format!("ann_3f9c01d2_{}", "aZ09-_x".repeat(6));
    let in_words = format!("uses {key}, sorry");
    for (text, expected) in [
        ("password=hunter2", "password=••••"),
        ("login with password=hunter2 failed", "login with password=•••• failed"),
        ("Password: Hunter2!", "Password: ••••"),
        ("password: hunter", "password: ••••"),
        ("new password = \"two words\" was set", "new password = \"••••\" was set"),
        ("db_password:x9", "db_password:••••"),
        ("GET /cb?access_token=ab%3D=&state=1", "GET /cb?access_token=••••&state=1"),
        ("pwd=a;user=b", "pwd=••••;user=b"),
        ("API key: 9f8e-7d6c", "API key: ••••"),
        ("api-key=9f8e", "api-key=••••"),
        ("**Token:** 9f8e7d", "**Token:** ••••"),
        ("{\\\"token\\\":\\\"9f8e\\\"}", "{\\\"token\\\":\\\"••••\\\"}"),
        ("Authorization: Bearer eyJhbGci.x.y", "Authorization: ••••"),
        ("changed password=hunter2", "changed password=••••"),
        ("invalid password: hunter2 for ada", "invalid password: •••• for ada"),
        ("password: \"it's \\\"odd\\\"\" now", "password: \"••••\" now"),
        ("password=it's, ok", "password=••••, ok"),
        ("(secret: s3cr3t)", "(secret: ••••)"),
        ("PIN: 4711", "PIN: ••••"),
        ("otp=123456", "otp=••••"),
        ("CVV: 123 was typed", "CVV: •••• was typed"),
        ("token := abc123", "token := ••••"),
        ("password=a1\npasscode: b2", "password=••••\npasscode: ••••"),
        ("password for bob: hunter2", "password for bob: ••••"),
        ("Password for Ada Lovelace: Hunter", "Password for Ada Lovelace: ••••"),
        ("API key of the office = 9f8e", "API key of the office = ••••"),
        ("the password is: hunter2", "the password is: ••••"),
        ("the password is hunter2", "the password is ••••"),
        ("The password was hunter2.", "The password was ••••."),
        ("his password is \"sword fish\", he says", "his password is \"••••\", he says"),
        ("the password for bob is P@ssword", "the password for bob is ••••"),
        ("the API key is 9f8e7d6c now", "the API key is •••• now"),
        ("token is Bearer ey1.x.y", "token is ••••"),
        ("his PIN is 4711", "his PIN is ••••"),
        ("changed the password to hunter2", "changed the password to ••••"),
        ("Password of bob was changed to hunter2", "Password of bob was changed to ••••"),
        ("set password for bob to Summer-24", "set password for bob to ••••"),
        ("card number: 4111 1111 1111 1111", "card number: ••••"),
        (&in_words, "uses ann_3f9c01d2_••••, sorry"),
    ] {
        assert_eq!(masked(text), expected);
        assert_eq!(masked(expected), expected, "masking twice changes nothing");
    }
}

#[test]
fn what_only_tells_of_a_secret_stays() {
    for text in [
        "password changed",
        "Password: changed",
        "Password: reset by Ada",
        "Reset password: Ada Lovelace",
        "Reset password: mjones7",
        "Revoked token: Office Portal 2",
        "created API key: Import 2026",
        "Token: expired.",
        "password: the user forgot it",
        "Password: 3 attempts left",
        "the password is expired",
        "The password was changed.",
        "The password was changed 2026-11-20",
        "the password is required",
        "the password is too short",
        "the password is not set",
        "the password is 8 characters long",
        "the token is 4096 bytes long",
        "the token is base64-encoded",
        "the password is Ada's",
        "the password is valid until 2026-11-20",
        "his password was reset by ada7",
        "the password policy is nist800",
        "password policy changed to 90days",
        "password for bob: changed",
        "password for bob: must be changed",
        "password for bob: sent",
        "Reset of password for bob: done",
        "Created token for the office: Import 2026",
        "instructions for password reset for bob: mail7",
        "gave the password to server7",
        "a password link was sent to ada7@example.com",
        "forgot the password to server7",
        "the password is ada@example.com",
        "the key is under the mat 17",
        "This is a test1234",
        "Notes for bob: hunter2",
        "Keys for room 12: room12b",
        "password=true, token=null",
        "Password required: yes",
        "max_tokens=4096",
        "password_changed_at=2026-11-20",
        "Tokens: 5 used",
        "Keyboard: us",
        "key: A-17",
        "pin: yellow",
        "Token::new(17)",
        "https://example.com/reset:17",
        "ann_3f9c01d2 was revoked",
        "joann_3f9c01d2_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "Time: 10:30, a=b",
        "password:",
        "=",
        "",
        "\u{1f511}: \u{1f511}\u{2009}=\u{2009}x",
    ] {
        assert_eq!(masked(text), text);
    }
}
