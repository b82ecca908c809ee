//! The choice of the language.

use maud::{Markup, html};

use crate::messages::{Language, language, session as messages};

/// Where the choice is sent.
pub const PATH: &str = "/language";

/// A button for each language, which calls itself as its readers do. A form that is posted, because
/// a link would change what others see who follow it; it carries no token, since all that another
/// site could do with it is to change a language.
pub fn languages() -> Markup {
    choice(Some(messages::languages()))
}

/// The same within something that says what it is: two landmarks of one name would be one too many.
pub fn named_languages() -> Markup {
    choice(None)
}

fn choice(name: Option<&str>) -> Markup {
    let current = language();
    html! {
        form class="languages" method="post" action=(PATH) aria-label=[name] {
            @for one in Language::ALL {
                button type="submit" class="button quiet" name="language" value=(one.tag())
                    lang=(one.tag()) dir=(one.direction())
                    aria-current=[(one == current).then_some("true")] {
                    (one.name())
                }
            }
        }
    }
}
