//! Keys.

/// Title of the sheet.
pub const TITLE: &str = "Keyboard";
/// Button that opens it.
pub const OPEN: &str = "All keys";
/// Button.
pub const CLOSE: &str = "Close";
/// Switch for keys of one letter.
pub const SWITCH: &str = "Use keys of one letter or sign";
/// Under it.
pub const SWITCH_HINT: &str = "They never act while you type. Switch them off if you speak to your \
    computer, or if they get in the way; this browser remembers it.";
/// Keys and what they do.
pub const KEYS: &[(&[&str], &str)] = &[
    (&["Ctrl K"], "search pages, views, people and records"),
    (&["/"], "go to the search bar"),
    (&["j", "k"], "next and previous entry"),
    (&["Enter"], "open the entry"),
    (&["[", "]"], "older and newer entries; in another order, the page before and after"),
    (&["Space"], "select the entry whose box has the focus"),
    (&["Esc"], "close what is open; select nothing"),
    (&["?"], "show these keys"),
];
