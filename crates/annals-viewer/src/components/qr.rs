//! A picture that a phone reads: a QR code as the page's own SVG, which loads nothing.

use maud::{Markup, html};
use qrcode::{Color, QrCode};

/// Modules of white around it, without which cameras don't find it.
const QUIET: usize = 4;

/// The picture of `text`, which `name` says to those who don't see it; nothing for a text that is
/// too long for one.
pub fn qr(text: &str, name: &str) -> Markup {
    let Ok(code) = QrCode::new(text) else { return Markup::default() };
    let width = code.width();
    let path = path(&code.to_colors(), width);
    let side = width + 2 * QUIET;
    html! {
        svg class="qr" viewBox={ "0 0 " (side) " " (side) } role="img" aria-label=(name) {
            path d=(path) {}
        }
    }
}

/// A bar for each run of dark modules.
fn path(modules: &[Color], width: usize) -> String {
    let mut path = String::new();
    for (y, row) in modules.chunks(width.max(1)).enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (from, length) = (x + QUIET, run.len());
                path.push_str(&format!("M{from} {}h{length}v1h-{length}z", y + QUIET));
            }
            x += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_become_bars() {
        use Color::{Dark, Light};
        let modules = [Dark, Dark, Light, Light, Dark, Light, Light, Light, Dark];
        assert_eq!(path(&modules, 3), "M4 4h2v1h-2zM5 5h1v1h-1zM6 6h1v1h-1z");
    }

    #[test]
    fn a_picture_has_room_around_it() {
        let svg = qr("otpauth://totp/Annals:ada?secret=ABC&issuer=Annals", "Key").into_string();
        assert!(svg.contains("viewBox=\"0 0 41 41\""), "{svg}");
        assert!(svg.contains("M4 4h7v1h-7z"), "the corner's frame: {svg}");
        assert_eq!(qr(&"x".repeat(10_000), "Key").into_string(), "");
    }
}
