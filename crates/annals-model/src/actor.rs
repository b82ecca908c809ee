//! Who did it.

/// Who did it; at least one of `id`, `username` and `name` is present.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Actor {
    /// The application's stable id of the person or system.
    pub id: Option<String>,
    /// "Member Name" on screen.
    pub name: Option<String>,
    /// What they sign in with.
    pub username: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What sort of actor it is.
    pub kind: ActorKind,
    /// Role in the application at that time.
    pub role: Option<String>,
    /// The customer for whom support staff acted.
    pub on_behalf_of: Option<OnBehalfOf>,
}

/// What sort of actor it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorKind {
    /// A member of staff; what an event without a kind means.
    #[default]
    Staff,
    /// A parent or other guardian.
    Guardian,
    /// A student.
    Student,
    /// The application itself, without a person (Autopilot).
    System,
    /// The application vendor's support staff.
    Support,
    /// A program with an API key.
    Api,
}

impl ActorKind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 6] =
        [Self::Staff, Self::Guardian, Self::Student, Self::System, Self::Support, Self::Api];

    /// The word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Staff => "staff",
            Self::Guardian => "guardian",
            Self::Student => "student",
            Self::System => "system",
            Self::Support => "support",
            Self::Api => "api",
        }
    }

    /// The kind that `word` names.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Whom the actor stood in for; an id, a name, or both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct OnBehalfOf {
    /// The application's stable id.
    pub id: Option<String>,
    /// Name.
    pub name: Option<String>,
}
