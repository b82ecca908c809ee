import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const binary = process.env.ANNALS_BIN ?? join(root, "target/debug/annals");
const START_MS_MAX = 120_000;
const CONFIGURATION = `
[record_types.student]
label = "Student"
edit_url = "https://office.example/students/{id}"
`;

/// Starts `annals demo` in a folder of its own, on a free port.
export async function startDemo() {
  const folder = await mkdtemp(join(tmpdir(), "annals-e2e-"));
  await writeFile(join(folder, "annals.toml"), CONFIGURATION);
  const args = ["demo", "--data", join(folder, "data"), "--listen", "127.0.0.1:0"];
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"], cwd: folder });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let stop = async () => {
    child.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const printed = await announcement(child);
    const find = (pattern) => {
      const found = printed.match(pattern);
      if (!found) throw new Error(`the demo did not print ${pattern}:\n${printed}`);
      return found[1];
    };
    return {
      url: find(/(https?:\/\/127\.0\.0\.1:\d+)/),
      username: find(/Sign in as\s+(\S+)/),
      password: find(/Password\s+(\S+)/),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/// What the demo prints until it has said everything.
function announcement(child) {
  return new Promise((resolve, reject) => {
    let printed = "";
    const timer = setTimeout(
      () => reject(new Error(`the demo is not ready:\n${printed}`)),
      START_MS_MAX,
    );
    const take = (chunk) => {
      printed += chunk;
      if (/Ctrl\+C/.test(printed)) {
        clearTimeout(timer);
        resolve(printed);
      }
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the demo ended with ${code}:\n${printed}`)));
  });
}
