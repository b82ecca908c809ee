//! Passwords: typed without an echo, read from stdin, or made up.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::Context;

/// Letters and digits that nobody takes for one another.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
const LENGTH: usize = 20;

/// A password of 100 random bits.
pub(crate) fn generate() -> anyhow::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).context("the system gives no random numbers")?;
    let mut password = String::with_capacity(LENGTH + 3);
    for (i, byte) in bytes.iter().enumerate() {
        if i > 0 && i % 5 == 0 {
            password.push('-');
        }
        password.push(char::from(LETTERS[usize::from(byte % 32)]));
    }
    Ok(password)
}

/// The first line of stdin.
pub(crate) fn from_stdin() -> anyhow::Result<String> {
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).context("can't read the password from stdin")?;
    let password = line.trim_end_matches(['\r', '\n']);
    anyhow::ensure!(!password.is_empty(), "the password on stdin is empty");
    Ok(password.to_owned())
}

/// Asks twice at the terminal; `None` when there is none.
pub(crate) fn prompt() -> anyhow::Result<Option<String>> {
    if !io::stdin().is_terminal() {
        return Ok(None);
    }
    let first = ask("Password: ")?;
    let second = ask("Password again: ")?;
    anyhow::ensure!(first == second, "the two passwords differ");
    Ok(Some(first))
}

fn ask(question: &str) -> anyhow::Result<String> {
    let mut err = io::stderr().lock();
    write!(err, "{question}")?;
    err.flush()?;
    console::Term::stderr().read_secure_line().context("can't read the password")
}

#[cfg(test)]
mod tests {
    #[test]
    fn generated_passwords_differ_and_are_long() {
        let (a, b) = (super::generate().unwrap(), super::generate().unwrap());
        assert_ne!(a, b);
        assert_eq!(a.len(), 23);
    }
}
