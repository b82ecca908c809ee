//! HTTP/1.1 as far as benchmarks need it. A client library takes more processor time than the
//! server does, on the same two cores.

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpStream;

/// A connection that is kept.
pub(super) struct Connection {
    stream: BufReader<TcpStream>,
    out: Vec<u8>,
    body: Vec<u8>,
}

impl Connection {
    pub(super) async fn open(address: &str) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let stream = BufReader::with_capacity(64 * 1024, stream);
        Ok(Self { stream, out: Vec::new(), body: Vec::new() })
    }

    /// Sends a request, whose head is without its end, and reads the answer's status and body.
    pub(super) async fn ask(&mut self, head: &str, body: &[u8]) -> anyhow::Result<(u16, &[u8])> {
        self.out.clear();
        self.out.extend_from_slice(head.as_bytes());
        let rest = format!("content-length: {}\r\n\r\n", body.len());
        self.out.extend_from_slice(rest.as_bytes());
        self.out.extend_from_slice(body);
        self.stream.get_mut().write_all(&self.out).await?;
        let mut line = String::new();
        self.stream.read_line(&mut line).await?;
        let status = line.split(' ').nth(1).unwrap_or_default().parse()?;
        let (mut length, mut is_chunked) = (0, false);
        loop {
            self.line(&mut line).await?;
            let line = line.to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse()?;
            }
            is_chunked |= line == "transfer-encoding: chunked";
        }
        self.body.clear();
        if is_chunked {
            self.chunks(&mut line).await?;
        } else {
            self.more(length).await?;
        }
        Ok((status, &self.body))
    }

    async fn chunks(&mut self, line: &mut String) -> anyhow::Result<()> {
        loop {
            self.line(line).await?;
            let length = usize::from_str_radix(line, 16)?;
            self.more(length).await?;
            self.line(line).await?;
            if length == 0 {
                return Ok(());
            }
        }
    }

    /// Reads a line, without its end.
    async fn line(&mut self, line: &mut String) -> anyhow::Result<()> {
        line.clear();
        anyhow::ensure!(self.stream.read_line(line).await? > 0, "the server hung up");
        line.truncate(line.trim_end().len());
        Ok(())
    }

    /// Reads so many bytes of the body.
    async fn more(&mut self, length: usize) -> anyhow::Result<()> {
        let from = self.body.len();
        self.body.resize(from + length, 0);
        if let Some(rest) = self.body.get_mut(from..) {
            self.stream.read_exact(rest).await?;
        }
        Ok(())
    }
}
