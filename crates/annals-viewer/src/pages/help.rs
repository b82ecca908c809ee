//! Help: the list of topics, and a topic with its answers.

use maud::{Markup, html};

use crate::components::help::whole;
use crate::components::icon::{Icon, icon};
use crate::components::shell::{Frame, shell};
use crate::help::{PATH, Topic, href, topics};
use crate::messages::help as messages;

/// All topics with their questions.
pub fn index(frame: &Frame) -> Markup {
    let main = html! {
        div class="help-page" {
            h1 { (messages::title()) }
            p class="lead" { (messages::about()) }
            div class="help-topics" {
                @for topic in topics() {
                    section aria-labelledby=(topic.id) {
                        h2 id=(topic.id) {
                            a href=(frame.way(&href(topic.id))) { (topic.title) }
                        }
                        p class="hint" { (topic.about) }
                        (questions(frame, topic))
                    }
                }
            }
        }
    };
    shell(frame, messages::title(), &main)
}

/// One topic.
pub fn topic(frame: &Frame, topic: &Topic) -> Markup {
    let main = html! {
        div class="help-page" {
            p class="back" { a href=(frame.way(PATH)) { (icon(Icon::Left)) (messages::all()) } }
            article {
                h1 { (topic.title) }
                p class="lead" { (topic.about) }
                @if topic.answers.len() > 3 {
                    nav class="help-contents" aria-label=(messages::on_this_page()) {
                        (questions(frame, topic))
                    }
                }
                @for answer in topic.answers { (whole(answer, frame.user.as_ref())) }
            }
            nav class="help-others" aria-label=(messages::topics()) {
                ul {
                    @for other in topics() {
                        li {
                            a href=(frame.way(&href(other.id)))
                                aria-current=[(other.id == topic.id).then_some("page")] {
                                (other.title)
                            }
                        }
                    }
                }
            }
        }
    };
    shell(frame, &format!("{} · {}", topic.title, messages::title()), &main)
}

fn questions(frame: &Frame, topic: &Topic) -> Markup {
    html! {
        ul {
            @for answer in topic.answers {
                li {
                    @let place = format!("{}#{}", topic.id, answer.anchor);
                    a href=(frame.way(&href(&place))) { (answer.question) }
                }
            }
        }
    }
}
